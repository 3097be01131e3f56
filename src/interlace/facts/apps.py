from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "interlace.facts"
    label = "facts"
