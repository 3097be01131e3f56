"""An exhibit is seen with its case, by its bureau alone; its custody is added to and never changed."""

from django.db import migrations

from interlace.cases.protect import protect_parts, protect_versions


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("cases", "0002_protect")]

    operations = [
        protect_parts("evidence_casesecret"),
        protect_parts("evidence_exhibit"),
        protect_versions("evidence_custodyrow"),
        protect_parts("evidence_handover"),
    ]
