"""A file of care: entries added one after the other under the person's key, and what they say when read in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from interlace.core.victims import presume
from interlace.core.victims.agreeing import Agreement, Use
from interlace.core.victims.guarding import Capacity
from interlace.core.victims.presumption import Presumption
from interlace.core.victims.reunion import Message
from interlace.core.victims.standing import Person, Protection
from interlace.core.victims.talk import Condition, Reply, TalkState, is_complete
from interlace.core.victims.triage import Need, Triage, is_treated_as_child
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.models import CareEntry, CareFile, Found
from interlace.victims.rules import at_care, error_of, no_such_person, require_carer
from interlace.victims.sealing import CareKey

SEEN_UNDER_AGE = "CHI01"
"""The indicator that others saw, or a specialist was told: under age."""


class Kept(StrEnum):
    """What an entry is of; sealed with it."""

    TRIAGE = "triage"
    ARRANGED = "arranged"
    CONDITIONS = "conditions"
    TALK = "talk"
    REPLY = "reply"
    SEEN = "seen"
    AGREED = "agreed"
    TAKEN_BACK = "taken_back"
    STEP = "step"
    NON_PUNISHMENT = "non_punishment"
    NAMED = "named"
    SEEKER_TOLD = "seeker_told"
    SEEKER_TAKEN_BACK = "seeker_taken_back"
    GUARDIAN = "guardian"
    GUARDIAN_ENDED = "guardian_ended"
    ERASURE_DECLINED = "erasure_declined"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class NonPunishment:
    """What a prosecutor decided about acts that belong to being trafficked."""

    authority: str
    test: str
    outcome: str
    review: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """Who the person says to be, so that it can be seen whether somebody seeks that person."""

    name: str
    birth_date: str = ""
    country: str = ""

    @property
    def entity(self) -> Mapping[str, Any]:
        """The same as the identity engine reads it."""
        said = {"name": self.name, "birthDate": self.birth_date, "nationality": self.country}
        return {"schema": "Person", "properties": {prop: [value] for prop, value in said.items() if value}}


@dataclass(frozen=True, slots=True)
class ToldSeeker:
    """A bureau that was told whom to call."""

    notice: UUID
    recipient: str
    record: str
    messages: frozenset[Message]
    at: datetime


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who speaks for a child besides the child, what shows it, and why this is best for the child."""

    name: str
    capacity: Capacity
    evidence: str
    best_interest: str


@dataclass(frozen=True, slots=True)
class DeclinedErasure:
    """Why the file was not erased when somebody said that its person wants it."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Care:
    """All that a file says."""

    triage: Triage | None = None
    language: str = ""
    arranged: frozenset[Need] = frozenset()
    conditions: frozenset[Condition] = frozenset()
    interpreter: str = ""
    talk: TalkState = TalkState.NOT_YET
    replies: Mapping[str, Reply] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """In the language spoken."""
    seen: frozenset[str] = frozenset()
    agreements: tuple[Agreement, ...] = ()
    releases: Mapping[str, str] = field(default_factory=dict)
    """The id of the released copy, by question, recipient and use."""
    protection: Protection = Protection.ENCOUNTERED
    reasons: tuple[str, ...] = ()
    non_punishment: tuple[NonPunishment, ...] = ()
    screener: str = ""
    named: Named | None = None
    told_seekers: tuple[ToldSeeker, ...] = ()
    guardian: Guardian | None = None
    declined_erasure: DeclinedErasure | None = None
    """The last one."""
    erased: datetime | None = None
    """When all but what the law keeps was erased, at the person's wish."""
    was_child: bool = False

    @property
    def is_child(self) -> bool:
        """Treated as one, with the benefit of the doubt."""
        said = self.triage is not None and is_treated_as_child(self.triage)
        return self.was_child or said or SEEN_UNDER_AGE in self.seen

    @property
    def presumption(self) -> Presumption:
        """By the talk and by what was seen; a proposal with its reason, after which a specialist decides."""
        return presume(self.replies, seen=self.seen, is_child=self.is_child)

    @property
    def person(self) -> Person:
        """What the rule on standings needs to know."""
        return Person(
            protection=self.protection,
            presumed=self.presumption.presumed,
            is_form_complete=is_complete(self.talk, self.replies),
            is_child=self.is_child,
        )


@dataclass(slots=True)
class OpenFile:
    """A file, open and locked for a protection officer until the transaction ends."""

    viewer: Viewer
    found: Found
    row: CareFile
    key: CareKey
    care: Care
    count: int

    def keep(self, kind: Kept, *, now: datetime, **said: Any) -> None:
        """Add one entry; the file then says what it says with it."""
        entry = {"kind": kind.value, "at": now.isoformat(), "by": self.viewer.officer_name, **said}
        CareEntry(
            member=self.row.member,
            label_id=self.row.label_id,
            file=self.row,
            number=self.count,
            sealed=self.key.sealed(entry, number=self.count),
        ).save(force_insert=True)
        self.count += 1
        self.care = said_with(self.care, entry)


@contextmanager
def open_file(viewer: Viewer, found_id: UUID, *, now: datetime) -> Iterator[OpenFile]:
    """Run a transaction with the file of somebody found. `NotFound` for everybody but protection officers.

    A file that was erased takes nothing in: whoever needs care again is received anew.
    """
    require_carer(viewer)
    carer = at_care(viewer)
    with acting(carer, now=now):
        found = Found.objects.visible_to(carer).filter(id=found_id).select_for_update(of=("self",)).first()
        row = CareFile.objects.visible_to(carer).filter(found=found_id).first()
        if found is None or row is None:
            raise no_such_person()
        key = CareKey.unwrapped(row.id, bytes(row.key))
        entries = list(CareEntry.objects.visible_to(carer).filter(file=row).order_by("number"))
        care = _said(key, _left(row, entries))
        if care.erased is not None:
            raise error_of("file_erased")
        yield OpenFile(carer, found, row, key, care, len(entries))


def cares_of(viewer: Viewer, found: Iterable[Found]) -> Mapping[UUID, Care]:
    """What the files of these people say; a context of a protection officer must be open."""
    rows = CareFile.objects.visible_to(viewer).filter(found__in=[each.id for each in found])
    entries: dict[UUID, list[CareEntry]] = {row.id: [] for row in rows}
    for entry in CareEntry.objects.visible_to(viewer).filter(file__in=entries).order_by("file", "number"):
        entries[entry.file_id].append(entry)
    return {row.found: _said(CareKey.unwrapped(row.id, bytes(row.key)), _left(row, entries[row.id])) for row in rows}


def _left(row: CareFile, entries: Iterable[CareEntry]) -> list[CareEntry]:
    return [each for each in entries if each.number >= row.erased_before]


def _said(key: CareKey, entries: Iterable[CareEntry]) -> Care:
    care = Care()
    for entry in entries:
        care = said_with(care, key.opened(bytes(entry.sealed), number=entry.number))
    return care


def said_with(care: Care, entry: Mapping[str, Any]) -> Care:
    """What a file says with one entry more."""
    return replace(care, **_CHANGES[Kept(entry["kind"])](care, entry))


def _triage(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    noted = dict(entry["triage"])
    wants = frozenset(Need(each) for each in noted["wants"])
    return {"triage": Triage(**{**noted, "wants": wants}), "language": entry["language"]}


def _conditions(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    met = frozenset(Condition(each) for each in entry["conditions"])
    return {"conditions": met, "interpreter": entry["interpreter"], "screener": entry["by"]}


def _reply(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    question = entry["question"]
    return {
        "replies": {**care.replies, question: Reply(entry["reply"])},
        "words": {**care.words, question: entry["words"]},
    }


def _agreed(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    given = Agreement(entry["question"], entry["recipient"], Use(entry["use"]), _at(entry))
    return {
        "agreements": (*care.agreements, given),
        "releases": {**care.releases, _release_key(given): entry["release"]},
    }


def _taken_back(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    said = (entry["question"], entry["recipient"], entry["use"])
    ended = (
        replace(each, taken_back=_at(entry))
        if (each.question, each.recipient, each.use) == said and each.taken_back is None
        else each
        for each in care.agreements
    )
    return {"agreements": tuple(ended)}


def _step(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    reasons = (*care.reasons, entry["reason"]) if entry["reason"] else care.reasons
    return {"protection": Protection(entry["protection"]), "reasons": reasons}


def _non_punishment(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    decided = NonPunishment(entry["authority"], entry["test"], entry["outcome"], entry["review"], _at(entry))
    return {"non_punishment": (*care.non_punishment, decided)}


def _named(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    # An empty name is kept when the person no longer wants to be looked for.
    return {"named": Named(entry["name"], entry["birth_date"], entry["country"]) if entry["name"] else None}


def _seeker_told(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    messages = frozenset(Message(each) for each in entry["messages"])
    told = ToldSeeker(UUID(entry["notice"]), entry["recipient"], entry["record"], messages, _at(entry))
    return {"told_seekers": (*care.told_seekers, told)}


def _seeker_taken_back(care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    left = (each for each in care.told_seekers if each.notice != UUID(entry["notice"]))
    return {"told_seekers": tuple(left)}


def _guardian(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    named = Guardian(entry["name"], Capacity(entry["capacity"]), entry["evidence"], entry["best_interest"])
    return {"guardian": named}


def _erasure_declined(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"declined_erasure": DeclinedErasure(entry["by"], entry["reason"])}


def _what_is_left(_care: Care, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "erased": _at(entry),
        "protection": Protection(entry["protection"]),
        "was_child": entry["was_child"],
    }


_CHANGES: Mapping[Kept, Callable[[Care, Mapping[str, Any]], dict[str, Any]]] = {
    Kept.TRIAGE: _triage,
    Kept.ARRANGED: lambda _care, entry: {"arranged": frozenset(Need(each) for each in entry["needs"])},
    Kept.CONDITIONS: _conditions,
    Kept.TALK: lambda _care, entry: {"talk": TalkState(entry["state"])},
    Kept.REPLY: _reply,
    Kept.SEEN: lambda _care, entry: {"seen": frozenset(entry["seen"])},
    Kept.AGREED: _agreed,
    Kept.TAKEN_BACK: _taken_back,
    Kept.STEP: _step,
    Kept.NON_PUNISHMENT: _non_punishment,
    Kept.NAMED: _named,
    Kept.SEEKER_TOLD: _seeker_told,
    Kept.SEEKER_TAKEN_BACK: _seeker_taken_back,
    Kept.GUARDIAN: _guardian,
    Kept.GUARDIAN_ENDED: lambda _care, _entry: {"guardian": None},
    Kept.ERASURE_DECLINED: _erasure_declined,
    Kept.LEFT: _what_is_left,
}
"""What each kind of entry changes in what the file says."""


def _at(entry: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["at"])


def release_of(care: Care, agreement: Agreement) -> UUID | None:
    """The released copy that rests on an agreement."""
    kept = care.releases.get(_release_key(agreement))
    return UUID(kept) if kept else None


def _release_key(agreement: Agreement) -> str:
    return f"{agreement.question}|{agreement.recipient}|{agreement.use}"
