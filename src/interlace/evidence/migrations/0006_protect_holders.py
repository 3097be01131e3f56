"""Who outside the bureau holds exhibits of a case is seen with that case."""

from django.db import migrations

from interlace.cases.protect import protect_parts


class Migration(migrations.Migration):
    dependencies = [("evidence", "0005_outside_holders")]

    operations = [protect_parts("evidence_outsideholder")]
