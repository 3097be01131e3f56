"""What could not be read may name a word of the file: it lies sealed, and what lay open is forgotten.

It comes again with the next reading of the file.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_protect")]

    operations = [
        migrations.RemoveField("intake", "remarks"),
        migrations.AddField("intake", "remarks", models.BinaryField(default=b"")),
    ]
