import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0006_converses"),
    ]

    operations = [
        migrations.AddField(
            model_name="resetproposal",
            name="refused",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="resetproposal",
            name="refused_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="resetproposal",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
    ]
