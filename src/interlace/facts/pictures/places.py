"""Where an originator's pictures lie, for whoever has been shown to read the fact that states one."""

from collections.abc import Collection

from django.db import transaction

from interlace.facts.models import Fact, Picture
from interlace.facts.pictures import vault
from interlace.facts.pictures.kinds import DIGEST_PREFIX
from interlace.foundation.disclosure.steward import Task, steward


def place_of_preview(originator: str, digest: str) -> str | None:
    """The vault name of the preview, or nothing when the picture has gone."""
    with steward(Task.CHECK):
        found = Picture.objects.filter(member=originator, sha256=digest).order_by("created", "id")
        return found.values_list("preview", flat=True).first()


@transaction.atomic
def forget_unstated(originator: str, digests: Collection[str]) -> None:
    """Destroy the pictures that no fact states any more; the files go when the rows have gone for good."""
    with steward(Task.RECALL):
        values = {f"{DIGEST_PREFIX}{digest}": digest for digest in digests}
        stated = Fact.objects.filter(originator=originator, value__in=list(values)).values_list("value", flat=True)
        gone = Picture.objects.filter(member=originator, sha256__in=set(values.values()) - {values[v] for v in stated})
        places = [place for row in gone for place in (row.original, row.preview)]
        gone.delete()
    transaction.on_commit(lambda: _remove(places))


def _remove(places: Collection[str]) -> None:
    for place in places:
        vault.remove(place)
