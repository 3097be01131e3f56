"""A bureau that has come after the same, in the inbox of whoever had said it before: both sides learn of each other.

Nothing is written when bureaus meet, and nobody is called: the inbox looks each time it is opened, so the one who comes
later waits no longer where it meets somebody than where it meets nobody.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.foundation.http.desk import Desk
from interlace.operations.deconfliction.actions import interests_held, interests_of
from interlace.screening.presenting import Act, Preview, QueueItem
from interlace.screening.queue import Place, Work, provide_seldom

TOLD_FOR = timedelta(days=14)
"""How long the inbox tells it; the page has it for as long as both are after it. Policy of the product."""


@provide_seldom(lambda desk: interests_held(desk.viewer, now=desk.now))
def meetings_of_interests(desk: Desk) -> Iterator[Work]:
    """What this officer's bureau is after, where another one came after it of late."""
    for met in interests_of(desk.viewer, now=desk.now):
        if met.came is not None and desk.now - met.came < TOLD_FOR:
            url = reverse("deconfliction")
            title = _("Another bureau is after the same: {name}").format(name=met.interest.name)
            line = _("Neither learns more than how to reach the other. Speak before anybody acts.")
            item = QueueItem(
                id=f"interest-{met.interest.id}",
                url=url,
                due=desk.when(met.came),
                clock=None,
                icon="two",
                title=title,
                owner=met.interest.member,
                line=line,
            )
            preview = Preview(title=title, lines=(line,), acts=(Act(_("Read whom to talk to"), url, is_main=True),))
            yield Work(item=item, came=met.came, due=None, place=Place.TOLD, preview=partial(_same, preview))


def _same(preview: Preview) -> Preview:
    return preview
