from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "interlace.surfaces.web"
    label = "web"
