"""A thread is handed over with a reason, and a draft knows the page that typed last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_protect")]

    operations = [
        migrations.AddField("draft", "seat", models.CharField(blank=True, default="", max_length=32)),
        migrations.AddField("note", "given_to", models.UUIDField(null=True)),
        migrations.AddField("note", "given_to_name", models.CharField(blank=True, default="", max_length=120)),
    ]
