"""What a hold on a case reaches is sealed under that hold when it goes, as what a hold on the record itself lies on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0004_decisions_purposes")]

    operations = [
        migrations.AlterField(
            "sealedfact",
            "hold",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed",
                to="oversight.legalhold",
            ),
        ),
        migrations.AddField("sealedfact", "case_hold", models.UUIDField(null=True)),
        migrations.AddField("sealedfact", "label", models.IntegerField(null=True)),
        migrations.AddConstraint(
            "sealedfact",
            models.CheckConstraint(
                condition=models.Q(hold__isnull=False) | models.Q(case_hold__isnull=False, label__isnull=False),
                name="sealed_fact_under_a_hold",
            ),
        ),
    ]
