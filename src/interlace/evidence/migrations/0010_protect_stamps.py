"""No viewer reads which days were stamped: the roots are the whole node's."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_from_viewers


class Migration(migrations.Migration):
    dependencies = [("evidence", "0009_day_stamps")]

    operations = [protect_from_viewers("evidence_daystamp")]
