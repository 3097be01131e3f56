"""The one who asks, with what for. Made at the surface and passed all the way down."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from interlace.core.handling import Action
from interlace.core.handling import Viewer as Person
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Verb

UNITS = frozenset({Bureau.Kind.DOMESTIC_UNIT, Bureau.Kind.PARTNER})
"""Kinds of offices that see of their member's correspondence only what was written to or by them."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, the purpose of this request and its case or legal reference."""

    person: Person
    purpose: str
    reference: str
    verbs: frozenset[Verb]
    officer_name: str = ""
    bureau: str = ""
    device: str = ""
    unit: str = ""
    """Id of the unit or partner under a bureau for which the person works; empty for whoever works for the bureau."""
    converses: bool = False
    """Whether the person's unit was given to read and write in its own threads. Nothing else is read by that."""

    @property
    def member(self) -> str:
        """The member the person acts for."""
        return self.person.member

    @property
    def id(self) -> str:
        """The officer's id."""
        return self.person.id

    @property
    def correspondent(self) -> Person:
        """The person as the disclosure rule shall see them before what stands in threads, and nowhere else."""
        if not self.converses:
            return self.person
        return replace(self.person, ceiling=self.person.ceiling | {Action.READ})

    def working_for(self, *, purpose: str, reference: str) -> Self:
        """The same person in another matter."""
        return replace(self, purpose=purpose, reference=reference)

    def in_every_matter(self) -> Iterator[Self]:
        """The same person under each purpose it holds, its present one first: each item states its own purpose."""
        for purpose in sorted(self.person.purposes, key=lambda each: (each != self.purpose, each)):
            yield self.working_for(purpose=purpose, reference=self.reference)


def viewer_of(officer: Officer, *, purpose: str = "", reference: str = "", device: str = "") -> Viewer:
    """The viewer that an officer is in one matter. Without a purpose it may see nothing."""
    return Viewer(
        person=officer.as_viewer(),
        purpose=purpose,
        reference=reference,
        verbs=officer.verbs,
        officer_name=officer.display_name,
        bureau=officer.bureau.name,
        device=device,
        unit=str(officer.bureau_id) if officer.bureau.kind in UNITS else "",
        converses=_converses(officer),
    )


def _converses(officer: Officer) -> bool:
    """Whoever only hands in rows for a unit has no threads."""
    is_of_unit = officer.bureau.kind == Bureau.Kind.DOMESTIC_UNIT
    return is_of_unit and officer.bureau.converses and Verb.ASK in officer.verbs
