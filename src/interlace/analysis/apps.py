from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "interlace.analysis"
    label = "analysis"
