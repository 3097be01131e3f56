"""What a bureau notes of its people is its own member's alone."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_member


class Migration(migrations.Migration):
    dependencies = [("bureaus", "0003_people")]

    operations = [
        protect_member(f"bureaus_{table}")
        for table in ("authorisation", "officerterms", "unitgrant", "change", "signal")
    ]
