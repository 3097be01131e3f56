"""A scan knows which entries of registers it met. No release had any before, so that nothing is copied."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0014_told_from")]

    operations = [
        migrations.AddField("borderscan", "entries", models.JSONField(default=dict)),
        migrations.AddIndex("borderscan", GinIndex(fields=["entries"], name="scan_entries")),
        migrations.RemoveField("bordercall", "labels"),
    ]
