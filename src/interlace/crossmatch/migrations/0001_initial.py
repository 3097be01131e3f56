"""Candidate links, what people say about them, and what waits to be matched."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("disclosure", "0003_life_use"),
    ]

    operations = [
        migrations.CreateModel(
            name="PendingMatch",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("labels", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("together", models.PositiveIntegerField(default=1)),
            ],
            options={
                "indexes": [models.Index(models.F("together"), models.F("id"), name="pending_match_order")],
            },
        ),
        migrations.CreateModel(
            name="CandidateLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("link", models.UUIDField()),
                ("member", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=32)),
                ("left", models.UUIDField()),
                ("right", models.UUIDField()),
                ("left_member", models.CharField(max_length=16)),
                ("right_member", models.CharField(max_length=16)),
                ("rests_on", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("width", models.PositiveSmallIntegerField()),
                ("facts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("is_weak", models.BooleanField(default=False)),
                ("bits", models.FloatField(default=0.0)),
                ("probability", models.FloatField(default=0.0)),
                ("certainty", models.FloatField(default=0.5)),
                ("band", models.CharField(blank=True, max_length=16)),
                ("reasons", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
                ("model", models.CharField(blank=True, max_length=32)),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.labelrow"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "purpose", "certainty"], name="candidate_first"),
                    models.Index(fields=["left"], name="candidate_left"),
                    models.Index(fields=["right"], name="candidate_right"),
                ],
                "constraints": [models.UniqueConstraint(fields=("link", "rests_on"), name="one_row_per_basis")],
            },
        ),
        migrations.CreateModel(
            name="LinkStatement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=32)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("link", models.UUIDField()),
                ("left", models.UUIDField()),
                ("right", models.UUIDField()),
                ("left_member", models.CharField(max_length=16)),
                ("right_member", models.CharField(max_length=16)),
                ("rests_on", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("facts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("judgement", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True)),
                ("bits", models.FloatField()),
                ("model", models.CharField(max_length=32)),
                ("by", models.UUIDField()),
                ("by_name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("undone", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
                ("withdrawn", models.DateTimeField(null=True)),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disclosure.labelrow"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "purpose", "at"], name="statement_member"),
                    models.Index(fields=["left"], name="statement_left"),
                    models.Index(fields=["right"], name="statement_right"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone", None), ("withdrawn", None)),
                        fields=("link", "by"),
                        name="one_statement_per_officer",
                    )
                ],
            },
        ),
    ]
