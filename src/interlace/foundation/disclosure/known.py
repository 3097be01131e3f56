"""Every label and consent of the node in memory, in the order in which this process came to know them.

Both only grow. They are kept by the members that they concern, so that nobody's work grows with what concerns others.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from interlace.core.handling import Code, Grant, Label
from interlace.foundation.disclosure.models import GrantRow, LabelRow


@dataclass(slots=True)
class Known:
    """What one process has read so far."""

    labels: dict[int, Label] = field(default_factory=dict)
    ids: dict[Label, int] = field(default_factory=dict)
    """Labels whose transaction has ended: one that is rolled back must not be handed out again."""
    oldest_running: int = 0
    """Rows written by this transaction or a later one may be new to us."""
    named: set[str] = field(default_factory=set)
    """Persons whom some label for their eyes only names: the only ones whose answers are their own."""
    _concerning: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _given_to: defaultdict[str, list[GrantRow]] = field(default_factory=lambda: defaultdict(list))
    _grants: set[UUID] = field(default_factory=set)
    _by_label: defaultdict[int, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    _by_fact: defaultdict[UUID, list[Grant]] = field(default_factory=lambda: defaultdict(list))
    _facts_under: defaultdict[int, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    def add_label(self, row: LabelRow, *, oldest_running: int) -> None:
        """Take a label in, and hand out its id from the moment its transaction has ended."""
        label = self.labels.get(row.id)
        if label is None:
            self.labels[row.id] = label = row.as_label()
            if Code.EYES_ONLY in label.codes:
                self.named |= label.named
            for member in label.origins | label.audience | label.seekers:
                self._concerning[member].append(row.id)
        if row.written_in < oldest_running:
            self.ids[label] = row.id

    def add_grant(self, row: GrantRow) -> None:
        """Take a consent in, once."""
        if row.id in self._grants:
            return
        self._grants.add(row.id)
        if row.fact is None:
            self._by_label[row.label_id].append(row.as_grant())
        else:
            if row.fact not in self._by_fact:
                self._facts_under[row.label_id].append(row.fact)
            self._by_fact[row.fact].append(row.as_grant())
        self._given_to[row.member].append(row)

    def concerning(self, member: str) -> Sequence[int]:
        """The labels that name this member in any way. Every other label denies it everything."""
        return self._concerning.get(member, ())

    def given_to(self, member: str) -> Sequence[GrantRow]:
        """The consents given to this member. Consents to others open nothing to it."""
        return self._given_to.get(member, ())

    def facts_under(self, label_id: int) -> Sequence[UUID]:
        """The facts under this label that were consented to one by one."""
        return self._facts_under.get(label_id, ())

    def grants_of(self, label_id: int, *, member: str, fact: UUID | None = None) -> Sequence[Grant]:
        """The consents given to this member for every fact under the label, and for this one of them."""
        given: Sequence[Grant] = self._by_label.get(label_id, ())
        if fact is not None:
            given = [*given, *self._by_fact.get(fact, ())]
        return [grant for grant in given if grant.member == member] if given else given
