from django.apps import AppConfig


class LocalizeConfig(AppConfig):
    name = "interlace.foundation.localize"
    label = "localize"
