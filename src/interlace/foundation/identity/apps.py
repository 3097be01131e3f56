from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "interlace.foundation.identity"
    label = "identity"
