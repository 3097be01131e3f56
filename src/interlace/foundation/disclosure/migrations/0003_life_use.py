"""Notices to originators whose facts were read in order to save a life."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.database.roles import APP
from interlace.foundation.disclosure.protect import protect_notices


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_immutable")]

    operations = [
        migrations.CreateModel(
            name="LifeUse",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("reader", models.CharField(max_length=16)),
                ("subject", models.UUIDField()),
                ("use", models.BinaryField(unique=True)),
                ("at", models.DateTimeField()),
                ("label", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="disclosure.labelrow")),
            ],
            options={"indexes": [models.Index(fields=["member", "-at"], name="life_use_member_at")]},
        ),
        protect_notices("disclosure_lifeuse"),
        migrations.RunSQL(
            f'revoke update, delete on disclosure_lifeuse from "{APP}"',
            f'grant update, delete on disclosure_lifeuse to "{APP}"',
        ),
    ]
