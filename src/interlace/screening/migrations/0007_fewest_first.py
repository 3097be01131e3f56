"""What came with few others is matched before whole lists; two columns that nothing reads are gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0006_batchpermit")]

    operations = [
        migrations.RemoveField(model_name="pendingsubject", name="contribution"),
        migrations.RemoveField(model_name="pendingsubject", name="gone"),
        migrations.AddField(model_name="pendingsubject", name="together", field=models.PositiveIntegerField(default=1)),
        migrations.AddIndex(
            model_name="pendingsubject",
            index=models.Index(fields=["indexed", "together", "id"], name="pending_fewest_first"),
        ),
    ]
