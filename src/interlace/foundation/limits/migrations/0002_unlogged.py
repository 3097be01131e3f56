"""Counts of recent uses are worth no sync to the disk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("limits", "0001_initial")]

    operations = [
        migrations.RunSQL("alter table limits_recentuse set unlogged", "alter table limits_recentuse set logged")
    ]
