"""The word to a bureau that seeks is read by that bureau alone; how often a file was erased, by protection alone."""

from django.db import migrations

from interlace.victims.protect import add_in_care, keep_in_care, protect_released, protect_seen_in_care_again


class Migration(migrations.Migration):
    dependencies = [("victims", "0004_seekers")]

    operations = [
        protect_released("victims_seekernotice"),
        add_in_care("victims_seekernotice"),
        keep_in_care("victims_seekernotice"),
        protect_seen_in_care_again(),
    ]
