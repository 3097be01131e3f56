"""Words that were typed and not sent are kept: for their writer, as far as it may know of what they are about."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_typed


class Migration(migrations.Migration):
    dependencies = [("http", "0001_initial"), ("disclosure", "0003_life_use")]

    operations = [
        migrations.CreateModel(
            name="UnsentText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("officer", models.UUIDField()),
                ("form", models.CharField(max_length=16)),
                ("item", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("changed", models.DateTimeField(db_index=True)),
                (
                    "label",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="disclosure.labelrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "form", "item", "field"), name="unsent_once_per_field")
                ],
                "indexes": [models.Index(fields=["form", "item"], name="unsent_item")],
            },
        ),
        protect_typed("http_unsenttext"),
    ]
