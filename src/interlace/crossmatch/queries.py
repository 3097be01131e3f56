"""Reads of links and of how far reviewers agree: each from what the viewer may match alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.reviewing import Judgement, Month, Outcome, by_month, informativeness
from interlace.core.reviewing.judging import SEATS
from interlace.crossmatch.clusters import SubjectClusters, clusters_around
from interlace.crossmatch.entries import readable_entries
from interlace.crossmatch.matters import in_its_matter
from interlace.crossmatch.models import CandidateLink, CandidateLinkQuerySet, LinkStatement
from interlace.crossmatch.statements import by_link, known_to, outcome_of, own_of
from interlace.facts.describing import NAMES
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.screening.holdings import Statement, statements_by_subject
from interlace.screening.register_records import RegisterTitle, title_of

LOOKED_THROUGH = 500
"""Of the links that wait, the least certain so many are put in order by what hangs on them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that waits for the viewer's judgement."""

    row: CandidateLink
    informativeness: float
    hanging: tuple[int, int]
    """Members of the clusters on either side, as the viewer knows them."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link as the viewer may know it."""

    row: CandidateLink
    left: tuple[Statement, ...]
    right: tuple[Statement, ...]
    own: LinkStatement | None
    """What the viewer said itself."""
    said: tuple[LinkStatement, ...]
    """What everybody said, once the viewer has spoken or the link is settled."""
    outcome: Outcome
    """As far as the viewer may know it."""
    registers: Mapping[UUID, RegisterTitle]
    """Of the sides that are entries of registers."""

    @property
    def has_fallen(self) -> bool:
        """Whether the two were judged and do not resemble each other any more."""
        return self.row.pk is None

    @property
    def waits_for_viewer(self) -> bool:
        """Whether the viewer is still to say something."""
        return self.own is None and self.outcome.judgement is None


def waiting_links(
    viewer: Viewer, *, now: datetime, most: int, after: tuple[float, UUID] | None = None
) -> list[Waiting]:
    """The links that wait for this viewer, the most informative first; `after` one of that value and id."""
    found: list[Waiting] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.MATCH, now=now):
            rows = list(_unjudged(matter).order_by("certainty", "link")[:LOOKED_THROUGH])
            clusters = clusters_around({end for row in rows for end in (row.left, row.right)}, matter)
        found += [_waiting(row, clusters) for row in rows]
    in_order = sorted(found, key=_place)
    behind = [each for each in in_order if after is None or _place(each) > (-after[0], after[1])]
    return behind[:most]


def link_view(viewer: Viewer, link: UUID, *, now: datetime) -> LinkView:
    """One link; `NotFound` when there is none or it is not for this viewer.

    A link that was judged stays for those who know what was said, also where its records are not alike any more.
    """
    return in_its_matter(viewer, lambda matter: _link_in(matter, link, now=now), _no_such_link)


def matter_of_link(viewer: Viewer, link: UUID, *, now: datetime) -> tuple[Viewer, CandidateLink]:
    """The viewer at work under the link's own purpose, and the link's row."""

    def look(matter: Viewer) -> tuple[Viewer, CandidateLink] | None:
        with acting(matter, Action.MATCH, now=now):
            row = _row_of(matter, link, list(LinkStatement.objects.standing().filter(link=link)))
            return (matter, row) if row is not None else None

    return in_its_matter(viewer, look, _no_such_link)


def reviewer_agreement(viewer: Viewer, *, now: datetime) -> list[Month]:
    """How far the first two reviewers of each link agreed, by the month of the second, over what the viewer matches.

    Of each reviewer the first word counts, taken back or not: a later one may know what others said. A link that the
    viewer itself is still to judge is left out.
    """
    pairs: list[tuple[str, tuple[Judgement, Judgement]]] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.MATCH, now=now):
            for said in by_link(LinkStatement.objects.visible().filter(withdrawn=None)):
                standing = [each for each in said if each.undone is None]
                firsts = list({each.by: each for each in reversed(said)}.values())
                if known_to(matter, standing) and len(firsts) >= SEATS:
                    first, second = sorted(firsts, key=lambda each: (each.at, each.id))[:SEATS]
                    pair = Judgement(first.judgement), Judgement(second.judgement)
                    pairs.append((f"{second.at:%Y-%m}", pair))
    return by_month(pairs)


def _unjudged(matter: Viewer) -> CandidateLinkQuerySet:
    """Links that this officer has said nothing about, and of which no two others have said the same."""
    said = LinkStatement.objects.standing().filter(link=OuterRef("link"))
    alike = said.values("judgement").annotate(officers=Count("by")).filter(officers__gte=SEATS)
    return CandidateLink.objects.proposed().filter(~Exists(said.filter(by=matter.id)), ~Exists(alike))


def names_of_subjects(
    viewer: Viewer, purposes: Mapping[UUID, str], entries: Mapping[UUID, UUID], *, now: datetime
) -> dict[UUID, str]:
    """A name for each subject, as written, that the viewer may read for the purpose given with it.

    `entries` are those among them that are entries of registers, and of which.
    """
    found: dict[UUID, str] = {}
    told: list[tuple[bool, str, str, UUID]] = []
    for purpose in sorted(set(purposes.values())):
        matter = viewer.working_for(purpose=purpose, reference=viewer.reference)
        subjects = [each for each, its_purpose in purposes.items() if its_purpose == purpose]
        with acting(matter, Action.READ, now=now) as context:
            facts = Fact.objects.visible_to(matter, action=Action.READ).filter(subject__in=subjects, prop__in=NAMES)
            for subject, prop, original, value in facts.values_list("subject", "prop", "original", "value"):
                told.append((prop != "name", value, original or value, subject))
            of_registers = {each: entries[each] for each in subjects if each in entries}
            for subject, entry in readable_entries(context, of_registers).items():
                named = (each for each in entry.statements if each.prop in NAMES)
                told += [(each.prop != "name", each.value, each.original or each.value, subject) for each in named]
    for _is_alias, _value, original, subject in sorted(told, key=lambda each: each[:3]):
        found.setdefault(subject, original)
    return found


def _place(waiting: Waiting) -> tuple[float, UUID]:
    return -waiting.informativeness, waiting.row.link


def _waiting(row: CandidateLink, clusters: SubjectClusters) -> Waiting:
    hanging = clusters.size_of(row.left), clusters.size_of(row.right)
    value = informativeness(row.probability, left=hanging[0], right=hanging[1])
    return Waiting(row, value, hanging)


def _link_in(matter: Viewer, link: UUID, *, now: datetime) -> LinkView | None:
    with acting(matter, Action.MATCH, now=now):
        said = list(LinkStatement.objects.standing().filter(link=link).order_by("at", "id"))
        row = _row_of(matter, link, said)
        if row is None:
            return None
    with acting(matter, Action.READ, now=now) as context:
        facts = Fact.objects.visible_to(matter, action=Action.READ).filter(subject__in=[row.left, row.right])
        statements = statements_by_subject(facts)
        entries = readable_entries(context, row.entries)
    compared = set(row.facts)

    def side(subject: UUID) -> tuple[Statement, ...]:
        entry = entries.get(subject)
        if entry is not None:
            return entry.statements if entry.content in compared else ()
        return tuple(each for each in statements.get(subject, []) if each.id in compared)

    known = known_to(matter, said)
    titles = {subject: title_of(str(entry.register)) for subject, entry in entries.items()}
    return LinkView(row, side(row.left), side(row.right), own_of(said, matter), tuple(known), outcome_of(known), titles)


def _row_of(matter: Viewer, link: UUID, said: Sequence[LinkStatement]) -> CandidateLink | None:
    """The link as it is proposed; as it was when it was judged, where it is not and the officer knows what was said."""
    row = CandidateLink.objects.proposed().filter(link=link).first()
    if row is not None or not (known := known_to(matter, said)):
        return row
    return known[-1].as_judged()


def _no_such_link() -> NotFound:
    return NotFound(_("There is no such link."))
