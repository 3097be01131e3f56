"""A member reads its own leaves; numbering and signing is the steward's."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_from_viewers, protect_log


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [protect_log("audit_leaf"), protect_from_viewers("audit_checkpoint")]
