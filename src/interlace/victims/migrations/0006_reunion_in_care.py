"""A word to a bureau that seeks is read in care alone; looks are counted apart; protection signs last over everybody."""

from django.db import migrations

from interlace.victims.protect import count_in_care, guard_every_decision, protect_looks_in_care, read_in_care


class Migration(migrations.Migration):
    dependencies = [("victims", "0005_protect_seekers"), ("screening", "0002_protect")]

    operations = [
        read_in_care("victims_seekernotice"),
        count_in_care(),
        protect_looks_in_care(),
        guard_every_decision(),
    ]
