"""Letters and registers are kept items; facts recalled under a hold are sealed; a member's own periods have a history.

An event of a thread is changed by nobody. Its end alone moves: whoever wrote it may let its words be read longer.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.database.roles import STEWARD
from interlace.foundation.disclosure.protect import protect_from_viewers, protect_member

LATER_END = f'grant update (label_id) on desk_threadevent to "{STEWARD}"'
EARLIER_END = f'revoke update (label_id) on desk_threadevent from "{STEWARD}"'


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_protect"), ("oversight", "0002_protect")]

    operations = [
        migrations.AddField(
            model_name="keptitem",
            name="latest",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="keptitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "To be decided"),
                    ("sealed", "Recalled, and sealed under a hold"),
                    ("deleted", "Deleted"),
                ],
                default="open",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="RuleChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(choices=[("add", "A new period"), ("end", "A period that ends")], max_length=8),
                ),
                ("rule", models.UUIDField()),
                ("terms", models.JSONField()),
                ("reason", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("approved", "Approved"), ("refused", "Refused")],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("proposed_by", models.UUIDField()),
                ("proposed_by_name", models.CharField(max_length=120)),
                ("proposed", models.DateTimeField()),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=120)),
                ("decided", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-proposed"], name="rule_change_member")],
            },
        ),
        migrations.CreateModel(
            name="SealedFact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("fact", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("content", models.BinaryField()),
                ("picture", models.CharField(blank=True, max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealed", to="oversight.legalhold"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["hold"], name="sealed_fact_hold")],
                "constraints": [models.UniqueConstraint(fields=("fact",), name="sealed_fact_once")],
            },
        ),
        protect_member("oversight_rulechange"),
        protect_from_viewers("oversight_sealedfact"),
        migrations.RunSQL(LATER_END, EARLIER_END),
    ]
