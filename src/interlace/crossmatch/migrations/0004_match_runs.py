"""How far the comparison of everything with everything has come."""

import django.contrib.postgres.fields
from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_from_viewers


class Migration(migrations.Migration):
    dependencies = [("crossmatch", "0003_hubs_and_registers")]

    operations = [
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("model", models.CharField(max_length=64)),
                ("begun", models.DateTimeField()),
                ("finished", models.DateTimeField(null=True)),
                (
                    "done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("within", models.CharField(blank=True, max_length=64)),
                ("last_left", models.UUIDField(null=True)),
                ("last_right", models.UUIDField(null=True)),
            ],
        ),
        protect_from_viewers("crossmatch_matchrun"),
    ]
