from django.apps import AppConfig


class ShiftConfig(AppConfig):
    name = "interlace.desk.shift"
    label = "shift"

    def ready(self) -> None:
        """Let the clocks of hits, calls and exhibits be watched; their tables have to be there, so it comes in here."""
        from interlace.desk.waking import border_clocks, exhibit_clocks, hit_clocks  # noqa: F401
