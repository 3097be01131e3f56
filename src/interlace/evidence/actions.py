"""Taking exhibits in: announced, received chunk by chunk, sealed with two digests and the first entry of its custody.

Each chunk lies sealed on the disk before it is counted. A transfer that breaks off loses nothing that was counted, and
goes on where it stood; the same chunk may come twice.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.core.custody import Step
from interlace.core.problems import Problem
from interlace.evidence import ledger_events
from interlace.evidence.acquiring import Acquisition, require_told
from interlace.evidence.custody import write_entry
from interlace.evidence.finding import case_of_exhibit
from interlace.evidence.models import Exhibit
from interlace.evidence.sealing import content_of, key_of_case, sealed_object
from interlace.evidence.unfinished import file_beside_its_row
from interlace.facts.markings import parse_markings
from interlace.facts.problems import words_for
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, IntegrityFailure, InvalidInput
from interlace.foundation.vault.envelopes import ObjectKey, SealedObject
from interlace.foundation.vault.keys import SealBroken

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ExhibitTerms:
    """What is announced before the first byte."""

    file_name: str
    size: int
    acquired: Acquisition
    title: str = ""
    sha256: str = ""
    """The digest that came with it, if one did: what arrives must be that."""
    markings: str = ""


def begin_exhibit(viewer: Viewer, case_id: UUID | str, terms: ExhibitTerms, *, now: datetime) -> Exhibit:
    """Announce an exhibit. The same announcement of the same officer, not yet sealed, is the one to go on with."""
    with file_beside_its_row() as place, transaction.atomic(), at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        _require_possible(terms, now=now)
        require_on(matter, case)
        known = _unfinished(matter, case, terms)
        if known is not None:
            return known
        exhibit = _made(matter, case, terms, place=place, now=now)
        key = ObjectKey.made(exhibit.id)
        exhibit.key = key.wrapped(by=key_of_case(case))
        exhibit.save(force_insert=True)
        sealed_object(exhibit).create()
        log_on_case(ledger_events.EXHIBIT_BEGUN, matter, case, now=now, detail={"exhibit": str(exhibit.id)})
        return exhibit


@transaction.atomic
def put_chunk(viewer: Viewer, exhibit_id: UUID, number: int, content: bytes, *, now: datetime) -> Exhibit:
    """Seal one chunk (4 MiB, the last one shorter) of an exhibit that is being taken in, in order."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = _locked(matter, exhibit_id)
        file = sealed_object(exhibit)
        if exhibit.sealed is not None or not 0 <= number <= min(exhibit.received, file.chunks - 1):
            raise Conflict(
                _("The exhibit goes on at another place."),
                code="chunk_out_of_step",
                fix=_("Read the exhibit, and send on from chunk `received`."),
            )
        if len(content) != file.length_of(number):
            raise InvalidInput(
                _("A chunk has 4 MiB, and the last one what is left."),
                code="chunk_size_wrong",
                fix=_("Send the file in pieces of 4,194,304 bytes."),
            )
        if number < exhibit.received and _lies_there(file, number, content):
            return exhibit  # what is counted is not written over: a process that is killed would tear it
        file.put(number, content)
        exhibit.received = max(exhibit.received, number + 1)
        exhibit.save(update_fields=["received"])
        return exhibit


@transaction.atomic
def seal_exhibit(viewer: Viewer, exhibit_id: UUID, *, now: datetime) -> Exhibit:
    """Close an exhibit that has arrived: hash it from the disk, compare, and write the beginning of its custody."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = _locked(matter, exhibit_id)
        if exhibit.sealed is not None:
            return exhibit
        if exhibit.received < sealed_object(exhibit).chunks:
            raise Conflict(
                _("The exhibit is not complete yet."), code="exhibit_incomplete", fix=_("Send the rest of it first.")
            )
        exhibit.sha256, exhibit.sha3_512 = digests_of(exhibit)
        if exhibit.announced and exhibit.announced != exhibit.sha256:
            raise IntegrityFailure(
                _("What arrived is not the file that was announced: its digest differs."),
                code="exhibit_digest_differs",
                fix=_("Send the file again, or announce it with the digest that it has."),
            )
        exhibit.sealed = exhibit.checked = now
        exhibit.save(update_fields=["sha256", "sha3_512", "sealed", "checked"])
        _begin_custody(matter, exhibit, now=now)
        detail = {"exhibit": str(exhibit.id), "sha256": exhibit.sha256, "sha3_512": exhibit.sha3_512}
        log_on_case(ledger_events.EXHIBIT_SEALED, matter, exhibit.case, now=now, detail=detail)
        return exhibit


def _lies_there(file: SealedObject, number: int, content: bytes) -> bool:
    with suppress(SealBroken):
        return file.get(number) == content
    return False


def digests_of(exhibit: Exhibit) -> tuple[str, str]:
    """SHA-256 and SHA3-512 of the content as it lies there."""
    first, second = hashlib.sha256(), hashlib.sha3_512()
    for chunk in content_of(exhibit):
        first.update(chunk)
        second.update(chunk)
    return first.hexdigest(), second.hexdigest()


def _begin_custody(viewer: Viewer, exhibit: Exhibit, *, now: datetime) -> None:
    acquired = exhibit.acquired
    at = datetime.fromisoformat(acquired["at"])
    write_entry(
        viewer,
        exhibit,
        step=Step.SEIZED if acquired["seized"] else Step.RECEIVED,
        giver=acquired["source"],
        taker=viewer.officer_name,
        carrier="" if acquired["operator"] == viewer.officer_name else acquired["operator"],
        place=acquired["place"],
        given_at=at,
        taken_at=at if acquired["operator"] == viewer.officer_name else now,
        purpose=exhibit.case.purpose,
        authority=acquired["authority"],
        sha256=exhibit.sha256,
        now=now,
    )


def _locked(viewer: Viewer, exhibit_id: UUID) -> Exhibit:
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=exhibit_id)
    require_on(viewer, exhibit.case)
    return exhibit


def _unfinished(viewer: Viewer, case: Case, terms: ExhibitTerms) -> Exhibit | None:
    if not terms.sha256:
        return None  # without a digest nobody can tell that it is the same file
    begun = Exhibit.objects.filter(case=case, added_by=viewer.id, sealed=None, announced=terms.sha256.lower())
    return begun.filter(size=terms.size).first()


def _made(viewer: Viewer, case: Case, terms: ExhibitTerms, *, place: str, now: datetime) -> Exhibit:
    highest = Exhibit.objects.filter(case=case).aggregate(highest=Max("number"))["highest"]
    return Exhibit(
        member=viewer.member,
        case=case,
        number=(highest or 0) + 1,
        title=(terms.title.strip() or terms.file_name)[:LONGEST_TITLE],
        file_name=terms.file_name[:255],
        size=terms.size,
        place=place,
        announced=terms.sha256.lower(),
        acquired=terms.acquired.record(),
        markings=terms.markings.strip()[:255],
        added=now,
        added_by=UUID(viewer.id),
        added_by_name=viewer.officer_name,
    )


def _require_possible(terms: ExhibitTerms, *, now: datetime) -> None:
    limit = int(settings.INTERLACE_UPLOAD_LIMIT)
    if not 0 <= terms.size <= limit:
        what = _("This node takes files of at most {count} MiB.").format(count=limit // 1024**2)
        raise InvalidInput(
            what,
            code="file_too_large",
            problems=[FieldProblem("/size", "file_too_large", what)],
            fix=_("Ask the operator to raise the limit of the node."),
        )
    markings = parse_markings(terms.markings)
    if isinstance(markings, Problem):
        words = words_for(markings)
        raise InvalidInput(words.what, problems=[FieldProblem("/markings", markings.code, words.what, words.fix)])
    if terms.sha256 and (len(terms.sha256) != 64 or not set(terms.sha256.lower()) <= set("0123456789abcdef")):
        what = _("A SHA-256 has 64 hexadecimal digits.")
        raise InvalidInput(what, problems=[FieldProblem("/sha256", "digest_unreadable", what)])
    require_told(terms.acquired, now=now)
