"""The second wall: row-level security of those found, and the rules that hold even past the actions.

The room of the care label is in nobody's context but a protection officer's, so files and entries are empty for an
investigator whatever is asked. A trigger holds what no act may go round: only protection says the word, nobody becomes
a suspect without the finished form and two persons who signed in their own names, the last a protection officer.
Whether a prosecutor was heard, or the file erased, is read in the file, so only the acts hold that.
"""

from collections.abc import Collection, Mapping

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import LABELS_SQL, MEMBER_SQL, OFFICER_SQL, UNIT_SQL, VERBS_SQL

POLICIES = ("steward", "viewer_reads", "originator_adds", "own_side", "own_removes")
_OWN = f"(member = {MEMBER_SQL} and {UNIT_SQL} is null and label_id in {LABELS_SQL})"
_CARES = f"care_label_id in {LABELS_SQL}"


def protect_own(table: str) -> migrations.RunSQL:
    """Rows of one bureau, kept by whoever may read their label."""
    return _run(table, [f'create policy own_side on "{table}" using {_OWN} with check {_OWN}'])


def protect_kept(table: str, *, also: str = "true") -> migrations.RunSQL:
    """The same, and nobody changes or removes a row."""
    statements = [
        f'create policy viewer_reads on "{table}" for select using {_OWN}',
        f'create policy originator_adds on "{table}" for insert with check ({_OWN} and {also})',
        f'revoke update, delete on "{table}" from "{APP}"',
        f'revoke update on "{table}" from "{STEWARD}"',
    ]
    return _run(table, statements)


def protect_found(table: str) -> migrations.RunSQL:
    """Read by the bureau; added by protection alone, untouched by any decision yet."""
    untouched = "word = 'in_care' and matter <> 'suspect' and decided_by is null"
    statements = [
        f'create policy viewer_reads on "{table}" for select using {_OWN}',
        f'create policy originator_adds on "{table}" for insert with check ({_OWN} and {_CARES} and {untouched})',
        f'create policy own_side on "{table}" for update using {_OWN} with check {_OWN}',
    ]
    return _run(table, statements)


def protect_released(table: str) -> migrations.RunSQL:
    """Read by the recipient; laid there and taken away by protection officers of the bureau."""
    mine = f"(member = {MEMBER_SQL} and {UNIT_SQL} is null and {_CARES})"
    statements = [
        f'create policy viewer_reads on "{table}" for select using'
        f" ({UNIT_SQL} is null and ((recipient = {MEMBER_SQL} and label_id in {LABELS_SQL}) or {mine}))",
        f'create policy originator_adds on "{table}" for insert with check {mine}',
        f'create policy own_removes on "{table}" for delete using {mine}',
    ]
    return _run(table, statements)


IS_CARER = f"('care' in {VERBS_SQL})"
_OWN_NAME = f"officer::text = {OFFICER_SQL}"
PROTECTION_SIGNS = f"(office <> 'protection' or {_CARES})"
"""Nobody signs for protection but who is in its room."""

_HEARD = """exists (
               select from victims_standingsignature as signed
               where signed.proposal_id = proposal.id and signed.office = 'protection')"""
_HEARD_LAST = f"({IS_CARER} and {_HEARD})"


_NOT_HEARD_WHEN_SCREENED = "new.word = 'screened' or "


_WITHDRAWN = """exists (
               select from victims_standingwithdrawal as gone where gone.proposal_id = proposal.id)"""


def _guard(heard: str, *, also: str = "true") -> str:
    return f"""
create or replace function victims_guard_found() returns trigger language plpgsql as $guard$
begin
    if (new.member, new.label_id, new.care_label_id, new.reception_id, new.number)
        is distinct from (old.member, old.label_id, old.care_label_id, old.reception_id, old.number) then
        raise exception 'who was found where is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    if new.word <> old.word and not (new.care_label_id in {LABELS_SQL}) then
        raise exception 'only protection officers say the word' using errcode = 'integrity_constraint_violation';
    end if;
    if new.matter = old.matter or (old.matter = 'none' and new.matter in ('witness', 'arrested')) then
        return new;
    end if;
    if not exists (
        select from victims_standingproposal as proposal
        where proposal.id = new.decided_by and proposal.found_id = new.id and proposal."to" = new.matter
          and length(trim(proposal.reason)) > 0
          and (select count(distinct signed.officer) from victims_standingsignature as signed
               where signed.proposal_id = proposal.id and signed.office <> 'machine') >= 2
          and (new.matter <> 'suspect' or {heard})
          and {also}
    ) then
        raise exception 'two persons decide this' using errcode = 'integrity_constraint_violation';
    end if;
    if new.matter = 'suspect' and new.word = 'in_care' then
        raise exception 'the form comes first' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$guard$
"""  # noqa: S608 - constants


def guard_found() -> migrations.RunSQL:
    """The trigger on those found."""
    return migrations.RunSQL(
        (
            _guard(_NOT_HEARD_WHEN_SCREENED + _HEARD),
            'create trigger guard_found before update on "victims_found"'
            " for each row execute function victims_guard_found()",
        ),
        ('drop trigger if exists guard_found on "victims_found"', "drop function if exists victims_guard_found()"),
    )


def guard_decision() -> migrations.RunSQL:
    """The trigger, where the one who signs last over somebody protected must be of protection."""
    before, after = (_guard(_NOT_HEARD_WHEN_SCREENED + each) for each in (_HEARD, _HEARD_LAST))
    return migrations.RunSQL(after, before)


def guard_every_decision() -> migrations.RunSQL:
    """The trigger, where a protection officer signs last over everybody who was received."""
    return migrations.RunSQL(_guard(_HEARD_LAST), _guard(_NOT_HEARD_WHEN_SCREENED + _HEARD_LAST))


def guard_withdrawn() -> migrations.RunSQL:
    """The trigger, where a proposal that was withdrawn decides nothing."""
    return migrations.RunSQL(_guard(_HEARD_LAST, also=f"not {_WITHDRAWN}"), _guard(_HEARD_LAST))


def withdraw_in_own_name(table: str) -> migrations.RunSQL:
    """Withdrawn by the officer whose signature is the proposal's first, and by no other."""
    first = (
        "(select signed.officer::text from victims_standingsignature as signed"  # noqa: S608 - a table of this room
        f' where signed.proposal_id = "{table}".proposal_id order by signed.at, signed.id limit 1)'
    )
    own = f"(officer::text = {OFFICER_SQL} and officer::text = {first})"
    return _narrow(table, {"own_name": f'for insert to "{APP}" with check {own}'})


def add_in_care(table: str) -> migrations.RunSQL:
    """Added by a protection officer alone: a row may name any label that its writer reads, as the one for care too."""
    return _narrow(table, {"care_adds": f'for insert to "{APP}" with check {IS_CARER}'})


def keep_in_care(table: str) -> migrations.RunSQL:
    """Changed or removed by a protection officer alone."""
    return _narrow(
        table,
        {
            "care_changes": f'for update to "{APP}" using {IS_CARER} with check {IS_CARER}',
            "care_removes": f'for delete to "{APP}" using {IS_CARER}',
        },
    )


def sign_in_own_name(table: str) -> migrations.RunSQL:
    """Nobody signs for another officer, nor for protection without belonging to it."""
    is_office = f"(office = 'investigation' or (office = 'protection' and {IS_CARER}))"
    own = f"(officer::text = {OFFICER_SQL} and {is_office})"
    return _narrow(table, {"own_name": f'for insert to "{APP}" with check {own}'})


FIRST_SEEN_IN_CARE = ("care.kept", "care.released", "care.taken_back")
_THEN_SEEN_IN_CARE = (*FIRST_SEEN_IN_CARE, "care.erased")
_AND_LOOKS = (*_THEN_SEEN_IN_CARE, "care.looked")
SEEN_IN_CARE = (*_AND_LOOKS, "care.erasure_asked", "care.erasure_ended")
"""Events of the ledger that whoever works on criminal cases does not read, as `audit.models.sights_of` has it."""


def protect_seen_in_care() -> migrations.RunSQL:
    """How often somebody in care spoke, and when, is read by protection and by auditors without a part in cases."""
    return _narrow("audit_leaf", _care_apart(FIRST_SEEN_IN_CARE))


def protect_seen_in_care_again() -> migrations.RunSQL:
    """The same with the event that came next."""
    return _care_apart_anew(_THEN_SEEN_IN_CARE, FIRST_SEEN_IN_CARE)


def protect_looks_in_care() -> migrations.RunSQL:
    """The same with looks for who seeks somebody."""
    return _care_apart_anew(_AND_LOOKS, _THEN_SEEN_IN_CARE)


def read_in_care(table: str) -> migrations.RunSQL:
    """Read by protection officers alone, whatever its label says."""
    return _narrow(table, {"care_reads": f'for select to "{APP}" using {IS_CARER}'})


def count_in_care() -> migrations.RunSQL:
    """How often protection officers look is counted apart: nobody who works on criminal cases reads it."""
    return _narrow("screening_budget", {"care_counts": f"to \"{APP}\" using (scope not like 'care:%' or {IS_CARER})"})


def _care_apart_anew(after: Collection[str], before: Collection[str]) -> migrations.RunSQL:
    anew, undone = (
        [f'create policy {name} on "audit_leaf" as restrictive {rule}' for name, rule in _care_apart(events).items()]
        for events in (after, before)
    )
    gone = 'drop policy if exists care_apart on "audit_leaf"'
    return migrations.RunSQL((gone, *anew), (gone, *undone))


def _care_apart(events: Collection[str]) -> Mapping[str, str]:
    named = ", ".join(f"'{name}'" for name in events)
    cases = " or ".join(f"'{verb}' in {VERBS_SQL}" for verb in ("check", "contribute", "approve"))
    reads = f"(event not in ({named}) or {IS_CARER} or ('audit' in {VERBS_SQL} and not ({cases})))"
    return {"care_apart": f'for select to "{APP}" using {reads}'}


def protect_erasures_in_care() -> migrations.RunSQL:
    """The same with requests to erase a file, and how they ended."""
    return _care_apart_anew(SEEN_IN_CARE, _AND_LOOKS)


def ask_in_own_name(table: str) -> migrations.RunSQL:
    """Asked by a protection officer, and for no other."""
    return _narrow(table, {"own_name": f'for insert to "{APP}" with check ({IS_CARER} and {_OWN_NAME})'})


def end_as_the_second(table: str) -> migrations.RunSQL:
    """Ended by a protection officer other than the one who asked, who may only take it back."""
    is_mine = (
        "exists (select from victims_erasurerequest as asked"
        f' where asked.id = "{table}".request_id and asked.officer::text = {OFFICER_SQL})'
    )
    check = f"({IS_CARER} and {_OWN_NAME} and {is_mine} = (ending = 'withdrawn'))"
    return _narrow(table, {"own_name": f'for insert to "{APP}" with check {check}'})


def guard_key() -> migrations.RunSQL:
    """The trigger on files: a key is replaced only where two officers wanted it, each in its own name."""
    return migrations.RunSQL(
        (
            """
create or replace function victims_guard_key() returns trigger language plpgsql as $guard$
begin
    if (new.key, new.erased_before) is not distinct from (old.key, old.erased_before) then
        return new;
    end if;
    if not exists (
        select from victims_erasurerequest as asked
        join victims_erasureending as ended on ended.request_id = asked.id
        where asked.file_id = new.id and ended.ending = 'erased' and ended.officer <> asked.officer
    ) then
        raise exception 'two officers erase a file' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$guard$
""",
            'create trigger guard_key before update on "victims_carefile"'
            " for each row execute function victims_guard_key()",
        ),
        ('drop trigger if exists guard_key on "victims_carefile"', "drop function if exists victims_guard_key()"),
    )


def _narrow(table: str, policies: Mapping[str, str]) -> migrations.RunSQL:
    return migrations.RunSQL(
        tuple(f'create policy {name} on "{table}" as restrictive {rule}' for name, rule in policies.items()),
        tuple(f'drop policy if exists {name} on "{table}"' for name in policies),
    )


def _run(table: str, statements: list[str]) -> migrations.RunSQL:
    forced = [
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy steward on "{table}" to "{STEWARD}" using (true) with check (true)',
    ]
    undo = [f'drop policy if exists {name} on "{table}"' for name in POLICIES]
    undo += [
        f'alter table "{table}" disable row level security',
        f'grant update, delete on "{table}" to "{APP}", "{STEWARD}"',
    ]
    return migrations.RunSQL((*forced, *statements), tuple(undo))
