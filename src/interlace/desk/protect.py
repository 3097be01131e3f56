"""Row-level security of the desk, as its migrations write it.

A side is seen by its member as far as the label of its words may be discovered, and within the member by a unit only
where it is the unit's. What belongs to a thread is seen by whoever sees a side of it and may read its own label; facts
in it by whoever may read them anywhere.
"""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import (
    DISCOVER_SQL,
    FACTS_SQL,
    LABELS_SQL,
    MEMBER_SQL,
    UNIT_SQL,
    WORDS_SQL,
)

OWN_UNIT = f"({UNIT_SQL} is null or unit = {UNIT_SQL})"
POLICIES = ("steward", "viewer_reads", "originator_adds", "own_side", "own_changes", "own_removes")


def protect_sides(table: str) -> migrations.RunSQL:
    """Rows of one side of a thread, or of one bureau (`member`, `unit`, `label_id`)."""
    mine = f"(member = {MEMBER_SQL} and label_id in {DISCOVER_SQL} and {OWN_UNIT})"
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def protect_own_words(table: str) -> migrations.RunSQL:
    """Rows of one side that hold words: seen by whoever of it may read them."""
    mine = f"(member = {MEMBER_SQL} and label_id in {WORDS_SQL} and {OWN_UNIT})"
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def protect_events(table: str) -> migrations.RunSQL:
    """Both sides read, each adds in its own name, and no role changes or removes; retention is the steward's."""
    seen = f'exists (select from desk_threadside where desk_threadside.thread = "{table}".thread)'
    statements = [
        f'create policy viewer_reads on "{table}" for select using (label_id in {WORDS_SQL} and {seen})',
        f'create policy originator_adds on "{table}" for insert'
        f" with check (member = {MEMBER_SQL} and label_id in {WORDS_SQL} and {seen})",
        f'revoke update, delete on "{table}" from "{APP}"',
        f'revoke update on "{table}" from "{STEWARD}"',
    ]
    return _run(table, statements)


def protect_references(table: str) -> migrations.RunSQL:
    """A fact in a message: for whoever reads the message, and the fact."""
    readable = f"(label_id in {LABELS_SQL} or fact in {FACTS_SQL})"
    within = f'exists (select from desk_threadevent where desk_threadevent.id = "{table}".event)'
    statements = [
        f'create policy viewer_reads on "{table}" for select using ({readable} and {within})',
        f'create policy originator_adds on "{table}" for insert with check ({readable} and {within})',
    ]
    return _run(table, statements)


def protect_withdrawals(table: str) -> migrations.RunSQL:
    """What one side is told of a fact that is gone: whoever of it could read the fact, and says that it was seen."""
    mine = f"(member = {MEMBER_SQL} and (label_id in {LABELS_SQL} or fact in {FACTS_SQL}) and {OWN_UNIT})"
    statements = [
        f'create policy viewer_reads on "{table}" for select using {mine}',
        f'create policy own_changes on "{table}" for update using {mine} with check {mine}',
    ]
    return _run(table, statements)


def protect_attachments(table: str) -> migrations.RunSQL:
    """A file: in a draft for the writing bureau, in a message for whoever reads the message and the file's label."""
    drafted = f"event is null and member = {MEMBER_SQL} and exists (select from desk_draft where desk_draft.id = draft)"
    sent = f'event is not null and exists (select from desk_threadevent where desk_threadevent.id = "{table}".event)'
    readable = f"label_id in {WORDS_SQL}"
    own = f"(member = {MEMBER_SQL} and {readable})"
    statements = [
        f'create policy viewer_reads on "{table}" for select using ({readable} and (({drafted}) or ({sent})))',
        f'create policy originator_adds on "{table}" for insert with check {own}',
        f'create policy own_changes on "{table}" for update using ({own} and event is null) with check {own}',
        f'create policy own_removes on "{table}" for delete using ({own} and event is null)',
    ]
    return _run(table, statements)


def protect_counters(table: str) -> migrations.RunSQL:
    """Numbers of one member."""
    mine = f"(member = {MEMBER_SQL})"
    return _run(table, [f'create policy own_side on "{table}" using {mine} with check {mine}'])


def lift(table: str) -> migrations.RunSQL:
    """Take the protection away, in the migration that gives another one."""
    return migrations.RunSQL([f'drop policy if exists {name} on "{table}"' for name in POLICIES], [])


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
