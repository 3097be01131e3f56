from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "interlace.analysis"
    label = "analysis"

    def ready(self) -> None:
        """Listen to what happens to cases; the listeners need the tables, so they come in here."""
        from interlace.analysis import listeners  # noqa: F401
