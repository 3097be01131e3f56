"""Whoever proposed a standing takes it back in its own name; a proposal that was taken back decides nothing."""

from django.db import migrations

from interlace.victims.protect import guard_withdrawn, protect_kept, withdraw_in_own_name


class Migration(migrations.Migration):
    dependencies = [("victims", "0007_withdrawn_proposals")]

    operations = [
        protect_kept("victims_standingwithdrawal"),
        withdraw_in_own_name("victims_standingwithdrawal"),
        guard_withdrawn(),
    ]
