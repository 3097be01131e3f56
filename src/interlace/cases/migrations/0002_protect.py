"""A case is its bureau's own; what several bureaus share is read by those that take part, as far as labels allow."""

from django.db import migrations

from interlace.cases.protect import (
    protect_joint_events,
    protect_joint_items,
    protect_labelled_parts,
    protect_own,
    protect_parts,
    protect_versions,
)
from interlace.foundation.disclosure.protect import protect_published


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        protect_own("cases_case"),
        protect_parts("cases_caseofficer"),
        protect_parts("cases_casetask"),
        protect_versions("cases_noteversion"),
        protect_labelled_parts("cases_caseentry", fact="fact"),
        protect_labelled_parts("cases_lead"),
        protect_labelled_parts("cases_lanechange", fact="fact", append_only=True),
        protect_published("cases_evidenceprofile"),
        protect_own("cases_jointside"),
        protect_joint_events("cases_jointevent"),
        protect_joint_items("cases_jointitem"),
        protect_parts("cases_roomstay", of="cases_jointside", column="side_id"),
    ]
