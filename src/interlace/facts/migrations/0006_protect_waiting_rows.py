"""What a unit handed in is its member's alone."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("facts", "0005_waiting_rows")]

    operations = [protect_member("facts_waitingrow")]
