from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "interlace.foundation.jobs"
    label = "jobs"
