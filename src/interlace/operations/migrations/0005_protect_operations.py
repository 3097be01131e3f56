"""Who takes part reads an operation; what each brings and says is read under labels of its own."""

from django.db import migrations

from interlace.foundation.disclosure.protect import protect_offers
from interlace.operations.protect import protect_from_units, protect_of_operation


class Migration(migrations.Migration):
    dependencies = [("operations", "0004_joint_operations")]

    operations = [
        protect_offers("operations_jointoperation"),
        protect_of_operation("operations_operationentry", is_kept=False),
        protect_of_operation("operations_operationsaying", is_kept=True),
        protect_from_units("operations_jointoperation"),
        protect_from_units("operations_operationentry"),
        protect_from_units("operations_operationsaying"),
    ]
