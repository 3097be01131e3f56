"""A target and what is said about it are read by its two sides; a standard by every member."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_offers, protect_published
from interlace.operations.protect import protect_said


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial")]

    operations = [
        protect_offers("operations_readytarget"),
        protect_said("operations_readyfinding", by_requesting_side=True),
        protect_said("operations_panelopinion"),
        protect_published("operations_arreststandard"),
    ]
