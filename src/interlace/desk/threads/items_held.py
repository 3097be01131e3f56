"""What lies with one officer at the desk: threads assigned to it, and messages that it has not sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.ports import HeldItem, hold_items
from interlace.core.handling import Action, can
from interlace.core.procedure.threads import ThreadStage
from interlace.desk.threads import ledger_events
from interlace.desk.threads.actions import log_on_side
from interlace.desk.threads.models import Draft, ThreadSide
from interlace.foundation.disclosure.acting import EveryMatter, acting_in_every_matter, discover_filter, running
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.words import purpose_name


class DeskItems:
    """Open threads and drafts of one officer, as far as the head who lets it go may know of them."""

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        """Of each its number or its matter, never whom it is about."""
        with acting_in_every_matter(viewer, Action.READ, now=now) as every:
            threads, drafts = _threads(every, officer), _drafts(every, officer)
            return [
                *(
                    HeldItem(
                        _("Thread"),
                        side.thread,
                        ", ".join((side.number, side.counterpart)),
                        url=reverse("thread", args=[side.thread]),
                        due=side.due if side.is_ours else None,
                    )
                    for side in threads
                ),
                *(
                    HeldItem(
                        _("Message not sent"),
                        draft.id,
                        ", ".join(filter(None, (purpose_name(draft.purpose), draft.reference))),
                        url=reverse("thread-draft", args=[draft.id]),
                    )
                    for draft in drafts
                ),
            ]

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        """Give them to a colleague. A thread that the colleague may not see lies with nobody; a draft stays in sight.

        Every other officer who is cleared for it finds both where they were.
        """
        colleague = viewer_of(to)
        with acting_in_every_matter(viewer, Action.READ, now=now) as every:
            threads, drafts = _threads(every, officer), _drafts(every, officer)
            for side in threads:
                is_given = _is_cleared(colleague, side.purpose, unit=side.unit, label=side.label_id)
                side.assignee, side.assignee_name = (to.pk, to.display_name) if is_given else (None, "")
                side.save(update_fields=["assignee", "assignee_name"])
                detail = {"officer": str(to.pk) if is_given else "", "from": str(officer)}
                log_on_side(ledger_events.ASSIGNED, viewer, side, now=now, detail=detail)
            given = [
                draft
                for draft in drafts
                if _is_cleared(colleague, draft.purpose, unit=draft.unit, label=draft.label_id)
            ]
            for draft in given:
                draft.author, draft.author_name = to.pk, to.display_name
                draft.save(update_fields=["author", "author_name"])
        return len(threads) + len(given)


def _threads(every: EveryMatter, officer: UUID) -> list[ThreadSide]:
    sides = ThreadSide.objects.in_every_matter(every).filter(assignee=officer, closed=None)
    return [side for side in sides.order_by("opened", "id") if every.discovers(side.purpose, side.label_id)]


def _drafts(every: EveryMatter, officer: UUID) -> list[Draft]:
    viewer = every.context.viewer
    unsent = Draft.objects.filter(member=viewer.member, purpose__in=every.purposes, author=officer)
    unsent = unsent.filter(label__in=discover_filter()).exclude(state=ThreadStage.SENT)
    return [draft for draft in unsent.order_by("created", "id") if every.permits_words(draft.purpose, draft.label_id)]


def _is_cleared(colleague: Viewer, purpose: str, *, unit: UUID | None, label: int) -> bool:
    """Whether the colleague works where it lies, and may read its words."""
    is_of_the_side = not colleague.unit or colleague.unit == str(unit)
    terms = book.label(label)
    return is_of_the_side and can(colleague.correspondent, Action.READ, terms, purpose=purpose, now=running().now)


hold_items(DeskItems())
