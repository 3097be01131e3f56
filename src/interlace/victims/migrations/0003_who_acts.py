"""What only protection may do is asked of who acts, not of the label alone; an officer signs in its own name."""

from django.db import migrations

from interlace.victims.protect import add_in_care, guard_decision, keep_in_care, protect_seen_in_care, sign_in_own_name


class Migration(migrations.Migration):
    dependencies = [("victims", "0002_protect"), ("audit", "0003_protect")]

    operations = [
        add_in_care("victims_reception"),
        keep_in_care("victims_reception"),
        add_in_care("victims_found"),
        sign_in_own_name("victims_standingsignature"),
        guard_decision(),
        protect_seen_in_care(),
    ]
