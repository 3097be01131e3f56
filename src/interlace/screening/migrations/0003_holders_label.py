"""A side also names the label of what the holder's facts allow, apart from what guards the side itself."""

import django.db.models.deletion
from django.db import migrations, models

# Sides made before carried one label for both.
FILL = "update screening_hitside set holders_label_id = label_id"


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_protect"), ("disclosure", "0002_immutable")]

    operations = [
        migrations.AddField(
            "hitside",
            "holders_label",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.labelrow",
            ),
        ),
        # The owner is blind under forced row security: it is lifted for this one statement.
        migrations.RunSQL(
            [
                "alter table screening_hitside no force row level security",
                FILL,
                "set constraints all immediate",
                "alter table screening_hitside force row level security",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "hitside",
            "holders_label",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.labelrow"),
        ),
    ]
