from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "interlace.victims"
    label = "victims"
