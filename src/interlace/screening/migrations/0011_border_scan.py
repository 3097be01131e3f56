"""Scans at the border, in numbers: nothing of what a document says stands here."""

from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("screening", "0010_emergency_release")]

    operations = [
        migrations.CreateModel(
            name="BorderScan",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("officer", models.UUIDField()),
                ("answer", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                ("erased", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["officer", "-at"], name="scan_officer_at"),
                    models.Index(
                        condition=models.Q(("answer", "no_hit"), ("erased", None)), fields=["at"], name="scan_to_erase"
                    ),
                ]
            },
        ),
        protect_member("screening_borderscan"),
    ]
