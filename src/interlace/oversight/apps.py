from importlib import import_module

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "interlace.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Let the ledger of deletions hear what the rooms below delete, and waking watch the clock of reviews."""
        import_module("interlace.oversight.keeping.listeners")
        import_module("interlace.oversight.requests.clocks")
        import_module("interlace.oversight.reviews")
