from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "interlace.foundation.audit"
    label = "audit"
