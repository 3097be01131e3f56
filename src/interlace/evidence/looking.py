"""Looking at the content of an exhibit: drawn in the jail, shown to an officer on the case, and noted in the ledger."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.finding import at_work
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.ledger import JsonValue
from interlace.evidence import ledger_events
from interlace.evidence.finding import case_of_exhibit, require_open, require_sealed
from interlace.evidence.intake.models import Held, Intake, IntakePart
from interlace.evidence.models import Exhibit
from interlace.evidence.previewing import outline, preview, preview_marked
from interlace.evidence.sealing import content_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, IntegrityFailure
from interlace.foundation.jail import Bounds, Reason
from interlace.foundation.jail.running import FileRefused, read_in_jail
from interlace.foundation.vault.keys import SealBroken


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to see of an exhibit, before anything of it is shown."""

    kind: str
    pages: int

    @property
    def is_text(self) -> bool:
        """Whether it is shown as letters."""
        return self.kind in {"text", "json", "xml"}


def outline_of(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> Outline:
    """What there is to see; `FileRefused` where the file stays closed. For who is on the case."""
    with _open(viewer, exhibit_id, now=now) as (_matter, exhibit):
        content = _content(exhibit)
    found = read_in_jail(outline, content)
    if not isinstance(found, dict) or not isinstance(found.get("pages"), int):
        raise FileRefused(Reason.CRASHED)
    return Outline(str(found["kind"]), found["pages"])


def text_of(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> str:
    """The beginning of a text, to be shown to the viewer."""
    return _seen(viewer, exhibit_id, 0, "text", now=now)


def picture_of(viewer: Viewer, exhibit_id: UUID, *, page: int, now: datetime) -> bytes:
    """One page drawn as PNG, to be shown to the viewer."""
    return base64.b64decode(_seen(viewer, exhibit_id, page, "picture", now=now))


def marked_picture_of(viewer: Viewer, exhibit_id: UUID, *, page: int, text: str, now: datetime) -> bytes:
    """The same with a frame around each place where this text stands, as far as the page has letters."""
    return base64.b64decode(_seen(viewer, exhibit_id, page, "picture", now=now, marked=text))


def may_be_drawn(exhibit: Exhibit, page: int) -> bool:
    """Whether nothing on this page lies in quarantine; of what is no PDF, nothing at all. A context must be open."""
    held = Held.objects.filter(intake__exhibit=exhibit, is_whole=False).values("part")
    parts = IntakePart.objects.filter(intake__exhibit=exhibit, number__in=held)
    if Intake.objects.filter(exhibit=exhibit, kind="pdf").exists():
        parts = parts.filter(unit=page)
    return not parts.exists()


def _seen(viewer: Viewer, exhibit_id: UUID, page: int, form: str, *, now: datetime, marked: str | None = None) -> str:
    with _open(viewer, exhibit_id, now=now) as (matter, exhibit):
        if not may_be_drawn(exhibit, page):
            raise Conflict(
                _("Something on this page lies in quarantine, so it is not drawn."),
                code="page_in_quarantine",
                fix=_("Have it opened by two persons in the intake."),
            )
        detail: dict[str, JsonValue] = {"exhibit": str(exhibit.id), "page": page + 1}
        log_on_case(ledger_events.EXHIBIT_SHOWN, matter, exhibit.case, now=now, detail=detail)
        content = _content(exhibit)
    if marked is None:
        found = read_in_jail(preview, content, page)
    else:
        found = read_in_jail(preview_marked, content, {"page": page, "text": marked})
    if not isinstance(found, dict) or form not in found:
        raise FileRefused(Reason.UNKNOWN_KIND)
    return str(found[form])


@contextmanager
def _open(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> Iterator[tuple[Viewer, Exhibit]]:
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = Exhibit.objects.select_related("case").get(pk=exhibit_id)
        require_on(matter, exhibit.case)
        require_sealed(exhibit)
        require_open(exhibit)
        yield matter, exhibit


def _content(exhibit: Exhibit) -> bytes:
    """The whole content in memory, where the jail would open no larger one."""
    if exhibit.size > Bounds().file:
        raise FileRefused(Reason.TOO_LARGE)
    try:
        return b"".join(content_of(exhibit))
    except SealBroken:
        raise IntegrityFailure(
            _("The exhibit is no longer what was sealed."),
            code="exhibit_altered",
            fix=_("Keep the data folder as it is, and restore the exhibit from a backup."),
        ) from None
