"""A code may be used again beside one that its user may not read: a refusal would tell of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operations", "0005_protect_operations")]

    operations = [
        migrations.RemoveConstraint(model_name="operationentry", name="operation_code_once"),
        migrations.AddConstraint(
            model_name="operationentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed", None)),
                fields=("operation", "member", "kind", "code", "label"),
                name="operation_code_once",
            ),
        ),
    ]
