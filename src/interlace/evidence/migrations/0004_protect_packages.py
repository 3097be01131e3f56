"""A package is seen with its case, by its bureau alone."""

from django.db import migrations

from interlace.cases.protect import protect_parts


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_packages_and_flaws")]

    operations = [protect_parts("evidence_keptpackage")]
