from django.apps import AppConfig


class MeetingConfig(AppConfig):
    name = "interlace.meeting"
    label = "meeting"
