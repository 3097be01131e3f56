"""What happens to a file behind the walls: it is read, cut into parts, and searched for what it may say.

Nothing secret leaves the jail: seed phrases, private keys and passwords are masked before the text goes out, and of
what may be a lawyer's no letter does. Both are read again, one part at a time, when two persons open them.
"""

import mimetypes
import time
from collections.abc import Mapping, Sequence
from typing import Any

mimetypes.knownfiles.clear()  # a library reads them as it is loaded, and they lie outside the walls

import pypdfium2  # noqa: E402

from interlace.core.extraction import Candidate, Origin, extract  # noqa: E402
from interlace.evidence.intake.languages import language_of  # noqa: E402
from interlace.evidence.intake.lawyers import privileged  # noqa: E402
from interlace.evidence.intake.parts import Part, parts_of  # noqa: E402
from interlace.evidence.reading.documents import ReadDocument, Remark  # noqa: E402
from interlace.evidence.reading.pages import read_pdf  # noqa: E402
from interlace.evidence.reading.reader import read  # noqa: E402
from interlace.foundation.jail import Json  # noqa: E402

MASK = "█"


def read_slice(data: bytes, arguments: Json) -> Json:
    """Go on reading from unit `first` for a while: pages of a PDF, parts of anything else."""
    asked = _asked(arguments)
    began, first = time.monotonic(), int(asked["first"])
    if _is_pdf(data):
        total = _pages(data)
        held_all = _privileged_pdf(data, asked) if first == 0 else bool(asked["held_all"])
        units: list[Json] = []
        for page in range(first, total):
            units.append(_unit(page, _of_page(data, page, asked), asked, held_all=held_all))
            if time.monotonic() - began > asked["seconds"]:
                break
        return {"total": total, "units": units, "held_all": held_all}
    documents = _documents(data, asked)
    parts = parts_of(documents)
    held = privileged(parts, names=asked["lawyers"])
    units = []
    for at in range(first, max(1, len(parts))):
        said = [_said(parts[at], asked, is_held=at in held)] if parts else []
        units.append({"unit": at, "parts": said, "remarks": _remarks(documents) if at == 0 else []})
        if time.monotonic() - began > asked["seconds"]:
            break
    return {"total": max(1, len(parts)), "units": units, "held_all": False}


def read_part(data: bytes, arguments: Json) -> Json:
    """One part as it stands in the file, with everything in it, for two persons."""
    asked = _asked(arguments)
    unit, place = int(asked["unit"]), int(asked["at"])
    parts = parts_of(_of_page(data, unit, asked)) if _is_pdf(data) else parts_of(_documents(data, asked))[unit:]
    return parts[place].text if place < len(parts) else ""


def _asked(arguments: Json) -> Mapping[str, Any]:
    return arguments if isinstance(arguments, Mapping) else {}


def _documents(data: bytes, asked: Mapping[str, Any]) -> list[ReadDocument]:
    return read(data, asked["name"], country=asked["region"], languages=asked["languages"])


def _is_pdf(data: bytes) -> bool:
    return data[:1024].lstrip().startswith(b"%PDF")


def _pages(data: bytes) -> int:
    return max(1, len(pypdfium2.PdfDocument(data)))


def _of_page(data: bytes, page: int, asked: Mapping[str, Any]) -> list[ReadDocument]:
    return [read_pdf(data, languages=asked["languages"], only=page)]


def _privileged_pdf(data: bytes, asked: Mapping[str, Any]) -> bool:
    """Whether a letter with a text layer claims privilege anywhere; scanned pages are judged one by one."""
    document = pypdfium2.PdfDocument(data)
    whole = Part(is_scanned=False)
    for page in document:
        whole.add("page", page.get_textpage().get_text_range() + "\n")
    return bool(privileged([whole], names=asked["lawyers"]))


def _unit(number: int, documents: Sequence[ReadDocument], asked: Mapping[str, Any], *, held_all: bool) -> Json:
    parts = parts_of(documents)
    held = privileged(parts, names=asked["lawyers"])
    said = [_said(part, asked, is_held=held_all or at in held) for at, part in enumerate(parts)]
    return {"unit": number, "parts": said, "remarks": _remarks(documents)}


def _remarks(documents: Sequence[ReadDocument]) -> Json:
    return [_remark(remark) for document in documents for remark in document.remarks]


def _remark(remark: Remark) -> Json:
    return {"hindrance": remark.hindrance.value, "place": remark.place, "detail": remark.detail}


def _said(part: Part, asked: Mapping[str, Any], *, is_held: bool) -> Json:
    if is_held:
        return {"held": "privileged", "place": part.spans[0].place if part.spans else ""}
    language, language_by = language_of(part.text)
    found = extract(
        part.text,
        region=asked["region"],
        language=None if language == "und" else language,
        origin=Origin.SCANNED if part.is_scanned else Origin.TYPED,
    )
    secrets = [each for each in found if each.is_secret]
    return {
        "held": "",
        "text": _masked(part.text, secrets),
        "sender": part.sender,
        "scanned": part.is_scanned,
        "language": language,
        "language_by": language_by,
        # What was typed in another writing would show the secret again.
        "spans": [[each.start, each.end, each.place, "" if secrets else each.original] for each in part.spans],
        "secrets": [[each.start, each.end, each.reason.rule] for each in secrets],
        "candidates": [_candidate(each, place) for each in found if not each.is_secret and (place := _at(part, each))],
    }


def _masked(text: str, secrets: Sequence[Candidate]) -> str:
    for each in secrets:
        text = text[: each.start] + MASK * (each.end - each.start) + text[each.end :]
    return text


def _at(part: Part, candidate: Candidate) -> str:
    """The place in the file where a candidate begins; none for what was only put in between."""
    return next((each.place for each in part.spans if each.start <= candidate.start < each.end), "")


def _candidate(found: Candidate, place: str) -> Json:
    return {
        "type": found.type.value,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "normal": found.normal or "",
        "confidence": found.confidence.value,
        "rule": found.reason.rule,
        "beside": found.reason.beside,
        "place": place,
    }
