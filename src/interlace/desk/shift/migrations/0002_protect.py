"""Each table belongs to one member; a secretariat is told by others and changes nothing."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_log, protect_member


class Migration(migrations.Migration):
    dependencies = [("shift", "0001_initial")]

    operations = [
        protect_member("shift_rotaturn"),
        protect_member("shift_rotaday"),
        protect_member("shift_holiday"),
        protect_member("shift_way"),
        protect_member("shift_escalation"),
        protect_member("shift_drill"),
        protect_member("shift_alert"),
        protect_member("shift_delivery"),
        protect_log("shift_overduenotice"),
    ]
