"""Taking exhibits of a case out as a court bundle."""

import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from interlace.cases.finding import case_to_change, matter_of_case
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.custody import Entry
from interlace.core.handling import Action, Code
from interlace.core.ledger import JsonValue
from interlace.core.problems import Problem
from interlace.evidence import ledger_events
from interlace.evidence.bundle.writing import BundledExhibit, Contents, Written, write_bundle
from interlace.evidence.custody import entries_of
from interlace.evidence.finding import closed_because, exhibit_in, require_open
from interlace.evidence.models import Exhibit
from interlace.evidence.provenance import provenance
from interlace.evidence.sealing import content_of
from interlace.evidence.stamping.keeping import stamped_days
from interlace.facts.markings import codes_of, parse_markings
from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.audit.proving import proof_lines
from interlace.foundation.console.exports import new_export
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InvalidInput, Refused
from interlace.foundation.identity.roles import Verb
from interlace.foundation.vault.node import node_keys
from interlace.screening.rules import require_verb

PROVEN = frozenset({"evidence.sealed", "evidence.custody", "evidence.checked", "evidence.flawed"})
"""The acts that the log shows in a bundle."""
TELLS_LEFT_OUT = "left_out/"
"""Begins the statements of a package about exhibits that it leaves out."""


class LeftOut(StrEnum):
    """Why a package of a whole case leaves an exhibit out."""

    QUARANTINE = "in_quarantine"
    IN_ERROR = "handed_over_in_error"
    INCOMPLETE = "being_taken_in"


NOT_FOR_COURT = frozenset({Code.NO_PROCEEDINGS.value, Code.CONDITIONS.value})


def export_bundle(
    viewer: Viewer, case_id: UUID | str, path: Path, *, now: datetime, names: Collection[str] = (), consent: str = ""
) -> Written:
    """Write the sealed exhibits of a case, or those named, into a new package.

    An exhibit that its giver closed to proceedings needs that giver's consent, named and kept in the package.
    """
    _require_new(path)
    with (
        new_export(path) as file,  # it gets its name after the act is in the ledger
        contents_of_case(viewer, case_id, now=now, names=names, consent=consent) as (matter, case, contents),
    ):
        written = write_package(file, contents)
        log_package(matter, case, contents, written, now=now)
    return written


@contextmanager
def contents_of_case(
    viewer: Viewer, case_id: UUID | str, *, now: datetime, names: Collection[str] = (), consent: str = ""
) -> Iterator[tuple[Viewer, Case, Contents]]:
    """What goes into a package, in an open transaction of the case; its exhibits are read as they are written."""
    require_verb(viewer, Verb.EXPORT)
    matter, _case = matter_of_case(viewer, case_id, now=now)
    checkpoint(now=now)  # what was done so far is proved; the making of this package, by the next one
    with acting(matter, Action.EXPORT, now=now):
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        exhibits = _chosen(case, names)
        _require_for_court(exhibits, consent=consent)
        stories = [(each, entries_of(each)) for each in exhibits]
        left_out = {} if names else left_out_of(case, exhibits)
        yield matter, case, _contents(case, stories, left_out, consent=consent, by=matter, now=now)


def _told_left_out(contents: Contents) -> dict[str, str]:
    """What a package says of exhibits that it leaves out: number and reason."""
    told = contents.about.items()
    return {name.removeprefix(TELLS_LEFT_OUT): str(why) for name, why in told if name.startswith(TELLS_LEFT_OUT)}


def log_package(viewer: Viewer, case: Case, contents: Contents, written: Written, *, now: datetime) -> None:
    """Note in the ledger that a package was made, and under which root."""
    detail: dict[str, JsonValue] = {"bundle": contents.id, "root": written.root, "files": written.files}
    log_on_case(ledger_events.BUNDLE_MADE, viewer, case, now=now, detail=detail)


def write_package(file: IO[bytes], contents: Contents) -> Written:
    """Write the package under this node's signature, with salts that nobody keeps."""
    written = write_bundle(file, contents, signer=node_keys().signer(), secret=secrets.token_bytes(32))
    return replace(written, left_out=_told_left_out(contents))


def _chosen(case: Case, names: Collection[str]) -> list[Exhibit]:
    if names:
        chosen = [exhibit_in(case, name) for name in dict.fromkeys(names)]
    else:
        sealed = Exhibit.objects.filter(case=case, sealed__isnull=False).order_by("number")
        chosen = [each for each in sealed if closed_because(each) is None]
    if not chosen or any(each.sealed is None for each in chosen):
        raise Conflict(
            _("Only sealed exhibits go into a package, and there is none."),
            code="exhibit_incomplete",
            fix=_("Finish taking the exhibits in first."),
        )
    for each in chosen:
        require_open(each)
    return chosen


def left_out_of(case: Case, chosen: Collection[Exhibit]) -> Mapping[str, LeftOut]:
    """Where these are all that may go: which exhibits of the case are not among them, and why. A context must be open.

    Of a package whose exhibits were chosen by name it is not asked: that one says nothing of the others.
    """
    taken = {each.id for each in chosen}
    others = [each for each in Exhibit.objects.filter(case=case).order_by("number") if each.id not in taken]
    reasons = {each.name: _why_not(each) for each in others}
    return {name: why for name, why in reasons.items() if why} if all(reasons.values()) else {}


def _why_not(exhibit: Exhibit) -> LeftOut | None:
    if exhibit.sealed is None:
        return LeftOut.INCOMPLETE
    if exhibit.closed is not None:
        return LeftOut.IN_ERROR
    return LeftOut.QUARANTINE if closed_because(exhibit) else None


def _require_for_court(exhibits: Collection[Exhibit], *, consent: str) -> None:
    closed = [each.name for each in exhibits if codes_of_exhibit(each) & NOT_FOR_COURT]
    if closed and not consent.strip():
        raise Refused(
            _("Whoever gave these exhibits has not allowed them in court: {exhibits}.").format(
                exhibits=", ".join(closed)
            ),
            code="consent_needed",
            fix=_("Ask the giver, and name the consent with --consent; or leave these exhibits out."),
        )


def codes_of_exhibit(exhibit: Exhibit) -> frozenset[str]:
    """What the handling codes of whoever gave it forbid."""
    markings = parse_markings(exhibit.markings)
    # What cannot be read any more is treated as closed.
    return NOT_FOR_COURT if isinstance(markings, Problem) else codes_of(markings)


def _contents(
    case: Case,
    stories: list[tuple[Exhibit, tuple[Entry, ...]]],
    left_out: Mapping[str, LeftOut],
    *,
    consent: str,
    by: Viewer,
    now: datetime,
) -> Contents:
    shown = {str(exhibit.id) for exhibit, _entries in stories}
    stamped = {each.size: each for each in stamped_days()}
    acts = proof_lines(member=case.member, on=str(case.id), events=PROVEN, sizes=stamped)
    acts = [line for line in acts if _exhibit_of(line) in shown]
    # A stamp goes along where an act is shown under its root: one that speaks of others' days alone says nothing here.
    used = [stamped[size] for size in sorted({_size_of(line) for line in acts} & stamped.keys())]
    return Contents(
        id=str(uuid4()),
        made=now,
        about={
            "reference": case.reference,
            "bureau": case.member,
            "purpose": case.purpose,
            "made_by": by.officer_name,
            "consent": consent.strip(),
            **{f"{TELLS_LEFT_OUT}{name}": why.value for name, why in left_out.items()},
        },
        exhibits=[_bundled(exhibit, entries) for exhibit, entries in stories],
        documents={"provenance.jsonld": provenance(case.reference, stories), "log.ndjson": "".join(acts).encode()}
        | {f"timestamps/{each.day.isoformat()}.tsr": each.answer for each in used},
        stamps={each.day.isoformat(): bytes.fromhex(each.root) for each in used},
    )


def _exhibit_of(proof: str) -> str:
    """Of which exhibit an act of the case tells: the log of a package tells of none that is not in it."""
    act = json.loads(json.loads(proof)["entry"])
    return str(act["detail"]["exhibit"])


def _size_of(proof: str) -> int:
    """Under which root of the log an act is shown."""
    return int(json.loads(proof)["checkpoint"]["size"])


def _bundled(exhibit: Exhibit, entries: tuple[Entry, ...]) -> BundledExhibit:
    acquired: dict[str, JsonValue] = {f"acquired/{name}": value for name, value in exhibit.acquired.items()}
    return BundledExhibit(
        fields={
            "id": str(exhibit.id),
            "number": exhibit.name,
            "title": exhibit.title,
            "file_name": exhibit.file_name,
            "handling": exhibit.markings,
            **acquired,
            **_brought(exhibit),
        },
        custody=entries,
        signatures=[bytes(row.signature).hex() for row in exhibit.custody.order_by("number")],
        content=content_of(exhibit),
        sha256=exhibit.sha256,
    )


def _brought(exhibit: Exhibit) -> dict[str, JsonValue]:
    """The custody before it came from another bureau, as it was signed there."""
    told: dict[str, JsonValue] = {}
    for number, each in enumerate(exhibit.brought, 1):
        told |= {f"brought/{number}": json.loads(each["written"]), f"brought/{number}/signature": each["signature"]}
    return told


def _require_new(path: Path) -> None:
    if path.exists():
        raise Conflict(
            _("The file is there already, and an export writes over nothing."), fix=_("Choose another name.")
        )
    if not path.parent.is_dir():
        raise InvalidInput(
            _("The package cannot be written there."), code="folder_unusable", fix=_("Choose a folder of your own.")
        )
