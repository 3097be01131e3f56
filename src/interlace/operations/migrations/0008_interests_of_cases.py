"""An interest of a case is read by those colleagues who may know of the case; earlier ones have no case behind them."""

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.database.roles import APP
from interlace.foundation.disclosure.acting import DISCOVER_SQL

MAY_KNOW = f"(label_id is null or label_id in {DISCOVER_SQL})"


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_life_use"), ("operations", "0007_interests")]

    operations = [
        migrations.AddField(
            model_name="interest",
            name="label",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.labelrow",
            ),
        ),
        migrations.RunSQL(
            f'create policy of_case on "operations_interest" as restrictive to "{APP}"'
            f" using {MAY_KNOW} with check {MAY_KNOW}",
            'drop policy of_case on "operations_interest"',
        ),
    ]
