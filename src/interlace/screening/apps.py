from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "interlace.screening"
    label = "screening"

    def ready(self) -> None:
        """Listen to what happens to facts; the listeners need the tables, so they come in here."""
        from interlace.screening import items_held, listeners, receipts  # noqa: F401
