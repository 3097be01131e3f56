"""What bureaus are after, as keyed digests: each reads its own, and the steward alone compares."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member
from interlace.operations.protect import protect_from_units


class Migration(migrations.Migration):
    dependencies = [("operations", "0006_codes_of_what_one_reads")]

    operations = [
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=32)),
                ("reference", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("phone", "phone"), ("site", "site")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("digest", models.CharField(db_index=True, max_length=64)),
                (
                    "asked",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None),
                ),
                ("until", models.DateTimeField()),
                ("added", models.DateTimeField()),
                ("added_by", models.UUIDField()),
            ],
        ),
        protect_member("operations_interest"),
        protect_from_units("operations_interest"),
    ]
