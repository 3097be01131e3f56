from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [
        migrations.AddField(model_name="officer", name="set_up_until", field=models.DateTimeField(null=True)),
    ]
