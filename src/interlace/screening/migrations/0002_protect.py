"""Each table of screening belongs to one member; a hit's side is guarded by its label as well."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_from_viewers, protect_member, protect_sides


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]

    operations = [
        protect_member("screening_check"),
        protect_member("screening_checkanswer"),
        protect_member("screening_firstband"),
        protect_member("screening_link"),
        protect_member("screening_standingcheck"),
        protect_member("screening_budget"),
        protect_sides("screening_hitside"),
        protect_sides("screening_release"),
        protect_from_viewers("screening_hitbasis"),
        protect_from_viewers("screening_pendingsubject"),
        protect_from_viewers("screening_pendingregister"),
    ]
