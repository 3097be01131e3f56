"""Entries of registers take part, and a link says by which values it came about. Links of before are matched again."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# The owner of the tables is bound by their security, and sees no row of them: for this one statement it is not.
UNBOUND = "alter table {table} no force row level security"
BOUND = "alter table {table} force row level security"
TABLES = ("facts_fact", "crossmatch_candidatelink", "crossmatch_pendingmatch")
NOTE_LINKED = """
    insert into crossmatch_pendingmatch (subject, labels, together, gone)
    select subject, array_agg(distinct label_id), count(*) over (), '{}' from facts_fact
    where subject in (select "left" from crossmatch_candidatelink) group by subject
"""


class Migration(migrations.Migration):
    dependencies = [("crossmatch", "0002_protect"), ("facts", "0006_protect_waiting_rows")]

    operations = [
        *(
            migrations.AddField(model, f"{side}_register", models.UUIDField(null=True))
            for model in ("candidatelink", "linkstatement")
            for side in ("left", "right")
        ),
        migrations.AddField(
            "candidatelink",
            "weighed",
            django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddField("pendingmatch", "register", models.UUIDField(null=True)),
        migrations.AddField(
            "pendingmatch",
            "gone",
            django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.AddIndex(
            "candidatelink",
            django.contrib.postgres.indexes.GinIndex(fields=["weighed"], name="candidate_weighed"),
        ),
        migrations.RunSQL(
            [
                *(UNBOUND.format(table=table) for table in TABLES),
                NOTE_LINKED,
                *(BOUND.format(table=table) for table in TABLES),
            ],
            migrations.RunSQL.noop,
        ),
    ]
