"""Every row belongs to one member; the ledger of deletions and the labels of blocked hits are the steward's alone."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_from_viewers, protect_member

OF_A_MEMBER = (
    "ownrule",
    "keptitem",
    "legalhold",
    "extension",
    "certificate",
    "subjectrequest",
    "ownerasked",
    "ownerquestion",
    "block",
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [
        *(protect_member(f"oversight_{table}") for table in OF_A_MEMBER),
        protect_from_viewers("oversight_deletion"),
        protect_from_viewers("oversight_blockedside"),
    ]
