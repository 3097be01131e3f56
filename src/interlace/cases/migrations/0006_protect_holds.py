"""A hold is seen with its case, laid and lifted by its bureau, and never changed: what was held stays known."""

from django.db import migrations

from interlace.cases.protect import protect_versions


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_holds")]

    operations = [protect_versions("cases_casehold"), protect_versions("cases_caseholdend")]
