"""Whether somebody is awaited for a thing is asked of every thing whose clock runs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shift", "0002_protect")]

    operations = [
        migrations.AddIndex(
            "alert",
            models.Index(condition=models.Q(("answered", None), ("over", None)), fields=["item"], name="alert_awaited"),
        ),
    ]
