"""A check knows from which band on it tells of a likeness. All before told from *fair* on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0013_what_an_answer_rests_on")]

    operations = [
        migrations.AddField("check", "told_from", models.CharField(default="fair", max_length=16)),
    ]
