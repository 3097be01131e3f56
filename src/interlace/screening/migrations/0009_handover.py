"""Notes for the next shift, and shifts handed over with two signatures."""

import uuid

from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("screening", "0008_stop_asking")]

    operations = [
        migrations.CreateModel(
            name="HandoverNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("bureau", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=500)),
                ("promised_by", models.CharField(blank=True, max_length=120)),
                ("due", models.DateTimeField(null=True)),
                ("by", models.UUIDField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("done", models.DateTimeField(null=True)),
                ("done_by", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("done", None)), fields=["member", "bureau"], name="note_open")
                ]
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("bureau", models.CharField(max_length=120)),
                ("notes", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("given_by", models.UUIDField()),
                ("given_by_name", models.CharField(max_length=120)),
                ("given", models.DateTimeField()),
                ("taken_by", models.UUIDField(null=True)),
                ("taken_by_name", models.CharField(blank=True, max_length=120)),
                ("taken", models.DateTimeField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["member", "bureau", "-given"], name="handover_latest")]},
        ),
        protect_member("screening_handovernote"),
        protect_member("screening_handover"),
    ]
