from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "interlace.evidence.intake"
    label = "intake"
