"""Test a viewer: what somebody of another bureau would discover and read of one's own facts, by the rule itself.

Nothing else is looked at: facts of other originators do not enter, and nothing shows that the tester may not read.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import ALL_ACTIONS, Action, Answer, HitMode, Label, decide
from interlace.core.handling import Viewer as Person
from interlace.facts.ledger_events import VIEWER_TESTED
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import ROLES, Role

ANOTHER = ""
"""Stands for a bureau that no label names: passing on is tested towards it."""

MOST_FACTS = 5_000


@dataclass(frozen=True, slots=True)
class ViewerTerms:
    """Whom the test stands for: an officer of this bureau, in this role, at this level, with this purpose."""

    member: str
    role: Role
    level: int
    purpose: str
    rooms: frozenset[str] = frozenset()

    def person(self) -> Person:
        """As the disclosure rule sees one. Nobody's id: what only named persons may see is not for a test."""
        member = Member.objects.filter(code=self.member).first()
        if member is None:
            raise InvalidInput(_("This bureau is not on the network."), fix=_("Choose one from the list."))
        return Person(
            id="",
            member=self.member,
            active=member.status == Member.Status.ACTIVE,
            level=self.level,
            rooms=self.rooms,
            purposes=frozenset({self.purpose}),
            ceiling=ROLES[self.role].ceiling,
        )


@dataclass(frozen=True, slots=True)
class ActAnswer:
    """Of how many of the facts this may be done at once, and of how many after asking."""

    action: Action
    permitted: int
    asked: int
    total: int
    reason: str
    """Code of what most of the refused facts have in common; empty where nothing is refused."""

    @property
    def answer(self) -> Answer:
        """The best that some of the facts give."""
        if self.permitted:
            return Answer.PERMIT
        return Answer.ASK if self.asked else Answer.DENY


@dataclass(frozen=True, slots=True)
class Seen:
    """The outcome of a test."""

    terms: ViewerTerms
    answers: tuple[ActAnswer, ...]
    readable: tuple[Fact, ...]
    """What the viewer would read, by subject."""
    discoverable: tuple[Fact, ...]
    """What the viewer would only learn the existence of, when it asks about something that resembles it."""
    labels: tuple[Label, ...]
    """Of the facts looked at."""
    is_cut: bool
    """Whether there are more of one's own facts than a test looks at."""


def see_as(viewer: Viewer, terms: ViewerTerms, *, now: datetime, what: UUID | None = None) -> Seen:
    """Look at the facts of one's own bureau as somebody else would; the test is logged.

    `what` limits the look to one contribution, one fact or one subject.
    """
    person = terms.person()
    facts = own_facts(viewer, now=now, what=what, most=MOST_FACTS + 1)
    is_cut, facts = len(facts) > MOST_FACTS, facts[:MOST_FACTS]
    with acting(viewer, now=now):
        permitted = {action: _permitted(person, action, terms.purpose, now) for action in Action}
        record(
            VIEWER_TESTED,
            by=viewer.id,
            member=viewer.member,
            on=what or viewer.id,
            now=now,
            purpose=terms.purpose,
            reference=viewer.reference,
            detail={"as": terms.member, "role": terms.role.value, "level": terms.level, "facts": len(facts)},
        )
    discoverable = permitted[Action.DISCOVER]
    readable = [fact for fact in facts if permitted[Action.READ].permits_fact(fact.id, label=fact.label_id)]
    known = {fact.id for fact in readable}
    return Seen(
        terms=terms,
        answers=tuple(
            _answer(person, facts, permitted[action], action=action, purpose=terms.purpose, now=now)
            for action in Action
        ),
        readable=tuple(readable),
        discoverable=tuple(
            fact for fact in facts if fact.id not in known and discoverable.permits_fact(fact.id, label=fact.label_id)
        ),
        labels=tuple(book.label(label_id) for label_id in sorted({fact.label_id for fact in facts})),
        is_cut=is_cut,
    )


def own_facts(viewer: Viewer, *, now: datetime, what: UUID | None = None, most: int | None = None) -> list[Fact]:
    """The facts of the viewer's own bureau that it may read, under each of its purposes, in a settled order."""
    found: dict[UUID, Fact] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            facts = Fact.objects.visible_to(matter, action=Action.READ).filter(originator=viewer.member)
            if what is not None:
                facts = facts.filter(Q(contribution=what) | Q(id=what) | Q(subject=what))
            found |= {fact.id: fact for fact in facts.order_by("created", "row", "subject", "prop", "id")[:most]}
    return list(found.values())[:most]


def _permitted(person: Person, action: Action, purpose: str, now: datetime) -> Permitted:
    """What the same book that every query obeys permits this person."""
    to = ANOTHER if action is Action.FORWARD else None
    return book.permitted(person, action, purpose=purpose, now=now, to=to)


def _answer(
    person: Person, facts: Sequence[Fact], permitted: Permitted, *, action: Action, purpose: str, now: datetime
) -> ActAnswer:
    to = ANOTHER if action is Action.FORWARD else None
    by_label = Counter(fact.label_id for fact in facts if not permitted.permits_fact(fact.id, label=fact.label_id))
    asked, reasons = 0, Counter[str]()
    for label_id, count in by_label.items():
        label = book.label(label_id)
        if decide(person, action, label, purpose=purpose, now=now, to=to) is Answer.ASK:
            asked += count
        else:
            reasons[why_not(person, action, label, purpose=purpose, now=now)] += count
    refused = sum(by_label.values()) - asked
    return ActAnswer(
        action=action,
        permitted=len(facts) - asked - refused,
        asked=asked,
        total=len(facts),
        reason=reasons.most_common(1)[0][0] if reasons else "",
    )


def why_not(person: Person, action: Action, label: Label, *, purpose: str, now: datetime) -> str:
    """The one condition without which the rule would not deny, as a code; the rule is asked again for each."""
    for reason, (other, changed, instead) in _repairs(person, label, purpose).items():
        to = ANOTHER if action is Action.FORWARD else None
        if decide(other, action, changed, purpose=instead, now=now, to=to) is not Answer.DENY:
            return reason
    return "several"


def _repairs(person: Person, label: Label, purpose: str) -> Mapping[str, tuple[Person, Label, str]]:
    named = label.audience | {person.member}
    usable = min(label.purposes, default=purpose)
    short = "hit_only" if person.member in label.seekers else "not_named"
    return {
        short: (person, replace(label, audience=named, seekers=label.seekers | named), purpose),
        "not_searched": (person, replace(label, hit=HitMode.HIT), purpose),
        "denied": (person, replace(label, deny=label.deny - {person.member}), purpose),
        "role": (replace(person, ceiling=ALL_ACTIONS), label, purpose),
        "level": (replace(person, level=max(person.level, label.level)), label, purpose),
        "rooms": (replace(person, rooms=person.rooms | label.rooms), label, purpose),
        "purpose": (replace(person, purposes=frozenset({usable})), label, usable),
        "persons": (replace(person, id=min(label.named, default="")), label, purpose),
    }
