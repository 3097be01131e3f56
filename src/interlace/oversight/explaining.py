"""Why can, or can't, this officer see this? One sentence for any object, the same one for all that is not the asker's.

The answer is about a colleague of one's own bureau, and about things that the asker may see oneself: what one may not
see is answered like what does not exist, whatever the colleague may see.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.core.handling import Action, Answer, Label, decide
from interlace.core.handling import Viewer as Person
from interlace.desk.threads.models import ThreadEvent, ThreadSide
from interlace.facts.models import Fact
from interlace.facts.viewing_as import why_not
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.oversight.ledger_events import ACCESS_EXPLAINED
from interlace.screening.models import HitSide

MOST_FACTS = 1_000


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an officer may see of an object, for each of the officer's purposes together, and what stands in the way."""

    officer: str
    kind: str
    """`facts`, `letters` or `hit`."""
    seen: int
    total: int
    reason: str
    """Code of what most of the rest lacks; empty where everything is seen."""
    purposes: tuple[str, ...]
    """Those of the officer's purposes under which something is seen."""


def explain_access(viewer: Viewer, thing: UUID, username: str, *, now: datetime) -> Explanation:
    """Explain what a colleague may read of a fact, a subject, a contribution, a thread or a hit; it is logged."""
    officer = _colleague(viewer, username)
    kind, labels = _guards_seen_by(viewer, thing, now=now)
    colleague = viewer_of(officer)
    person = colleague.correspondent if kind == "letters" else colleague.person
    if not labels:
        raise NotFound(_("There is nothing here that can be explained to you."))
    action = Action.DISCOVER if kind == "hit" else Action.READ
    is_elsewhere = kind == "letters" and not _works_in(viewer, officer, thing, now=now)
    seen, purposes, reasons = 0, set[str](), Counter[str]()
    for label, count in labels.items():
        under = [
            purpose
            for purpose in sorted(person.purposes)
            if not is_elsewhere and decide(person, action, label, purpose=purpose, now=now) is Answer.PERMIT
        ]
        if under:
            seen += count
            purposes.update(under)
        else:
            reasons["role" if is_elsewhere else _why_not(person, action, label, now=now)] += count
    with acting(viewer, now=now):
        record(
            ACCESS_EXPLAINED,
            by=viewer.id,
            member=viewer.member,
            on=thing,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"officer": str(officer.id), "seen": seen, "of": sum(labels.values())},
        )
    return Explanation(
        officer=officer.display_name,
        kind=kind,
        seen=seen,
        total=sum(labels.values()),
        reason=reasons.most_common(1)[0][0] if reasons else "",
        purposes=tuple(sorted(purposes)),
    )


def _colleague(viewer: Viewer, username: str) -> Officer:
    """An officer of the own bureau; about others than oneself only those ask who keep or audit."""
    found = Officer.objects.select_related("bureau__member").filter(
        username=username.strip().lower(), bureau__member=viewer.member
    )
    officer = found.first()
    is_oneself = officer is not None and str(officer.id) == viewer.id
    # Before anything is said of the name: a unit or a partner must not learn who works at the bureau.
    if not is_oneself and not {Verb.AUDIT, Verb.RECALL} & viewer.verbs:
        raise Refused(
            _("You may ask about yourself alone."), fix=_("The data-protection officer may ask about colleagues.")
        )
    if officer is None:
        raise NotFound(_("There is nothing here that can be explained to you."))
    return officer


def _works_in(viewer: Viewer, officer: Officer, thing: UUID, *, now: datetime) -> bool:
    """Whether a thread is one of the unit's that the officer works for; the bureau's own officers work in all."""
    unit = viewer_of(officer).unit
    if not unit:
        return True
    with acting(viewer, Action.DISCOVER, now=now):
        threads = ThreadEvent.objects.filter(Q(id=thing) | Q(thread=thing)).values("thread")
        return ThreadSide.objects.filter(thread__in=threads, member=viewer.member, unit=unit).exists()


def _guards_seen_by(viewer: Viewer, thing: UUID, *, now: datetime) -> tuple[str, Counter[Label]]:
    """The labels of what the asker sees of the object, and how many facts or messages stand under each."""
    facts: dict[UUID, int] = {}
    letters: dict[UUID, int] = {}
    sides: dict[UUID, int] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            found = Fact.objects.visible_to(matter).filter(Q(id=thing) | Q(subject=thing) | Q(contribution=thing))
            facts |= dict(found.order_by("id").values_list("id", "label_id")[:MOST_FACTS])
            written = ThreadEvent.objects.visible_to(matter).filter(Q(id=thing) | Q(thread=thing))
            letters |= dict(written.order_by("id").values_list("id", "label_id")[:MOST_FACTS])
            rows = HitSide.objects.visible().filter(hit=thing, member=viewer.member)
            sides |= dict(rows.values_list("id", "label_id"))
    if facts:
        return "facts", _labels(facts.values())
    if letters:
        return "letters", _labels(letters.values())
    return "hit", _labels(sides.values())


def _labels(ids: Iterable[int]) -> Counter[Label]:
    return Counter(book.label(label_id) for label_id in ids)


def _why_not(person: Person, action: Action, label: Label, *, now: datetime) -> str:
    """The one thing that is missing under the purpose that comes nearest."""
    if not person.active:
        return "not_active"
    if now >= label.until or not label.live:
        return "ended"
    reasons = [why_not(person, action, label, purpose=purpose, now=now) for purpose in sorted(person.purposes)]
    return next((reason for reason in reasons if reason not in {"several", "purpose"}), next(iter(reasons), "purpose"))
