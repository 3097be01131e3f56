"""The ledger is append-only for every role: a leaf gets its number once, and nothing else ever changes or goes."""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD

FUNCTIONS = """
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;

create function audit_number_once() returns trigger language plpgsql as $$
declare numbered audit_leaf := old;
begin
  numbered.number := new.number;
  if old.number is null and new is not distinct from numbered then
    return new;
  end if;
  raise exception 'the ledger is append-only' using errcode = 'insufficient_privilege';
end $$;
"""

TRIGGERS = """
create trigger leaf_begins_unnumbered before insert on audit_leaf
  for each row when (new.number is not null) execute function audit_refuse();
create trigger leaf_is_numbered_once before update on audit_leaf for each row execute function audit_number_once();
create trigger leaf_stays before delete on audit_leaf for each row execute function audit_refuse();
create trigger leaves_stay before truncate on audit_leaf for each statement execute function audit_refuse();
create trigger checkpoint_stays before update or delete on audit_checkpoint
  for each row execute function audit_refuse();
create trigger checkpoints_stay before truncate on audit_checkpoint for each statement execute function audit_refuse();
"""

UNDO = """
drop trigger leaf_begins_unnumbered on audit_leaf;
drop trigger leaf_is_numbered_once on audit_leaf;
drop trigger leaf_stays on audit_leaf;
drop trigger leaves_stay on audit_leaf;
drop trigger checkpoint_stays on audit_checkpoint;
drop trigger checkpoints_stay on audit_checkpoint;
drop function audit_number_once();
drop function audit_refuse();
"""

# The triggers hold for the owner too; the rights are the second wall for the roles a node works with.
RIGHTS = f"""
revoke update, delete on audit_leaf, audit_checkpoint from "{APP}", "{STEWARD}";
revoke insert on audit_checkpoint from "{APP}";
grant update (number) on audit_leaf to "{STEWARD}";
"""

RIGHTS_BACK = f"""
revoke update (number) on audit_leaf from "{STEWARD}";
grant insert on audit_checkpoint to "{APP}";
grant update, delete on audit_leaf, audit_checkpoint to "{APP}", "{STEWARD}";
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO),
        migrations.RunSQL(RIGHTS, RIGHTS_BACK),
    ]
