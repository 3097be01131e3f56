"""A register is searched at once and compared with the open questions later: two steps, each remembered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_holders_label")]

    operations = [migrations.AddField("pendingregister", "indexed", models.BooleanField(default=False))]
