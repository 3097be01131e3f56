"""Links and what was said about them belong to one member each, guarded by their labels; only the steward notes what
waits. What every member holds already is noted now."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_from_viewers, protect_sides

# The owner of the tables is bound by their security, and sees no row of them: for this one statement it is not.
UNBOUND = "alter table facts_fact no force row level security"
BOUND = "alter table facts_fact force row level security"
NOTE_ALL = """
    insert into crossmatch_pendingmatch (subject, labels, together)
    select subject, array_agg(distinct label_id), count(*) over () from facts_fact group by subject
"""


class Migration(migrations.Migration):
    dependencies = [("crossmatch", "0001_initial"), ("facts", "0006_protect_waiting_rows")]

    operations = [
        migrations.RunSQL([UNBOUND, NOTE_ALL, BOUND], migrations.RunSQL.noop),
        protect_sides("crossmatch_candidatelink"),
        protect_sides("crossmatch_linkstatement"),
        protect_from_viewers("crossmatch_pendingmatch"),
    ]
