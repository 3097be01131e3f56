"""Scans and calls know under which labels their answer stands. No release had any before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0012_border_call")]

    operations = [
        migrations.AddField("borderscan", "labels", models.JSONField(default=list)),
        migrations.AddField("bordercall", "labels", models.JSONField(default=list)),
    ]
