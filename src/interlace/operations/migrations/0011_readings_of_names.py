"""A name is met by many readings, so what is kept is a row of digests; those of before are the first of theirs."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operations", "0010_aborts")]

    operations = [
        migrations.AlterField("interest", "digest", models.CharField(max_length=64)),
        migrations.RenameField("interest", "digest", "kept"),
        migrations.RunSQL(
            'alter table "operations_interest" alter column "kept" type varchar(64)[] using array[kept]',
            'alter table "operations_interest" alter column "kept" type varchar(64) using kept[1]',
            state_operations=[
                migrations.AlterField(
                    "interest",
                    "kept",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None),
                )
            ],
        ),
        migrations.AddIndex(
            "interest", django.contrib.postgres.indexes.GinIndex(fields=["kept"], name="interest_kept")
        ),
    ]
