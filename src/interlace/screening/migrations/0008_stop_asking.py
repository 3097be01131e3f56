"""A question that stays open, or waits for a bureau, can be stopped and taken up again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0007_fewest_first")]

    operations = [
        migrations.AddField("standingcheck", "stopped", models.DateTimeField(null=True)),
        migrations.AddField("standingcheck", "stopped_by", models.UUIDField(null=True)),
        migrations.AddField("standingcheck", "would_end", models.DateTimeField(null=True)),
        migrations.AlterField(
            "checkanswer",
            "state",
            models.CharField(
                choices=[
                    ("possible", "Possible"),
                    ("no_hit", "No hit"),
                    ("waiting", "Waiting"),
                    ("stopped", "No longer asked"),
                ],
                max_length=12,
            ),
        ),
    ]
