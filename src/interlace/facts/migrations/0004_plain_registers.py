from django.db import migrations


class Migration(migrations.Migration):
    """Purpose and standing are decided with each version and each record: nothing read those of the register."""

    dependencies = [("facts", "0003_pictures")]

    operations = [
        migrations.RemoveField(model_name="register", name="default_purpose"),
        migrations.RemoveField(model_name="register", name="default_status"),
    ]
