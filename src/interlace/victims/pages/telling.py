"""Care in the inbox of protection officers: what waits for a second one of them, and word about somebody sought.

A line says that there is something and nothing of whom; the page behind it does. For everybody else there are no such
rows, and no room is asked twice because of them.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.foundation.http.desk import Desk
from interlace.screening.presenting import Act, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_seldom
from interlace.victims.queries import erasures_told
from interlace.victims.reunion import notices_told

TOLD_FOR = timedelta(days=14)
"""How long the inbox tells of word from another bureau; the page of care has it for good. Policy of the product."""


@provide_seldom(lambda desk: erasures_told(desk.viewer))
def erasures_for(desk: Desk) -> Iterator[Work]:
    """Files whose erasing waits for a second protection officer: for this one, or for another."""
    for asked in erasures_told(desk.viewer).select_related("file"):
        is_mine = str(asked.officer) == desk.viewer.id
        title = _("A file of care: somebody asks that it be erased")
        line = (
            _("It waits for another protection officer of your bureau.")
            if is_mine
            else _("Erase it as the second officer, or decline with your reason.")
        )
        url = reverse("care-person", args=[asked.file.found])
        place = Place.WAITING if is_mine else Place.OWN_TURN
        yield _work(desk, asked.id, title, line, url=url, act=_("Open the person"), came=asked.at, place=place)


@provide_seldom(lambda desk: notices_told(desk.viewer))
def notices_for(desk: Desk) -> Iterator[Work]:
    """Word from another bureau that may have in care somebody whom one's own seeks."""
    for notice in notices_told(desk.viewer):
        if desk.now - notice.at < TOLD_FOR:
            title = _("{bureau} has word about somebody whom your bureau seeks").format(bureau=notice.member)
            line = _("Open the page of care to read whom to call.")
            url = reverse("care")
            yield _work(desk, notice.id, title, line, url=url, act=_("Open care"), came=notice.at, place=Place.TOLD)


def _work(desk: Desk, of: UUID, title: str, line: str, *, url: str, act: str, came: datetime, place: Place) -> Work:
    item = QueueItem(
        id=f"care-{of}",
        url=url,
        due=desk.when(came),
        clock=None,
        icon="two",
        title=title,
        owner=desk.viewer.member,
        line=line,
    )
    preview = Preview(title=title, lines=(line,), acts=(Act(act, url, is_main=True),))
    return Work(item=item, came=came, due=None, place=place, preview=lambda: preview)
