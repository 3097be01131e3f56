"""What the desk does when facts are recalled: they are gone from messages, and a sentence stands in their place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from interlace.desk.threads.models import FactReference, ThreadEvent, ThreadSide, Withdrawal
from interlace.facts.events import FactsRecalled
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.events import listen


@listen(FactsRecalled)
def forget(recalled: FactsRecalled) -> None:
    """Mark the places in messages, tell both sides, and take copies that were passed on back with their originals."""
    with steward(Task.RECALL):
        places = FactReference.objects.filter(Q(fact__in=recalled.facts) | Q(copied_from__in=recalled.facts))
        copies = places.exclude(copied_from=None).values_list("fact", flat=True)
        Fact.objects.filter(id__in=list(copies)).delete()
        told = list(places.filter(recalled=None))
        Withdrawal.objects.bulk_create(_notices(told, at=recalled.at), ignore_conflicts=True)
        places.filter(recalled=None).update(recalled=recalled.at)


def _notices(places: Sequence[FactReference], *, at: datetime) -> Iterator[Withdrawal]:
    """One for each side of each thread, but for the bureau that took its own fact back."""
    threads = dict(ThreadEvent.objects.filter(id__in={place.event for place in places}).values_list("id", "thread"))
    sides = defaultdict(list)
    for side in ThreadSide.objects.filter(thread__in=set(threads.values())):
        sides[side.thread].append(side)
    for place in places:
        for side in sides[threads[place.event]]:
            if side.member == place.originator and side.unit is None:
                continue
            yield Withdrawal(
                reference=place,
                member=side.member,
                unit=side.unit,
                purpose=side.purpose,
                thread=side.thread,
                fact=place.fact,
                originator=place.originator,
                label_id=place.label_id,
                at=at,
            )
