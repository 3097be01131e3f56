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
from interlace.evidence.intake.models import Held, Intake, IntakeState
from interlace.evidence.intake.sealing import key_of, place_of_held
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
    """Whether this page was read and nothing on it lies in quarantine. A context must be open."""
    return _not_drawn_because(exhibit, page) is None


def _not_drawn_because(exhibit: Exhibit, page: int) -> Conflict | None:
    """Of a PDF page by page, of anything else as a whole; what is not in the intake holds nothing."""
    intake = Intake.objects.filter(exhibit=exhibit).first()
    if intake is None:
        return None
    is_paged = intake.kind == "pdf"
    key, held = key_of(exhibit), Held.objects.filter(intake=intake, is_whole=False)
    if any(not is_paged or place_of_held(key, each)["unit"] == page for each in held):
        return Conflict(
            _("Something on this page lies in quarantine, so it is not drawn."),
            code="page_in_quarantine",
            fix=_("Have it opened by two persons in the intake."),
        )
    # Only reading tells what has to be held: before that, and while it is read again, nobody looks.
    if page < intake.units_read if is_paged else intake.state == IntakeState.READ:
        return None
    return Conflict(
        _("This page has not been read to its end, so it is not drawn."),
        code="page_not_read",
        fix=_("Have the file read in the intake first."),
    )


def _seen(viewer: Viewer, exhibit_id: UUID, page: int, form: str, *, now: datetime, marked: str | None = None) -> str:
    with _open(viewer, exhibit_id, now=now) as (matter, exhibit):
        why = _not_drawn_because(exhibit, page)
        if why is not None:
            raise why
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
