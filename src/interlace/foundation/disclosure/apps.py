from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "interlace.foundation.disclosure"
    label = "disclosure"
