"""Releases that one officer made alone, with their review; and when a side's release was taken back."""

import django.db.models.deletion
from django.db import migrations, models

from interlace.foundation.disclosure.protect import protect_sides


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("screening", "0009_handover")]

    operations = [
        migrations.AddField("hitside", "released_alone", models.BooleanField(default=False)),
        migrations.AddField("hitside", "taken_back", models.DateTimeField(null=True)),
        migrations.AddField("hitside", "taken_back_seen", models.DateTimeField(null=True)),
        migrations.AlterField(
            "release",
            "state",
            models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("approved", "Approved"),
                    ("refused", "Refused"),
                    ("expired", "Expired"),
                    ("taken_back", "Taken back"),
                ],
                default="proposed",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="EmergencyRelease",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("hit", models.UUIDField()),
                ("member", models.CharField(max_length=16)),
                ("to", models.CharField(max_length=16)),
                ("ground", models.CharField(max_length=16)),
                ("reason", models.TextField()),
                ("released_by", models.UUIDField()),
                ("released_by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("review_due", models.DateTimeField()),
                ("known_before", models.JSONField(default=list)),
                ("verdict", models.CharField(blank=True, max_length=8)),
                ("review_reason", models.TextField(blank=True)),
                ("reviewed_by", models.UUIDField(null=True)),
                ("reviewed_by_name", models.CharField(blank=True, max_length=120)),
                ("reviewed", models.DateTimeField(null=True)),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.labelrow"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-at"], name="emergency_member_at"),
                    models.Index(fields=["hit"], name="emergency_hit"),
                ]
            },
        ),
        protect_sides("screening_emergencyrelease"),
    ]
