"""Saying whether two records are the same, and taking it back. Nothing is merged, and no weight learns from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.reviewing import Judgement
from interlace.crossmatch.ledger_events import LINK_JUDGED, LINK_UNDONE
from interlace.crossmatch.models import LinkStatement
from interlace.crossmatch.queries import matter_of_link
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.foundation.identity.roles import Verb
from interlace.screening.rules import require_verb


@transaction.atomic
def judge_link(viewer: Viewer, link: UUID, *, judgement: Judgement, reason: str = "", now: datetime) -> LinkStatement:
    """Say about a link what one has found. `Conflict` where this officer has spoken already.

    A statement is the officer's own and stands beside those of its colleagues.
    """
    matter, row = matter_of_link(viewer, link, now=now)
    require_verb(viewer, Verb.CHECK)
    with acting(matter, Action.MATCH, now=now):
        if LinkStatement.objects.standing().filter(link=link, by=viewer.id).exists():
            raise _spoken()
        said = _stated(
            member=row.member,
            purpose=row.purpose,
            reference=matter.reference,
            link=row.link,
            left=row.left,
            right=row.right,
            left_member=row.left_member,
            right_member=row.right_member,
            left_register=row.left_register,
            right_register=row.right_register,
            label_id=row.label_id,
            rests_on=row.rests_on,
            facts=row.facts,
            judgement=judgement,
            reason=reason.strip(),
            bits=row.bits,
            model=row.model,
            by=UUID(viewer.id),
            by_name=viewer.officer_name,
            at=now,
        )
        _log(LINK_JUDGED, matter, said, now=now)
        return said


@transaction.atomic
def undo_judgement(viewer: Viewer, link: UUID, *, now: datetime) -> None:
    """Take back what one said oneself about a link: it is marked undone, not removed. `Conflict` without any."""
    matter, _row = matter_of_link(viewer, link, now=now)
    require_verb(viewer, Verb.CHECK)
    with acting(matter, Action.MATCH, now=now):
        said = LinkStatement.objects.standing().filter(link=link, by=viewer.id).first()
        if said is None:
            raise Conflict(_("You have said nothing about these two."))
        said.undone, said.undone_by = now, UUID(viewer.id)
        said.save(update_fields=["undone", "undone_by"])
        _log(LINK_UNDONE, matter, said, now=now)


def _stated(**terms: Any) -> LinkStatement:
    try:
        with transaction.atomic():
            return LinkStatement.objects.create(**terms)
    except IntegrityError:
        # The same officer at another window, since we looked.
        raise _spoken() from None


def _spoken() -> Conflict:
    return Conflict(
        _("You have said something about these two already."), fix=_("Take that back before you say it anew.")
    )


def _log(event: Event, matter: Viewer, said: LinkStatement, *, now: datetime) -> None:
    """The act without what was said: a colleague who is still to judge the same pair reads the ledger too."""
    record(
        event,
        by=matter.id,
        member=matter.member,
        on=said.link,
        purpose=said.purpose,
        reference=matter.reference,
        detail={"statement": str(said.id)},
        now=now,
    )
