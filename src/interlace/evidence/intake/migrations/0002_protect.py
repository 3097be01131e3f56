"""What was read of an exhibit is seen with its case, by its bureau alone."""

from django.db import migrations

from interlace.cases.protect import protect_parts


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("cases", "0002_protect")]

    operations = [
        protect_parts("intake_intake"),
        protect_parts("intake_intakepart"),
        protect_parts("intake_intakecandidate"),
        protect_parts("intake_held"),
    ]
