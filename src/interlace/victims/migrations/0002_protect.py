"""Number, word and standing are the bureau's; what a person says is read by protection officers alone."""

from django.db import migrations

from interlace.victims.protect import (
    PROTECTION_SIGNS,
    guard_found,
    protect_found,
    protect_kept,
    protect_own,
    protect_released,
)


class Migration(migrations.Migration):
    dependencies = [("victims", "0001_initial")]

    operations = [
        protect_own("victims_reception"),
        protect_found("victims_found"),
        protect_own("victims_carefile"),
        protect_kept("victims_careentry"),
        protect_released("victims_releasedanswer"),
        protect_kept("victims_standingproposal"),
        protect_kept("victims_standingsignature", also=PROTECTION_SIGNS),
        guard_found(),
    ]
