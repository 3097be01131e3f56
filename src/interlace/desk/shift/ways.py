"""How one officer is alerted beside the screen: the officer's own to say."""

import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.desk.shift.models import Way
from interlace.desk.shift.rules import require_reader
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound

WAYS_AT_MOST = 6
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""ITU-T E.164."""


def ways_of(viewer: Viewer, *, now: datetime) -> list[Way]:
    """The officer's own ways, the first one first."""
    with acting(viewer, Action.READ, now=now):
        return list(Way.objects.filter(officer=UUID(viewer.id)))


@transaction.atomic
def add_way(viewer: Viewer, *, kind: str, address: str, now: datetime) -> Way:
    """Let oneself be alerted by this too, after the ways one has."""
    require_reader(viewer)
    plain = re.sub(r"[\s().-]", "", address) if kind == Way.Kind.SMS else address.strip()
    if kind not in {Way.Kind.SMS, Way.Kind.EMAIL} or not _fits(kind, plain):
        what = _("Give an e-mail address, or a telephone number with its country code.")
        raise InvalidInput(
            what, problems=[FieldProblem("/address", "wrong_form", what, _("For example +66 2 000 0143."))]
        )
    with acting(viewer, Action.READ, now=now):
        own = Way.objects.filter(officer=UUID(viewer.id))
        if own.filter(kind=kind, address=plain).exists():
            raise Conflict(_("You are alerted by this already."))
        if own.count() >= WAYS_AT_MOST:
            raise Conflict(_("These are enough ways; remove one first."))
        return Way.objects.create(
            member=viewer.member,
            officer=UUID(viewer.id),
            kind=kind,
            address=plain,
            place=max([each.place for each in own], default=0) + 1,
            added=now,
        )


@transaction.atomic
def remove_way(viewer: Viewer, way_id: UUID, *, now: datetime) -> None:
    """Be alerted by this no longer."""
    with acting(viewer, Action.READ, now=now):
        if not Way.objects.filter(id=way_id, officer=UUID(viewer.id)).delete()[0]:
            raise NotFound(_("There is no such way."))


def _fits(kind: str, address: str) -> bool:
    if kind == Way.Kind.SMS:
        return _NUMBER.fullmatch(address) is not None
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 200
