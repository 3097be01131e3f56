"""An officer's list of registers counts from now on: where nobody has listed any, all stay searched."""

from django.db import migrations, models

FILL = "update bureaus_officerterms set registers = null where registers = '[]'::jsonb"


class Migration(migrations.Migration):
    dependencies = [("bureaus", "0004_protect_people")]

    operations = [
        migrations.AlterField("officerterms", "registers", models.JSONField(null=True)),
        # The owner is blind under forced row security: it is lifted for this one statement.
        migrations.RunSQL(
            [
                "alter table bureaus_officerterms no force row level security",
                FILL,
                "alter table bureaus_officerterms force row level security",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "change",
            "kind",
            models.CharField(
                choices=[
                    ("officer", "Officer"),
                    ("unit", "Domestic unit"),
                    ("restore", "Back in service"),
                    ("signing", "Where second persons sign"),
                ],
                max_length=8,
            ),
        ),
    ]
