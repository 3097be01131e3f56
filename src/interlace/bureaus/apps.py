from django.apps import AppConfig


class BureausConfig(AppConfig):
    name = "interlace.bureaus"
    label = "bureaus"
