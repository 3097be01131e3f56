"""Saved readings of one sender's columns: what each header means, and the sender's habits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from interlace.facts.imports.headers import NOT_USED, field_names
from interlace.facts.models import ColumnMap
from interlace.facts.rules import may_contribute, require
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound


def save_map(
    viewer: Viewer, name: str, columns: Mapping[str, str], options: Mapping[str, Any], *, now: datetime
) -> ColumnMap:
    """Keep a reading under a name; saving it again replaces it."""
    if not viewer.person.purposes:
        raise InvalidInput(_("You have no purpose to contribute for."))
    require(may_contribute(viewer, purpose=min(viewer.person.purposes), level=0, rooms=frozenset()))
    problems = [
        FieldProblem("/columns", "field_unknown", _("A column is given a meaning that is not known."), _known_fields())
        for field in columns.values()
        if field != NOT_USED and field not in field_names()
    ]
    if problems or not name.strip():
        raise InvalidInput(_("The map cannot be saved."), problems=problems, fix=_known_fields())
    with acting(viewer, now=now):
        saved, _is_new = ColumnMap.objects.update_or_create(
            member=viewer.member,
            name=name.strip(),
            defaults={"columns": dict(columns), "options": dict(options), "created": now},
        )
        return saved


def saved_map(viewer: Viewer, name: str) -> ColumnMap:
    """The viewer's own member's map of this name."""
    with acting(viewer):
        found = ColumnMap.objects.filter(name=name).first()
    if found is None:
        raise NotFound(_("There is no saved map of this name."), fix=_("Look at the list of maps."))
    return found


def saved_maps(viewer: Viewer) -> list[ColumnMap]:
    """All maps of the viewer's own member, by name."""
    with acting(viewer):
        return list(ColumnMap.objects.order_by("name"))


def _known_fields() -> str:
    return _("Use one of: {fields}.").format(fields=", ".join(sorted(field_names())))
