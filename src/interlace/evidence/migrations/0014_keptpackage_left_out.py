from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0013_custodyrow_holder")]

    operations = [
        migrations.AddField(model_name="keptpackage", name="left_out", field=models.JSONField(default=dict)),
    ]
