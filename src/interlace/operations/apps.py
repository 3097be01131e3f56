from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "interlace.operations"
    label = "operations"
