"""Lines, pairs and published sheets are read under their own labels by who takes part, and never changed."""

from django.db import migrations

from interlace.operations.protect import protect_from_units, protect_of_operation

TABLES = ("results_resultline", "results_resultpair", "results_publicsheet")


class Migration(migrations.Migration):
    dependencies = [("results", "0001_initial"), ("operations", "0006_codes_of_what_one_reads")]

    operations = [
        *(protect_of_operation(table, is_kept=True) for table in TABLES),
        *(protect_from_units(table) for table in TABLES),
    ]
