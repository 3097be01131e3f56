"""The directory is everybody's to read, an offer whomever's its label says."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_offers, protect_published


class Migration(migrations.Migration):
    dependencies = [("bureaus", "0001_initial")]

    operations = [
        protect_published("bureaus_contact"),
        protect_offers("bureaus_capability"),
    ]
