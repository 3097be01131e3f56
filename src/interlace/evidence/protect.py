"""Row-level security of hand-overs between bureaus, as their migration writes it.

An offer is read by the bureau that gives, with its exhibit, and by the bureau to which it is made; by nobody else. A
unit under that bureau is not the bureau. Of that bureau it is read under the purpose, level and operations of the case
that it comes from; and what comes home, by whoever sees the exhibit at home. What a side says to it is added in its own
name alone.
"""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import LABELS_SQL, MEMBER_SQL, UNIT_SQL

OFFERS, ACTS = "evidence_bureauhandover", "evidence_bureauhandoveract"
_GIVES = (
    f"(member = {MEMBER_SQL} and exists (select from evidence_exhibit where evidence_exhibit.id = {OFFERS}.exhibit_id))"
)
_GETS = f"(recipient = {MEMBER_SQL} and {UNIT_SQL} is null)"
_MAY_GET = (
    f"(recipient = {MEMBER_SQL} and {UNIT_SQL} is null and case when returns is null then label_id in {LABELS_SQL}"
    f" else exists (select from evidence_exhibit where evidence_exhibit.id = {OFFERS}.returns) end)"
)
_SEEN = f"exists (select from {OFFERS} where {OFFERS}.id = {ACTS}.hand_over_id)"
_IS_ITS_TURN = (
    f"exists (select from {OFFERS} as offer where offer.id = {ACTS}.hand_over_id and case move"
    f" when 'withdrawn' then offer.member = {MEMBER_SQL} when 'mistaken' then true"
    f" else offer.recipient = {MEMBER_SQL} end)"
)


def protect_hand_overs() -> migrations.RunSQL:
    """Both sides read an offer and what was said to it; nobody changes or removes either."""
    statements = [
        f"create policy viewer_reads on {OFFERS} for select using ({_GIVES} or {_GETS})",
        f"create policy originator_adds on {OFFERS} for insert with check {_GIVES}",
        f"create policy viewer_reads on {ACTS} for select using ({_SEEN})",
        f"create policy own_adds on {ACTS} for insert with check (member = {MEMBER_SQL} and {_IS_ITS_TURN})",
    ]
    undo = [f"drop policy if exists {name} on {table}" for table in (ACTS, OFFERS)
            for name in ("steward", "viewer_reads", "originator_adds", "own_adds")]  # fmt: skip
    for table in (OFFERS, ACTS):
        statements += [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f'create policy steward on {table} to "{STEWARD}" using (true) with check (true)',
            f'revoke update, delete on {table} from "{APP}"',
            f'revoke update on {table} from "{STEWARD}"',
        ]
        undo += [
            f"alter table {table} disable row level security",
            f'grant update, delete on {table} to "{APP}", "{STEWARD}"',
        ]
    return migrations.RunSQL(tuple(statements), tuple(undo))


def narrow_hand_overs() -> migrations.RunSQL:
    """Over there, an offer is read no more widely than the case that it comes from, or comes home to."""
    drop = f"drop policy viewer_reads on {OFFERS}"
    return migrations.RunSQL(
        (drop, f"create policy viewer_reads on {OFFERS} for select using ({_GIVES} or {_MAY_GET})"),
        (drop, f"create policy viewer_reads on {OFFERS} for select using ({_GIVES} or {_GETS})"),
    )
