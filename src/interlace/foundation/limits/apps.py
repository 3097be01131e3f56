from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "interlace.foundation.limits"
    label = "limits"
