from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "interlace.foundation.http"
    label = "http"
