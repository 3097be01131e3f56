"""Words that an officer has typed into a form and not sent: kept while they are typed, so that nothing is lost.

They are their writer's alone, under the label of what they are about. They go when the form is sent, with what they are
about, and after a week.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.models import UnsentText

KEPT = timedelta(days=7)
LONGEST = 5000
NO_ITEM = UUID(int=0)


class FormName(StrEnum):
    """What a field belongs to into which words are typed."""

    THREAD = "thread"
    DRAFT = "draft"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Form:
    """Where somebody types: beside which thing, under which label."""

    name: FormName
    item: UUID = NO_ITEM
    label: int | None = None


HANDOVER = Form(FormName.HANDOVER)


def keep_unsent(viewer: Viewer, form: Form, texts: Mapping[str, str], *, now: datetime) -> None:
    """Keep what stands in these fields now; an empty one is kept no longer."""
    with acting(viewer, Action.DISCOVER, now=now):
        own = _own(viewer, form)
        own.filter(field__in=[field for field, text in texts.items() if not text.strip()]).delete()
        for field, text in texts.items():
            if text.strip():
                UnsentText.objects.update_or_create(
                    officer=UUID(viewer.id),
                    form=form.name,
                    item=form.item,
                    field=field,
                    defaults={
                        "member": viewer.member,
                        "label_id": form.label,
                        "text": text[:LONGEST],
                        "changed": now,
                    },
                )


def unsent_in(viewer: Viewer, form: Form, *, now: datetime) -> Mapping[str, str]:
    """What the viewer has typed there and not sent, by field; a context must be open."""
    young = _own(viewer, form).filter(changed__gt=now - KEPT)
    return dict(young.values_list("field", "text"))


def forget_unsent(viewer: Viewer, form: Form, fields: Collection[str], *, now: datetime) -> None:
    """Keep these words no longer: they were sent."""
    with acting(viewer, Action.DISCOVER, now=now):
        _own(viewer, form).filter(field__in=fields).delete()


def unsent_about(name: FormName, items: Collection[UUID]) -> "QuerySet[UnsentText]":
    """Whatever anybody has typed beside these things, for the steward, who takes it away with them."""
    return UnsentText.objects.filter(form=name, item__in=items)


def unsent_too_long(*, now: datetime) -> "QuerySet[UnsentText]":
    """Whatever was typed more than a week ago and never sent, for the steward."""
    return UnsentText.objects.filter(changed__lte=now - KEPT)


def _own(viewer: Viewer, form: Form) -> "QuerySet[UnsentText]":
    return UnsentText.objects.filter(officer=UUID(viewer.id), member=viewer.member, form=form.name, item=form.item)
