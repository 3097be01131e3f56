"""A saved view is its bureau's own; what it holds decides who of the bureau opens it."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("analysis", "0001_initial")]

    operations = [protect_member("analysis_savedview")]
