from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "interlace.cases"
    label = "cases"
