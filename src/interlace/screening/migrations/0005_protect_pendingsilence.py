"""Which checks wait for silent facts is known to the member that asked, and to the steward."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_behind


class Migration(migrations.Migration):
    dependencies = [("screening", "0004_pendingregister_indexed")]
    operations = [protect_behind("screening_pendingsilence", "check_asked", of="screening_check")]
