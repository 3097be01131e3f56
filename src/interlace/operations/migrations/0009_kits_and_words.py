"""Exhibit kits and abort words are brought like everything else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operations", "0008_interests_of_cases")]

    operations = [
        migrations.AlterField(
            model_name="operationentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("site", "site"),
                    ("target", "target"),
                    ("team", "team"),
                    ("interpreter", "interpreter"),
                    ("reception", "reception"),
                    ("custody", "custody"),
                    ("freeze", "freeze"),
                    ("kit", "kit"),
                    ("abort_word", "abort_word"),
                ],
                max_length=12,
            ),
        ),
    ]
