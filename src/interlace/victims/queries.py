"""What an officer sees of those found: a protection officer the people in care, an investigator one word of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from interlace.core.victims.standing import WordForInvestigators
from interlace.core.victims.talk import Reply
from interlace.core.victims.triage import Urgency, urgency
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims.files import Care, cares_of
from interlace.victims.finding import found_for
from interlace.victims.models import (
    ErasureRequest,
    Found,
    Reception,
    ReleasedAnswer,
    StandingProposal,
    StandingSignature,
    StandingWithdrawal,
)
from interlace.victims.rules import at_care, may_care, may_look, require_looker
from interlace.victims.sealing import CareKey


@dataclass(frozen=True, slots=True)
class Received:
    """One person in a list; what the file says for protection officers alone."""

    found: Found
    care: Care | None
    erasure: ErasureRequest | None = None

    @property
    def urgency(self) -> Urgency:
        """Who is looked after first."""
        noted = self.care.triage if self.care is not None else None
        return urgency(noted) if noted is not None else Urgency.SOON


@dataclass(frozen=True, slots=True)
class ReceptionView:
    """One place with those received there."""

    reception: Reception
    people: tuple[Received, ...]

    def count(self, word: WordForInvestigators) -> int:
        """How many stand under a word."""
        return Counter(each.found.word for each in self.people)[word]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A standing that somebody proposed, with who signed."""

    proposal: StandingProposal
    signed: tuple[StandingSignature, ...]
    is_open: bool
    is_withdrawn: bool = False

    def is_by(self, officer: str) -> bool:
        """Whether this officer proposed it: the first signature is the proposer's."""
        return bool(self.signed) and str(self.signed[0].officer) == officer


@dataclass(frozen=True, slots=True)
class Released:
    """An answer that a person let this bureau read."""

    release: ReleasedAnswer
    question: str
    reply: Reply
    words: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person found, as this viewer may know of it."""

    found: Found
    care: Care | None
    proposals: tuple[Proposed, ...]
    released: tuple[Released, ...]
    erasure: ErasureRequest | None = None
    """What waits for a second protection officer; told to protection alone."""


def receptions(viewer: Viewer, *, now: datetime) -> Sequence[ReceptionView]:
    """The places of the viewer's bureau, the latest first, with those received there."""
    require_looker(viewer)
    seen: dict[UUID, ReceptionView] = {}
    for matter in _matters(viewer):
        with acting(matter, now=now):
            for place in Reception.objects.visible_to(matter).order_by("-opened", "id"):
                people = list(Found.objects.visible_to(matter).filter(reception=place).order_by("number"))
                if may_care(viewer):
                    cares, asked = cares_of(matter, people), _erasures_by_person(matter)
                    rows = [Received(each, cares.get(each.id), asked.get(each.id)) for each in people]
                else:
                    rows = [Received(each, None) for each in people]
                seen.setdefault(place.id, ReceptionView(place, _in_order(rows)))
    return sorted(seen.values(), key=lambda each: (each.reception.opened, each.reception.id), reverse=True)


def person_view(viewer: Viewer, found_id: UUID, *, now: datetime) -> PersonView:
    """One person found; `NotFound` when there is none for this viewer."""
    with found_for(viewer, found_id, now=now) as (matter, found):
        cares = may_care(viewer)
        return PersonView(
            found=found,
            care=cares_of(matter, [found]).get(found.id) if cares else None,
            proposals=proposals_of(matter, found),
            released=_opened(ReleasedAnswer.objects.filter(found=found.id)),
            erasure=erasures_asked(matter).filter(file__found=found.id).first() if cares else None,
        )


def erasures_asked(viewer: Viewer) -> QuerySet[ErasureRequest]:
    """Files of the bureau whose erasing waits for a second officer; the viewer's context must be open."""
    return ErasureRequest.objects.visible_to(viewer).filter(ending=None)


def erasures_told(viewer: Viewer) -> QuerySet[ErasureRequest]:
    """The same within a context of every matter, for an inbox: none for whoever is no protection officer.

    Which rows are read there follows from row security, of all purposes together.
    """
    mine = ErasureRequest.objects.filter(member=viewer.member, ending=None)
    return mine if may_care(viewer) else mine.none()


def released_to(viewer: Viewer, *, now: datetime) -> Sequence[Released]:
    """Every answer that people agreed to let the viewer's bureau read, whoever found them."""
    if not may_look(viewer):
        return ()
    seen: dict[UUID, Released] = {}
    for matter in _matters(viewer):
        with acting(matter, now=now):
            rows = ReleasedAnswer.objects.filter(recipient=viewer.member)
            seen.update((each.release.id, each) for each in _opened(rows))
    return sorted(seen.values(), key=lambda each: (each.release.agreed, each.release.id))


def _matters(viewer: Viewer) -> Iterable[Viewer]:
    return [at_care(viewer)] if may_care(viewer) else viewer.in_every_matter()


def _in_order(rows: Iterable[Received]) -> tuple[Received, ...]:
    return tuple(sorted(rows, key=lambda row: (row.urgency if row.care is not None else 0, row.found.number)))


def _erasures_by_person(viewer: Viewer) -> Mapping[UUID, ErasureRequest]:
    return {each.file.found: each for each in erasures_asked(viewer).select_related("file")}


def proposals_of(viewer: Viewer, found: Found) -> tuple[Proposed, ...]:
    """What was proposed of a person's standing, with who signed; the viewer's context must be open."""
    rows = list(StandingProposal.objects.visible_to(viewer).filter(found=found).order_by("at", "id"))
    signed = list(StandingSignature.objects.visible_to(viewer).filter(proposal__in=rows).order_by("at", "id"))
    gone = set(
        StandingWithdrawal.objects.visible_to(viewer).filter(proposal__in=rows).values_list("proposal", flat=True)
    )
    decided = next((each.at for each in rows if each.id == found.decided_by), None)
    return tuple(
        Proposed(
            proposal=each,
            signed=tuple(one for one in signed if one.proposal_id == each.id),
            is_open=each.to != found.matter and (decided is None or each.at > decided) and each.id not in gone,
            is_withdrawn=each.id in gone,
        )
        for each in rows
    )


def _opened(rows: Iterable[ReleasedAnswer]) -> tuple[Released, ...]:
    found = []
    for row in rows:
        said = CareKey.unwrapped(row.id, bytes(row.key)).opened(bytes(row.sealed), number=0)
        found.append(Released(row, said["question"], Reply(said["reply"]), said["words"]))
    return tuple(sorted(found, key=lambda each: (each.release.agreed, each.question)))
