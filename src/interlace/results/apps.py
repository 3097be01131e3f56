from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "interlace.results"
    label = "results"
