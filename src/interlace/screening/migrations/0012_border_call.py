"""Calls from a border post to its bureau."""

import uuid

from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("screening", "0011_border_scan")]

    operations = [
        migrations.CreateModel(
            name="BorderCall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("scan", models.UUIDField(unique=True)),
                ("answer", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=32)),
                ("reference", models.CharField(max_length=120)),
                ("officer", models.UUIDField()),
                ("officer_name", models.CharField(max_length=120)),
                ("bureau", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("taken", models.DateTimeField(null=True)),
                ("taken_by", models.UUIDField(null=True)),
                ("taken_by_name", models.CharField(blank=True, max_length=120)),
            ],
            options={"indexes": [models.Index(fields=["member", "-at"], name="border_call_latest")]},
        ),
        protect_member("screening_bordercall"),
    ]
