"""The rows of candidate links that one round reads and writes: each read once, and all written together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from interlace.crossmatch.models import CandidateLink

_Basis = tuple[UUID, tuple[int, ...]]
"""The pair, and the labels that its row rests on."""
_SAME = ("link", "rests_on")
_CHANGES = [
    each.name for each in CandidateLink._meta.get_fields() if each.name not in {CandidateLink._meta.pk.name, *_SAME}
]
_TOUCHING = """
    select * from crossmatch_candidatelink
    where "left" = any(%(subjects)s) or "right" = any(%(subjects)s) or weighed && %(values)s::text[]
"""
"""Written out, as it is asked for every record: putting it together cost more than the answer, which is often empty."""


@dataclass(slots=True)
class Rows:
    """Rows by their ends. What is put or dropped here is seen at once, and written by `write`."""

    _touching: dict[UUID, dict[_Basis, CandidateLink]] = field(default_factory=dict)
    _put: dict[_Basis, CandidateLink] = field(default_factory=dict)
    _dropped: set[int] = field(default_factory=set)

    def read(self, subjects: Iterable[UUID]) -> None:
        """Read the rows of these subjects with one question, as far as they have not been read."""
        missing = {each for each in subjects if each not in self._touching}
        if not missing:
            return
        self.write()
        for subject in missing:
            self._touching[subject] = {}
        for row in CandidateLink.objects.raw(_TOUCHING, {"subjects": sorted(missing), "values": []}):
            self._keep(row)

    def weighing(self, subject: UUID, values: Iterable[str]) -> list[CandidateLink]:
        """The rows of others that rest on one of these values; what this subject has is read with them."""
        self.write()
        self._touching.setdefault(subject, {})
        of_others = []
        for row in CandidateLink.objects.raw(_TOUCHING, {"subjects": [subject], "values": sorted(values)}):
            if subject in (row.left, row.right):
                self._keep(row)
            else:
                of_others.append(row)
        return of_others

    def of(self, subject: UUID) -> list[CandidateLink]:
        """All rows that have this subject on either side."""
        self.read([subject])
        return list(self._touching[subject].values())

    def put(self, row: CandidateLink) -> None:
        """Let this row stand, in the place of any of the same pair and basis."""
        self._put[_basis(row)] = row
        self._keep(row)

    def drop(self, row: CandidateLink) -> None:
        """Let this row stand no more."""
        basis = _basis(row)
        self._put.pop(basis, None)
        for end in (row.left, row.right):
            found = self._touching.get(end, {}).pop(basis, None)
            if found is not None and found.pk is not None:
                self._dropped.add(found.pk)

    def write(self) -> None:
        """Write all that was put, and delete all that was dropped."""
        if self._dropped:
            CandidateLink.objects.filter(pk__in=self._dropped).delete()
            self._dropped.clear()
        if self._put:
            CandidateLink.objects.bulk_create(
                self._put.values(), update_conflicts=True, unique_fields=_SAME, update_fields=_CHANGES
            )
            self._put.clear()

    def _keep(self, row: CandidateLink) -> None:
        for end in (row.left, row.right):
            if end in self._touching:
                self._touching[end][_basis(row)] = row


def _basis(row: CandidateLink) -> _Basis:
    return row.link, tuple(row.rests_on)
