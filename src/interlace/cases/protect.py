"""Row-level security of cases, as their migrations write it.

A case and its parts are seen by their bureau alone, as far as the case's label may be discovered; what rests on a fact
or has a label of its own, by whoever of the bureau may read that too. What several bureaus share is seen by whoever
has a side in it that takes part, and may read its label.
"""

from collections.abc import Iterable

from django.db import migrations

from interlace.core.procedure.cases import JointState
from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import DISCOVER_SQL, FACTS_SQL, LABELS_SQL, MEMBER_SQL, UNIT_SQL

POLICIES = ("steward", "viewer_reads", "originator_adds", "own_side", "own_changes", "own_removes")
_OWN_UNIT = f"({UNIT_SQL} is null or unit = {UNIT_SQL})"
_MINE = f"member = {MEMBER_SQL}"


def protect_own(table: str) -> migrations.RunSQL:
    """Cases, and sides of joint cases (`member`, `unit`, `label_id`)."""
    mine = f"({_MINE} and label_id in {DISCOVER_SQL} and {_OWN_UNIT})"
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def protect_parts(table: str, *, of: str = "cases_case", column: str = "case_id") -> migrations.RunSQL:
    """What has no label of its own: seen with the case or side that it belongs to."""
    mine = _part(table, of=of, column=column)
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def protect_versions(table: str) -> migrations.RunSQL:
    """The same, and nobody changes or removes a row; retention is the steward's."""
    mine = _part(table)
    statements = [
        f'create policy viewer_reads on "{table}" for select using {mine}',
        f'create policy originator_adds on "{table}" for insert with check {mine}',
        *_append_only(table),
    ]
    return _run(table, statements)


def protect_labelled_parts(table: str, *, fact: str = "", append_only: bool = False) -> migrations.RunSQL:
    """Parts under a label of their own; `fact` is the column of a fact to which alone its originator may consent."""
    mine = f"({_part(table)} and {_readable(fact)})"
    if append_only:
        statements = [
            f'create policy viewer_reads on "{table}" for select using {mine}',
            f'create policy originator_adds on "{table}" for insert with check {mine}',
            *_append_only(table),
        ]
        return _run(table, statements)
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def protect_joint_events(table: str) -> migrations.RunSQL:
    """Acts: read under their label by whoever has a side, added in the own name, never changed."""
    seen = _sided(table)
    statements = [
        f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL} and {seen})',
        f'create policy originator_adds on "{table}" for insert'
        f" with check ({_MINE} and label_id in {LABELS_SQL} and {seen})",
        *_append_only(table),
    ]
    return _run(table, statements)


def protect_joint_items(table: str) -> migrations.RunSQL:
    """What lies before the parties: read by those that take part, laid there and taken back by who laid it there."""
    seen = f"({_readable('fact')} and {_sided(table, states=(JointState.TAKING_PART,))})"
    statements = [
        f'create policy viewer_reads on "{table}" for select using {seen}',
        f'create policy originator_adds on "{table}" for insert with check ({_MINE} and {seen})',
        f'create policy own_removes on "{table}" for delete using ({_MINE} and {_sided(table)})',
    ]
    return _run(table, statements)


def _part(table: str, *, of: str = "cases_case", column: str = "case_id") -> str:
    return f'({_MINE} and exists (select from {of} where {of}.id = "{table}".{column}))'


def _readable(fact: str) -> str:
    return f"(label_id in {LABELS_SQL} or {fact} in {FACTS_SQL})" if fact else f"label_id in {LABELS_SQL}"


def _sided(table: str, *, states: Iterable[JointState] = ()) -> str:
    listed = ", ".join(f"'{state}'" for state in states)
    within = f" and cases_jointside.state in ({listed})" if listed else ""
    return f'exists (select from cases_jointside where cases_jointside.joint = "{table}".joint{within})'


def _append_only(table: str) -> list[str]:
    return [f'revoke update, delete on "{table}" from "{APP}"', f'revoke update on "{table}" from "{STEWARD}"']


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
