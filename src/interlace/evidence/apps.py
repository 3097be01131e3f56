from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "interlace.evidence"
    label = "evidence"

    def ready(self) -> None:
        from interlace.cases.looking import tell_offers_with
        from interlace.cases.queries import count_exhibits_with  # models are loaded only now
        from interlace.evidence import items_held  # noqa: F401
        from interlace.evidence.finding import exhibits_by_case
        from interlace.evidence.handing.reading import offers_seen

        count_exhibits_with(exhibits_by_case)
        tell_offers_with(offers_seen)
