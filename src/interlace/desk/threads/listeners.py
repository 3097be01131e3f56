"""What the desk does when facts are recalled: they are gone from messages, and a sentence stands in their place."""

from django.db.models import Q

from interlace.desk.threads.models import FactReference
from interlace.facts.events import FactsRecalled
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.events import listen


@listen(FactsRecalled)
def forget(recalled: FactsRecalled) -> None:
    """Mark the places in messages, and take the copies that were passed on back with their originals."""
    with steward(Task.RECALL):
        places = FactReference.objects.filter(Q(fact__in=recalled.facts) | Q(copied_from__in=recalled.facts))
        copies = places.exclude(copied_from=None).values_list("fact", flat=True)
        Fact.objects.filter(id__in=list(copies)).delete()
        places.filter(recalled=None).update(recalled=recalled.at)
