"""Hand-overs in the inbox: what another bureau offers, and what became of what was offered to it.

A line says between whom and how far it is, and nothing of the exhibit: the page behind it does that.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.evidence.handing.reading import OFFERED, HandOverView, hand_overs_told, offers_told
from interlace.evidence.models import BureauHandOverAct
from interlace.foundation.http.desk import Desk
from interlace.screening.presenting import Act, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_seldom

Move = BureauHandOverAct.Move
TOLD_FOR = timedelta(days=14)
"""How long the inbox tells what the other side said; the list of hand-overs has it for good. Policy of the product."""


@provide_seldom(lambda desk: offers_told(desk.viewer))
def hand_overs_for(desk: Desk) -> Iterator[Work]:
    """Offers that wait for this officer's bureau, or for the other one; and what that one said of late."""
    for view in hand_overs_told(desk.viewer, now=desk.now):
        if view.state == OFFERED:
            yield _offer(desk, view)
            continue
        said = view.acts[-1]
        if said.member != desk.viewer.member and desk.now - said.at < TOLD_FOR:
            yield _told(desk, view, said)


def _offer(desk: Desk, view: HandOverView) -> Work:
    offer = view.offer
    if view.is_given:
        title = _("{bureau} is offered an exhibit").format(bureau=offer.recipient)
        line = _("You hold it until it is taken over.")
        return _work(desk, view, title, line, came=offer.offered, place=Place.WAITING)
    title = _("{bureau} offers you an exhibit").format(bureau=offer.member)
    line = _("Take it over into a case of yours, or refuse it with your reason.")
    return _work(desk, view, title, line, came=offer.offered, place=Place.OWN_TURN)


def _told(desk: Desk, view: HandOverView, said: BureauHandOverAct) -> Work:
    titles = {
        Move.TAKEN: _("{bureau} has taken over an exhibit"),
        Move.REFUSED: _("{bureau} has refused an exhibit"),
        Move.WITHDRAWN: _("{bureau} has withdrawn an exhibit that it offered"),
        Move.MISTAKEN: _("{bureau} says that an exhibit was handed over in error"),
    }
    lines = {
        Move.TAKEN: _("Both books bear both names."),
        Move.REFUSED: _("You hold it still. Open it to read the reason."),
        Move.WITHDRAWN: _("There is nothing to do. Open it to read the reason."),
        Move.MISTAKEN: _("It stays closed until it is home again. Open it to read the reason."),
    }
    move = Move(said.move)
    title = titles[move].format(bureau=said.member)
    return _work(desk, view, title, lines[move], came=said.at, place=Place.TOLD)


def _work(desk: Desk, view: HandOverView, title: str, line: str, *, came: datetime, place: Place) -> Work:
    offer = view.offer
    url = reverse("hand-over", args=[offer.id])
    item = QueueItem(
        id=f"hand-over-{offer.id}",
        url=url,
        due=desk.when(came),
        clock=None,
        icon="doc",
        title=title,
        owner=offer.recipient if view.is_given else offer.member,
        line=line,
    )
    preview = Preview(title=title, lines=(line,), acts=(Act(_("Open the hand-over"), url, is_main=True),))
    return Work(item=item, came=came, due=None, place=place, preview=lambda: preview)
