"""An inbox begins with one's own turn, and is told of facts that were withdrawn; a clock knows how long it has stood.

Threads that stood before this migration begin with no time stood: their steps at half and most of the time come early,
the last one at its moment, and the next event puts it right.
"""

import uuid
from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models

from interlace.desk.protect import protect_withdrawals


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_handing_over"), ("disclosure", "0003_life_use")]

    operations = [
        migrations.AddField("threadside", "stood", models.DurationField(default=timedelta)),
        migrations.RemoveIndex("threadside", "thread_side_due"),
        migrations.AddIndex(
            "threadside",
            models.Index(
                condition=models.Q(("closed", None)),
                fields=["member", "purpose", "is_ours", "state", "due", "-last"],
                name="thread_side_turn",
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("unit", models.UUIDField(null=True)),
                ("purpose", models.CharField(max_length=32)),
                ("thread", models.UUIDField()),
                ("fact", models.UUIDField()),
                ("originator", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                ("seen", models.DateTimeField(null=True)),
                (
                    "label",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="disclosure.labelrow"
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to="desk.factreference"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reference", "member", "unit"), nulls_distinct=False, name="told_once"
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen", None)),
                        fields=["member", "purpose", "-at"],
                        name="withdrawal_unseen",
                    )
                ],
            },
        ),
        protect_withdrawals("desk_withdrawal"),
    ]
