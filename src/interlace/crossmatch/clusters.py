"""Clusters of subjects: what people said is the same, followed from link to link.

No cluster is stored. It follows from the statements that the viewer may know of, so that undoing one restores what was
before, and nobody sees a cluster that rests on a link beyond its sight.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from interlace.core.clusters import Cluster, Clusters, Contradiction, Document, contradictions
from interlace.core.handling import Action
from interlace.core.identifiers.documents import UNKNOWN_ISSUER
from interlace.crossmatch.entries import readable_entries
from interlace.crossmatch.matters import in_its_matter
from interlace.crossmatch.models import CandidateLink, LinkStatement
from interlace.crossmatch.statements import same_for
from interlace.facts.grading import Grading, credibility
from interlace.facts.models import Fact, FactQuerySet
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound

DOCUMENTS = ("passportNumber", "idNumber", "socialSecurityNumber", "taxNumber")
"""Properties of which an issuer gives one person one number at a time."""
FINGERPRINTS = "fingerprintNumber"
"""A register gives a person one for life. It is written by hand from card to list, so only a confirmed one counts."""
_CONFIRMED = "C1"

_ENTRIES_LAST = datetime.max.replace(tzinfo=UTC)
"""An entry counts as known later than any case fact: how old its register is would tell of other entries."""

SubjectClusters = Clusters[UUID, UUID]


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster as the viewer may know it: built from the links that it may know of, and from nothing else."""

    id: UUID
    purpose: str
    members: tuple[UUID, ...]
    """The eldest first."""
    originators: tuple[str, ...]
    """Of each member."""
    links: tuple[UUID, ...]
    contradictions: tuple[Contradiction[UUID], ...]
    entries: Mapping[UUID, UUID]
    """The members that are entries of registers, and of which."""
    fallen: tuple[UUID, ...]
    """Of the links, those whose records do not resemble each other any more: by a newer model, or by other facts."""

    @property
    def is_to_decide(self) -> bool:
        """Whether something in it does not fit together."""
        return bool(self.contradictions or self.fallen)


def clusters_of(viewer: Viewer, *, now: datetime) -> list[ClusterView]:
    """Every cluster that the viewer may know of, those with something to decide first, then by id."""
    found: list[ClusterView] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.MATCH, now=now):
            said = list(LinkStatement.objects.standing())
        found += _shown(matter, same_for(matter, said), now=now)
    return sorted(found, key=lambda each: (not each.is_to_decide, each.id))


def cluster_of(viewer: Viewer, subject: UUID, *, now: datetime) -> ClusterView:
    """The cluster with this id, or with this member; `NotFound` when there is none for this viewer."""

    def look(matter: Viewer) -> ClusterView | None:
        with acting(matter, Action.MATCH, now=now):
            same = _said_around({subject}, matter)
        return next((each for each in _shown(matter, same, now=now) if subject in each.members), None)

    return in_its_matter(viewer, look, _no_such_cluster)


def clusters_around(subjects: Collection[UUID], matter: Viewer) -> SubjectClusters:
    """The clusters of these subjects as the officer knows them, for their sizes. A context of matching is open."""
    clusters: SubjectClusters = Clusters(age=lambda subject: subject)
    for each in _said_around(subjects, matter):
        clusters.link(each.link, each.left, each.right)
    return clusters


def _said_around(subjects: Collection[UUID], matter: Viewer) -> list[LinkStatement]:
    """What makes the clusters of these subjects, found from link to link: the work is theirs, not the whole list's."""
    found: dict[UUID, LinkStatement] = {}
    seen: set[UUID] = set()
    front = set(subjects)
    while front:
        seen |= front
        touching = LinkStatement.objects.standing().filter(Q(left__in=front) | Q(right__in=front))
        links = list(touching.values_list("link", flat=True).distinct())
        for each in same_for(matter, LinkStatement.objects.standing().filter(link__in=links)):
            found[each.link] = each
        front = {end for each in found.values() for end in (each.left, each.right)} - seen
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Records:
    """What the viewer reads of the records that links hold together."""

    since: dict[UUID, tuple[datetime, str]]
    """Since when each is known, and whose it is."""
    documents: dict[UUID, list[Document]]
    entries: dict[UUID, UUID]
    proposed: frozenset[UUID]
    """The links whose records resemble each other now."""

    def age(self, subject: UUID) -> tuple[datetime, UUID]:
        """The order of members, the eldest first."""
        return self.since[subject][0], subject


def _shown(matter: Viewer, same: Sequence[LinkStatement], *, now: datetime) -> list[ClusterView]:
    """The clusters of these links; what the viewer reads nothing of any more is no member."""
    if not same:
        return []
    records = _records_of(matter, same, now=now)
    clusters: SubjectClusters = Clusters(age=records.age)
    readable = [each for each in same if each.left in records.since and each.right in records.since]
    for each in readable:
        clusters.link(each.link, each.left, each.right)
    links: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for each in readable:
        if (cluster := clusters.of(each.left)) is not None:
            links[cluster.eldest].append(each.link)
    return [_cluster_view(matter, each, records, links[each.eldest]) for each in clusters]


def _records_of(matter: Viewer, same: Sequence[LinkStatement], *, now: datetime) -> _Records:
    subjects = {end for each in same for end in (each.left, each.right)}
    entries = {subject: register for each in same for subject, register in each.entries.items()}
    with acting(matter, Action.READ, now=now) as context:
        facts = Fact.objects.visible_to(matter, action=Action.READ).filter(subject__in=subjects)
        since = {
            subject: (moment, originator)
            for subject, moment, originator in facts.values_list("subject").annotate(Min("created"), Min("originator"))
        }
        documents = _documents(facts)
        for subject, entry in readable_entries(context, entries).items():
            since[subject] = _ENTRIES_LAST, entry.originator
            # A register says nothing of how far each of its values is to be believed.
            documents[subject] = _stated_documents((each.prop, each.key, False) for each in entry.statements)
    with acting(matter, Action.MATCH, now=now):
        rows = CandidateLink.objects.proposed().filter(link__in=[each.link for each in same])
        proposed = frozenset(rows.values_list("link", flat=True))
    return _Records(since, documents, entries, proposed)


def _cluster_view(matter: Viewer, cluster: Cluster[UUID], records: _Records, links: Sequence[UUID]) -> ClusterView:
    members = sorted(cluster.members, key=records.age)
    return ClusterView(
        id=cluster.eldest,
        purpose=matter.purpose,
        members=tuple(members),
        originators=tuple(records.since[each][1] for each in members),
        links=tuple(sorted(links)),
        contradictions=tuple(contradictions({each: records.documents.get(each, []) for each in members})),
        entries={each: records.entries[each] for each in members if each in records.entries},
        fallen=tuple(sorted(each for each in links if each not in records.proposed)),
    )


def _documents(facts: FactQuerySet) -> dict[UUID, list[Document]]:
    """The documents of each subject whose issuer is known."""
    found: defaultdict[UUID, list[tuple[str, str, bool]]] = defaultdict(list)
    stated = facts.filter(prop__in=(*DOCUMENTS, FINGERPRINTS)).exclude(key="")
    columns = "subject", "prop", "key", "grading_scheme", "grading_source", "grading_information"
    for subject, prop, key, *graded in stated.values_list(*columns).distinct().order_by(*columns):
        found[subject].append((prop, key, credibility(Grading(*graded)) == _CONFIRMED))
    return {subject: _stated_documents(stated) for subject, stated in found.items()}


def _stated_documents(stated: Iterable[tuple[str, str, bool]]) -> list[Document]:
    """Of properties and keys, and whether they are confirmed, the documents whose issuer is known."""
    found = []
    for prop, key, is_confirmed in stated:
        _kind, _separator, normal = key.partition(":")
        issuer, _separator, number = normal.partition(":")
        counts = prop in DOCUMENTS or (prop == FINGERPRINTS and is_confirmed)
        if counts and number and issuer != UNKNOWN_ISSUER:
            found.append(Document(prop, issuer, number, is_confirmed))
    return found


def _no_such_cluster() -> NotFound:
    return NotFound(_("There is no such cluster."))
