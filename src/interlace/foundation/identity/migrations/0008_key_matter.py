from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0007_refused_reset"),
    ]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="purpose",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="apikey",
            name="reference",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="apikey",
            name="daily_questions",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
