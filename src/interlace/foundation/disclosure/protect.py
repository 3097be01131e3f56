"""Row-level security as migrations write it: forced, for everybody but the steward, and empty without a viewer."""

from django.db import migrations

from interlace.foundation.database.roles import STEWARD
from interlace.foundation.disclosure.acting import DISCOVER_SQL, FACTS_SQL, LABELS_SQL, MEMBER_SQL


def _forced(table: str) -> list[str]:
    return [
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy steward on "{table}" to "{STEWARD}" using (true) with check (true)',
    ]


def protect_facts(table: str) -> migrations.RunSQL:
    """Rows with a label: readable under the ids of the declared action, written by their originator alone."""
    return _run(
        [
            *_forced(table),
            f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL} or id in {FACTS_SQL})',
            f'create policy originator_adds on "{table}" for insert'
            f" with check (originator = {MEMBER_SQL} and label_id in {LABELS_SQL})",
        ],
        table,
    )


def protect_sides(table: str) -> migrations.RunSQL:
    """Rows that one member sees as far as it may discover what they rest on (`member`, `label_id`)."""
    mine = f"(member = {MEMBER_SQL} and label_id in {DISCOVER_SQL})"
    return _run([*_forced(table), f'create policy own_side on "{table}" using {mine} with check {mine}'], table)


def protect_typed(table: str) -> migrations.RunSQL:
    """Rows of one member that may stand under the label of what they are about; whose they are, the rows say."""
    mine = f"(member = {MEMBER_SQL} and (label_id is null or label_id in {DISCOVER_SQL}))"
    return _run([*_forced(table), f'create policy own_side on "{table}" using {mine} with check {mine}'], table)


def protect_log(table: str) -> migrations.RunSQL:
    """The ledger: an act adds to the logs of all members concerned, and each reads its own."""
    return _run(
        [
            *_forced(table),
            f'create policy viewer_reads on "{table}" for select using (member = {MEMBER_SQL})',
            f'create policy originator_adds on "{table}" for insert with check (true)',
        ],
        table,
    )


def protect_from_viewers(table: str) -> migrations.RunSQL:
    """Rows that no viewer reads; the steward alone."""
    return _run(_forced(table), table)


def protect_member(table: str, column: str = "member") -> migrations.RunSQL:
    """Rows that belong to one member alone."""
    mine = f"({column} = {MEMBER_SQL})"
    return _run([*_forced(table), f'create policy own_member on "{table}" using {mine} with check {mine}'], table)


def protect_behind(table: str, column: str, *, of: str) -> migrations.RunSQL:
    """Notes for the steward: a viewer adds one behind each row of another table that it may see, and changes none."""
    seen = f'exists (select from "{of}" where "{of}".id = "{table}".{column})'
    statements = [
        *_forced(table),
        f'create policy viewer_reads on "{table}" for select using ({seen})',
        f'create policy originator_adds on "{table}" for insert with check ({seen})',
    ]
    return _run(statements, table)


def protect_notices(table: str) -> migrations.RunSQL:
    """Rows that a reader leaves for a member, which sees them as far as it may read what they are about."""
    mine = f"(member = {MEMBER_SQL} and label_id in {LABELS_SQL})"
    statements = [
        *_forced(table),
        f'create policy viewer_reads on "{table}" for select using {mine}',
        f'create policy originator_adds on "{table}" for insert with check (reader = {MEMBER_SQL})',
    ]
    return _run(statements, table)


def protect_published(table: str, column: str = "member") -> migrations.RunSQL:
    """Rows that every member of the network reads, and that their own member keeps."""
    mine = f"({column} = {MEMBER_SQL})"
    statements = [
        *_forced(table),
        f'create policy viewer_reads on "{table}" for select using ({MEMBER_SQL} is not null)',
        f'create policy own_member on "{table}" using {mine} with check {mine}',
    ]
    return _run(statements, table)


def protect_offers(table: str) -> migrations.RunSQL:
    """Rows that whoever may read their label reads, and that their own member (`member`, `label_id`) keeps."""
    mine = f"(member = {MEMBER_SQL} and label_id in {LABELS_SQL})"
    statements = [
        *_forced(table),
        f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL})',
        f'create policy own_member on "{table}" using {mine} with check {mine}',
    ]
    return _run(statements, table)


def _run(statements: list[str], table: str) -> migrations.RunSQL:
    names = ("steward", "viewer_reads", "originator_adds", "own_side", "own_member")
    undo = [f'drop policy if exists {name} on "{table}"' for name in names]
    return migrations.RunSQL(tuple(statements), [*undo, f'alter table "{table}" disable row level security'])
