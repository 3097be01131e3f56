"""A decision about a person's question is for who reads as much as its officer did; certificates name their purposes.

What an owner answered is no longer copied to the bureau that asked: it is the owner's until the clock says so.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member

READ = ("oversight_ownerquestion", "oversight_keptitem")
WRITTEN = ("oversight_ownerdecision", "oversight_certificate")

# What was decided before says only by whom: that officer's clearance stands for it.
DECISIONS = """
insert into oversight_ownerdecision (id, member, question_id, decision, reason, told, decided, decided_by,
                                     decided_by_name, level, rooms, named)
select gen_random_uuid(), question.member, question.id, question.decision, question.reason, question.told,
       question.decided, question.decided_by, question.decided_by_name,
       coalesce(officer.level, 3), to_jsonb(coalesce(officer.rooms, '{}')), null
  from oversight_ownerquestion question left join identity_officer officer on officer.id = question.decided_by
 where question.decided is not null
"""
PURPOSES = """
update oversight_certificate certificate set purposes = held.purposes
  from (select certificate, jsonb_agg(distinct purpose) as purposes from oversight_keptitem
         where certificate is not null group by certificate) held
 where held.certificate = certificate.id
"""


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_letters_holds_rules"), ("identity", "0001_initial")]

    operations = [
        migrations.AddField("certificate", "purposes", models.JSONField(default=list)),
        migrations.AddField("block", "level", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("block", "rooms", models.JSONField(default=list)),
        migrations.AddField("block", "named", models.JSONField(null=True)),
        migrations.CreateModel(
            name="OwnerDecision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("deleted", "Deleted"),
                            ("kept", "Kept"),
                            ("nothing", "Nothing held"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField()),
                ("told", models.TextField(blank=True)),
                ("decided", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
                ("decided_by_name", models.CharField(max_length=120)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("rooms", models.JSONField(default=list)),
                ("named", models.JSONField(null=True)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="oversight.ownerquestion",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["question"], name="owner_decision_question")]},
        ),
        protect_member("oversight_ownerdecision"),
        # The owner is blind under forced row security: it is lifted for these two statements.
        migrations.RunSQL(
            [
                *(f"alter table {table} no force row level security" for table in (*READ, *WRITTEN)),
                DECISIONS,
                PURPOSES,
                "set constraints all immediate",
                *(f"alter table {table} force row level security" for table in (*READ, *WRITTEN)),
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex("ownerquestion", "owner_question_due"),
        *(
            migrations.RemoveField("ownerquestion", name)
            for name in ("decision", "reason", "told", "decided", "decided_by", "decided_by_name")
        ),
        migrations.AddIndex("ownerquestion", models.Index(fields=["member", "due"], name="owner_question_due")),
        *(migrations.RemoveField("ownerasked", name) for name in ("answer", "statement", "answered")),
    ]
