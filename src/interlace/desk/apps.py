from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "interlace.desk"
    label = "desk"

    def ready(self) -> None:
        """Listen to what happens to facts; the listeners need the tables, so they come in here."""
        from interlace.desk.threads import listeners  # noqa: F401
