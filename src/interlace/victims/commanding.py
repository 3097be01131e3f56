"""What the commands of care share: who types, ids, and files whose content no error repeats."""

import json
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ValidationError

from interlace.foundation.console import show_one
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.screening.profile import content_of, trial, viewer
from interlace.victims.queries import Received, person_view
from interlace.victims.rendering import person_out
from interlace.victims.rules import CARE_PURPOSE, may_care, may_look, no_such_person


def carer(reference: str) -> Viewer:
    """The protection officer whose profile types."""
    # The purpose is none of choice: care is kept and read under one alone.
    found = viewer(purpose=CARE_PURPOSE, reference=reference)
    if not may_care(found):
        raise no_such_person()
    return found


def tried_if(is_dry_run: bool) -> AbstractContextManager[None]:
    """In earnest, or tried out as every `--dry-run` is."""
    return trial() if is_dry_run else nullcontext()


def id_of(name: str) -> UUID:
    """An id as it is typed; what is none names nobody."""
    try:
        return UUID(name)
    except ValueError:
        raise no_such_person() from None


def text_of(path: str) -> str:
    """What stands in a file or, with -, on standard input."""
    return content_of(path).decode("utf-8-sig", "replace")


_Shape = TypeVar("_Shape", bound=Schema)


def read_one(shape: type[_Shape], text: str, *, line: int = 1) -> _Shape:
    """One object of the file; what is wrong is told by line and field, and never by what stands there."""
    try:
        return shape.model_validate(json.loads(text))
    except ValidationError as error:
        fields = [".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False)]
    except (ValueError, RecursionError):
        fields = []
    where = f"/{line}/{fields[0]}" if fields and fields[0] in shape.model_fields else f"/{line}"
    what = _("Line {line} cannot be read.").format(line=line)
    fix = _("Give one JSON object with the fields that the manual of the command names.")
    raise InvalidInput(what, problems=[FieldProblem(where, "unreadable", what, fix)], fix=fix)


def show_person(who: Viewer, found_id: UUID) -> None:
    """How far the care of one person has come."""
    view = person_view(who, found_id, now=timezone.now())
    show_one(person_out(Received(view.found, view.care, view.erasure)).model_dump(mode="json"))


def looker(purpose: str, reference: str) -> Viewer:
    """Whoever may see number, word and standing of those found; an officer on the case names its purpose."""
    found = viewer(purpose=purpose or CARE_PURPOSE, reference=reference)
    if not may_look(found):
        raise no_such_person()
    return found
