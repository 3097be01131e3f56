"""Row-level security of meetings, as the migrations of this room write it.

Everything is read under its label, added in the own name beneath something that one may read, and never changed. Units
and partners under a bureau reach no row.
"""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import LABELS_SQL, MEMBER_SQL, UNIT_SQL

POLICIES = ("steward", "viewer_reads", "originator_adds", "bureaus_alone")


def protect_meetings(table: str) -> migrations.RunSQL:
    """Meetings: added by their host."""
    return _run(table, "true")


def protect_laid_by_host(table: str, *, of: str, column: str) -> migrations.RunSQL:
    """What the host lays on the table: folders, links, passages."""
    return _run(table, f'exists (select from {of} as of where of.id = "{table}".{column} and of.member = {MEMBER_SQL})')


def protect_said(table: str, *, of: str, column: str) -> migrations.RunSQL:
    """What is said about something, under the label of that."""
    within = f'of.id = "{table}".{column} and of.label_id = "{table}".label_id'
    return _run(table, f"exists (select from {of} as of where {within})")


def protect_agreed(table: str) -> migrations.RunSQL:
    """Agreed actions: written down by whoever sits at the table."""
    within = f'of.id = "{table}".meeting_id and of.series = "{table}".series'
    return _run(table, f"exists (select from meeting_meeting as of where {within} and {MEMBER_SQL} = any(of.bureaus))")


def _run(table: str, adds: str) -> migrations.RunSQL:
    statements = [
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy steward on "{table}" to "{STEWARD}" using (true) with check (true)',
        f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL})',
        f'create policy originator_adds on "{table}" for insert'
        f" with check (member = {MEMBER_SQL} and label_id in {LABELS_SQL} and {adds})",
        f'create policy bureaus_alone on "{table}" as restrictive to "{APP}" using ({UNIT_SQL} is null)',
        f'revoke update, delete on "{table}" from "{APP}"',
        f'revoke update on "{table}" from "{STEWARD}"',
    ]
    undo = [
        *(f'drop policy if exists {name} on "{table}"' for name in POLICIES),
        f'alter table "{table}" disable row level security',
        f'grant update, delete on "{table}" to "{APP}", "{STEWARD}"',
    ]
    return migrations.RunSQL(tuple(statements), tuple(undo))
