"""A hand-over between bureaus is read by the two of them; what each says to it is added in its own name."""

from django.db import migrations

from interlace.evidence.protect import protect_hand_overs


class Migration(migrations.Migration):
    dependencies = [("evidence", "0007_hand_overs_between_bureaus")]

    operations = [protect_hand_overs()]
