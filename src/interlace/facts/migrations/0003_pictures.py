"""Pictures: the bytes behind facts about photographs, fingerprints and scans; each row belongs to its member alone."""

import uuid

from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_protect")]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=255)),
                ("original", models.CharField(max_length=32)),
                ("preview", models.CharField(max_length=32)),
                ("created", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["member", "sha256"], name="picture_member_digest")]},
        ),
        protect_member("facts_picture"),
    ]
