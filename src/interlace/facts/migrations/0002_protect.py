"""Facts are guarded by their labels; what surrounds a contribution belongs to its member alone."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_facts, protect_member


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [
        protect_facts("facts_fact"),
        *(
            protect_member(f"facts_{table}")
            for table in ("contribution", "rowproblem", "columnmap", "register", "registerversion", "tombstone")
        ),
    ]
