"""An offer from another bureau is read under the purpose, level and operations of the case that it comes from."""

from django.db import migrations

from interlace.evidence.protect import narrow_hand_overs


class Migration(migrations.Migration):
    dependencies = [("evidence", "0011_labels_of_hand_overs")]

    operations = [narrow_hand_overs()]
