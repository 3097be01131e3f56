"""A case that is kept longer keeps what was said of its lanes: the steward may move their end, and nothing else."""

from django.db import migrations

from interlace.foundation.database.roles import STEWARD


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_protect_holds")]

    operations = [
        migrations.RunSQL(
            f'grant update (label_id) on cases_lanechange to "{STEWARD}"',
            f'revoke update (label_id) on cases_lanechange from "{STEWARD}"',
        )
    ]
