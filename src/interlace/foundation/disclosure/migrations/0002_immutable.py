"""Labels and consents are added, never changed or removed, whoever asks."""

from django.db import migrations

from interlace.foundation.database.roles import APP, STEWARD

TABLES = "disclosure_labelrow, disclosure_grantrow"
ROLES = f'"{APP}", "{STEWARD}"'


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"revoke update, delete on {TABLES} from {ROLES}", f"grant update, delete on {TABLES} to {ROLES}"
        )
    ]
