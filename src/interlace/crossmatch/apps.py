from django.apps import AppConfig


class CrossMatchConfig(AppConfig):
    name = "interlace.crossmatch"
    label = "crossmatch"

    def ready(self) -> None:
        """Listen to what happens to facts; the listeners need the tables, so they come in here."""
        from interlace.crossmatch import listeners  # noqa: F401
