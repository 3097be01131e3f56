from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "interlace.cases"
    label = "cases"

    def ready(self) -> None:
        """Let cases be handed over by whoever leaves: it needs the tables."""
        from interlace.cases import items_held  # noqa: F401
