"""What stands beside a value, taken apart: who holds it, what it is called, at which bank, what it looks like."""

import re
from dataclasses import dataclass

from interlace.core.dates import Ambiguous, PartialDate, parse_date
from interlace.meeting.pack.records import Mention, ThingKind
from interlace.meeting.pack.vocabulary import why_shared

_QUOTED = re.compile(r"[\"“”„«»「『‘]{1,2}([^\"“”„«»」』’]{2,80})[\"“”„«»」』’]{1,2}")
_PARTS = re.compile(r"\s*[;；]\s*")
_NAME_AND_DATE = re.compile(
    r"(?P<name>[^,，(（]{2,80}?)\s*[,，(（]\s*(?:\*|b\.|born|née? le|DOB:?)?\s*"
    r"(?P<date>[^,，;]*\d{2}[^,，;]*?)[)）]?$"
)
_LEAST_DESCRIPTION = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of a value beside it."""

    names: tuple[str, ...] = ()
    birth_date: PartialDate | None = None
    alias: str = ""
    descriptions: frozenset[str] = frozenset()


def beside(mention: Mention) -> Beside:
    """The remark of a mention taken apart. A remark that says "everybody meets this" says nothing more."""
    if mention.individual is not None:
        who = mention.individual
        return Beside((who.name,), date_of(who.birth_date), who.alias.casefold())
    remark = mention.remark
    alias = ""
    if quoted := _QUOTED.search(remark):
        alias = _folded(quoted[1])
        remark = remark[: quoted.start()] + remark[quoted.end() :]
    names: list[str] = []
    born = None
    descriptions = []
    for part in _PARTS.split(remark):
        text = part.strip()
        if not text or why_shared(text):
            continue
        if (found := _NAME_AND_DATE.fullmatch(text)) and (date := date_of(found["date"])) is not None:
            names.append(found["name"].strip())
            born = date
        elif mention.kind is ThingKind.ACCOUNT and names_somebody(text):
            names.append(text)
        # That two holders have one bank says nothing of either.
        elif len(text) >= _LEAST_DESCRIPTION and not _INSTITUTION.search(text):
            descriptions.append(_folded(text))
    return Beside(tuple(names), born, alias, frozenset(descriptions))


_INSTITUTION = re.compile(
    r"(?i)\b(?:bank|banque|trust|credit|savings|ngân hàng|bhd|finance)\b|ธนาคาร|은행|银行|銀行|ธ\.|ធនាគារ|ဘဏ်"
)


def names_somebody(text: str) -> bool:
    """Whether a part of a remark can be a person's name: no institution, no digits, a few words."""
    return not _INSTITUTION.search(text) and not any(map(str.isdigit, text)) and len(text) <= 60


def date_of(written: str) -> PartialDate | None:
    """A date as a bureau writes it; day before month where both could be meant."""
    if not written.strip():
        return None
    found = parse_date(written)
    if isinstance(found, Ambiguous):
        return found.day_first
    return found if isinstance(found, PartialDate) else None


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
