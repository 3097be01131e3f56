"""A supervisor's leave to check one list above the budget."""

import uuid

from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("screening", "0005_protect_pendingsilence")]

    operations = [
        migrations.CreateModel(
            name="BatchPermit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=32)),
                ("reference", models.CharField(max_length=120)),
                ("scope", models.JSONField(default=list)),
                ("lines", models.PositiveIntegerField()),
                ("list_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("signed", "Signed"),
                            ("refused", "Refused"),
                            ("expired", "Expired"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("asked_by", models.UUIDField()),
                ("asked_by_name", models.CharField(max_length=120)),
                ("asked", models.DateTimeField()),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=120)),
                ("decided", models.DateTimeField(null=True)),
                ("used", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["member", "-asked"], name="permit_member_asked")]},
        ),
        protect_member("screening_batchpermit"),
    ]
