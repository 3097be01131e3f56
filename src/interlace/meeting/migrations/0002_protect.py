"""Meetings are read under their labels, and what was said at them is never changed."""

from django.db import migrations

from interlace.meeting.protect import protect_agreed, protect_laid_by_host, protect_meetings, protect_said


class Migration(migrations.Migration):
    dependencies = [("meeting", "0001_initial")]

    operations = [
        protect_meetings("meeting_meeting"),
        protect_laid_by_host("meeting_broughtfolder", of="meeting_meeting", column="meeting_id"),
        protect_laid_by_host("meeting_meetinglink", of="meeting_meeting", column="meeting_id"),
        protect_laid_by_host("meeting_linkpassage", of="meeting_meetinglink", column="link_id"),
        protect_said("meeting_linkverdict", of="meeting_meetinglink", column="link_id"),
        protect_agreed("meeting_agreedaction"),
        protect_said("meeting_actionend", of="meeting_agreedaction", column="action_id"),
    ]
