"""What keeping does when facts leave: what a hold lies on is sealed first, and what goes is noted for good."""

from interlace.facts.events import FactsLeaving, FactsRecalled
from interlace.foundation.events import listen
from interlace.oversight.keeping.ledger import note_deletion
from interlace.oversight.keeping.sealing import seal_held, sealed_among


@listen(FactsLeaving)
def seal_what_is_held(leaving: FactsLeaving) -> None:
    """A recall is never refused to its readers: what must be kept for a court is kept under seal."""
    seal_held(leaving.member, leaving.facts, now=leaving.at)


@listen(FactsRecalled)
def remember(recalled: FactsRecalled) -> None:
    """What was taken back must not come back with a backup."""
    sealed = sealed_among(recalled.member, recalled.facts)
    ids = {
        "facts": [str(fact) for fact in recalled.facts if fact not in sealed],
        "sealed": [str(fact) for fact in recalled.facts if fact in sealed],
    }
    if recalled.register is not None:
        ids["registers"] = [str(recalled.register)]
    note_deletion(recalled.member, ids, now=recalled.at)
