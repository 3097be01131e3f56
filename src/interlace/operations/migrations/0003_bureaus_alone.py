"""Units and partners under a bureau find no target, and nothing that was said about one."""

from django.db import migrations

from interlace.operations.protect import protect_from_units


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_protect")]

    operations = [
        protect_from_units("operations_readytarget"),
        protect_from_units("operations_readyfinding"),
        protect_from_units("operations_panelopinion"),
    ]
