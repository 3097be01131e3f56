"""An act may have been done by one person, to be reviewed by another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_reset_proposal")]

    operations = [
        migrations.AlterField(
            "approval",
            "state",
            models.CharField(
                choices=[
                    ("open", "Waits for the second person"),
                    ("given", "Signed by two"),
                    ("refused", "Refused"),
                    ("alone", "Done by one person, to be reviewed"),
                    ("upheld", "Done by one person, found right"),
                    ("undone", "Done by one person, found wrong"),
                ],
                default="open",
                max_length=8,
            ),
        ),
    ]
