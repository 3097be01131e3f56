"""What was handed over in error is marked as closed itself, and an offer bears a label."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0003_life_use"),
        ("evidence", "0010_protect_stamps"),
    ]

    operations = [
        migrations.AddField(model_name="exhibit", name="closed", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="bureauhandover",
            name="label",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.labelrow",
            ),
        ),
    ]
