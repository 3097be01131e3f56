from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0012_narrow_hand_overs"),
    ]

    operations = [
        migrations.AddField(
            model_name="custodyrow",
            name="holder",
            field=models.UUIDField(null=True),
        ),
    ]
