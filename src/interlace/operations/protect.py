"""Row-level security of targets, as the migrations of this room write it.

Both sides read what stands under the label; each adds in its own name. What was found and said is never changed.
"""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD
from interlace.foundation.disclosure.acting import LABELS_SQL, MEMBER_SQL, UNIT_SQL

POLICIES = ("steward", "viewer_reads", "originator_adds")


def protect_said(table: str, *, by_requesting_side: bool = False) -> migrations.RunSQL:
    """Words about a target that both sides read; of some only the side that laid the target open may add any."""
    seen = f'exists (select from operations_readytarget as of where of.id = "{table}".target_id'
    of_target = f'{seen} and of.label_id = "{table}".label_id'
    adds = f"{of_target} and of.member = {MEMBER_SQL})" if by_requesting_side else f"{of_target})"
    statements = [
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy steward on "{table}" to "{STEWARD}" using (true) with check (true)',
        f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL})',
        f'create policy originator_adds on "{table}" for insert'
        f" with check (member = {MEMBER_SQL} and label_id in {LABELS_SQL} and {adds})",
        f'revoke update, delete on "{table}" from "{APP}"',
        f'revoke update on "{table}" from "{STEWARD}"',
    ]
    undo = [
        *(f'drop policy if exists {name} on "{table}"' for name in POLICIES),
        f'alter table "{table}" disable row level security',
        f'grant update, delete on "{table}" to "{APP}", "{STEWARD}"',
    ]
    return migrations.RunSQL(tuple(statements), tuple(undo))


def protect_of_operation(table: str, *, is_kept: bool) -> migrations.RunSQL:
    """Rows of an operation under labels of their own, added by whoever takes part; `is_kept`: never changed."""
    part = f'exists (select from operations_jointoperation as of where of.id = "{table}".operation_id)'
    own = f"member = {MEMBER_SQL} and label_id in {LABELS_SQL} and {part}"
    changes = f'create policy originator_changes on "{table}" for update using ({own}) with check ({own})'
    statements = [
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy steward on "{table}" to "{STEWARD}" using (true) with check (true)',
        f'create policy viewer_reads on "{table}" for select using (label_id in {LABELS_SQL} and {part})',
        f'create policy originator_adds on "{table}" for insert with check ({own})',
        f'revoke update, delete on "{table}" from "{APP}"' if is_kept else changes,
        *((f'revoke update on "{table}" from "{STEWARD}"',) if is_kept else ()),
    ]
    undo = [
        *(f'drop policy if exists {name} on "{table}"' for name in (*POLICIES, "originator_changes")),
        f'alter table "{table}" disable row level security',
        f'grant update, delete on "{table}" to "{APP}", "{STEWARD}"',
    ]
    return migrations.RunSQL(tuple(statements), tuple(undo))


def protect_from_units(table: str) -> migrations.RunSQL:
    """Beside what other policies allow: whoever works for a unit or partner under a bureau reaches no row."""
    return migrations.RunSQL(
        f'create policy bureaus_alone on "{table}" as restrictive to "{APP}" using ({UNIT_SQL} is null)',
        f'drop policy if exists bureaus_alone on "{table}"',
    )
