"""An abort is said like everything else in the log."""

from django.db import migrations, models

SAYINGS = (
    "plan",
    "place",
    "broken",
    "flag",
    "accepted",
    "go",
    "order",
    "second",
    "assurance",
    "abort",
    "check_in",
    "note",
)


class Migration(migrations.Migration):
    dependencies = [("operations", "0009_kits_and_words")]

    operations = [
        migrations.AlterField(
            model_name="operationsaying",
            name="kind",
            field=models.CharField(choices=[(each, each) for each in SAYINGS], max_length=12),
        ),
    ]
