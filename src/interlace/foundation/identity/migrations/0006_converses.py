from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0005_approval_alone"),
    ]

    operations = [
        migrations.AddField(
            model_name="bureau",
            name="converses",
            field=models.BooleanField(default=False),
        ),
    ]
