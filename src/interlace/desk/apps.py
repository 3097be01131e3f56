from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "interlace.desk"
    label = "desk"

    def ready(self) -> None:
        """Listen to what happens to facts, let clocks be watched and items be handed over: all need the tables."""
        from interlace.desk.threads import clocks, items_held, listeners  # noqa: F401
