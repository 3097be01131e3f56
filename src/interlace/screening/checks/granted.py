"""Checks as far as they were granted: of a domestic unit in each register, of an officer in its list of registers.

What is not granted is no candidate at all. What a unit is granted to read of its own bureau's records, the disclosure
rule still decides label by label, for the unit's person with the ceiling that the grant gives at that place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from interlace.bureaus.people.unit_rights import Place, Reach, grants_of, may_learn, reach_of
from interlace.core.handling import Action
from interlace.core.handling import Viewer as Person
from interlace.facts.models import RegisterVersion
from interlace.foundation.disclosure.acting import Acting
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.errors import Refused
from interlace.screening.holdings import Holding, Statement
from interlace.screening.index import FACTS


class LeftOut(StrEnum):
    """What a check did not compare: where nothing is listed of it, that is no answer."""

    OWN_NOT_GRANTED = "own_not_granted"  # records of the own bureau beyond what the asker was granted
    INDEX_PART = "index_part"  # records in a part of the index that does not answer


def require_others_granted(context: Acting, holders: Sequence[str]) -> None:
    """Refuse a question to other bureaus that the unit was not granted: an empty answer would read "no hit"."""
    if holders and not may_learn(grants_of(context.viewer), Place(is_own=False)):
        raise Refused(
            _("Your bureau has not granted your unit to ask other bureaus."),
            code="others_not_granted",
            fix=_("Ask your bureau to check for you."),
        )


@dataclass(frozen=True, slots=True)
class Granted:
    """How far one context's checks reach."""

    context: Acting
    reach: Reach
    registers: dict[str, str]
    """The own bureau's registers by the folders of their versions."""

    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not compared; nothing of how much that is, or where."""
        return (LeftOut.OWN_NOT_GRANTED,) if self.reach.is_limited else ()

    def own_sources(self) -> frozenset[str] | None:
        """Where the own bureau's records are looked through; None for everywhere."""
        if not self.reach.is_limited:
            return None
        names = {FACTS: "", **self.registers}
        return frozenset(source for source, name in names.items() if self.looks_through(name))

    def looks_through(self, register: str) -> bool:
        """Whether this register of the own bureau, or its single facts, are looked through at all."""
        return Action.DISCOVER in self._person(Place(is_own=True, register=register)).ceiling

    def whole(self) -> Permitted:
        """The labels under which the viewer reads a whole record: none, for a unit with a level in each register."""
        if self.reach.grants is not None:
            return Permitted.of((), valid_until=self.context.now)
        viewer = self.context.viewer
        return book.permitted(viewer.person, Action.READ, purpose=viewer.purpose, now=self.context.now)

    def told(self, holdings: Iterable[Holding]) -> Iterator[Holding]:
        """The holdings of which the viewer may learn."""
        if not self.reach.is_limited:
            yield from holdings
            return
        for holding in holdings:
            permitted = self._permitted(holding, Action.DISCOVER)
            if all(_permits(permitted, each) for each in holding.statements):
                yield holding

    def read_of(self, holding: Holding) -> tuple[Statement, ...]:
        """What the viewer's unit was granted to read of a holding of its own bureau: fields by name."""
        fields = self.reach.fields_at(self._place(holding))
        if not fields:
            return ()
        permitted = self._permitted(holding, Action.READ)
        return tuple(each for each in holding.statements if each.prop in fields and _permits(permitted, each))

    def _permitted(self, holding: Holding, action: Action) -> Permitted:
        viewer, person = self.context.viewer, self._person(self._place(holding))
        return book.permitted(person, action, purpose=viewer.purpose, now=self.context.now)

    def _person(self, place: Place) -> Person:
        return self.reach.person_at(place, self.context.viewer.person)

    def _place(self, holding: Holding) -> Place:
        folder = holding.register.rpartition(":")[0]
        is_own = holding.holder == self.context.viewer.member
        # A version that is not known here is no register that anybody was granted.
        return Place(is_own, self.registers.get(folder, folder) if folder else "")


def granted_to(context: Acting) -> Granted:
    """How far the checks of the context's viewer reach."""
    reach = reach_of(context.viewer)
    registers: dict[str, str] = {}
    if reach.is_limited:
        own = RegisterVersion.objects.filter(member=context.viewer.member)
        registers = dict(own.values_list("folder", "register__name"))
    return Granted(context, reach, registers)


def shown_of(holding: Holding, statements: tuple[Statement, ...]) -> Holding | None:
    """A holding as a unit reads it: the granted fields, and no id by which the record could be told."""
    return replace(holding, statements=statements, record_id="") if statements else None


def _permits(permitted: Permitted, statement: Statement) -> bool:
    if statement.id is None:
        return permitted.permits(statement.label)
    return permitted.permits_fact(statement.id, label=statement.label)
