"""Whom a check asks: bureaus by code, and single registers that the asker may read (`SG/ofac-sdn`).

Of a register that is named so, only the records that the asker may read are looked through. Any other register (not
shared, for another purpose, withdrawn, never there) gets one and the same answer: there is none for the asker.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from interlace.bureaus.queries import holders_to_ask
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, IntegrityFailure, InvalidInput
from interlace.foundation.identity.models import Member
from interlace.screening.access import permitted_labels, screening_index
from interlace.screening.checks.granted import Granted, granted_to
from interlace.screening.index import Candidate, PermittedLabels, Query
from interlace.screening.register_records import SearchedRegister, folders_of, labels_in, searched_registers
from interlace.screening.shards.shard import PartsMissing
from interlace.screening.shards.sharded import Found

SEPARATOR = "/"
"""Between the code of a bureau and the name of its register."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What is looked through: all that some members let the asker discover, and registers of other members."""

    whole: frozenset[str]
    registers: tuple[SearchedRegister, ...] = ()

    def at(self, members: Collection[str]) -> "Reach":
        """The part of it that lies with these members."""
        return Reach(
            whole=self.whole.intersection(members),
            registers=tuple(each for each in self.registers if each.member in members),
        )


@dataclass(frozen=True, slots=True)
class Search:
    """One look into the index: under which labels, and where."""

    permitted: PermittedLabels
    holders: frozenset[str] | None = None
    sources: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom one check asks, as its asker named it."""

    asker: str
    holders: tuple[Member, ...]
    """The other members that answer, by code: asked about everything, or about a register of theirs."""
    reach: Reach

    @property
    def counted(self) -> list[str]:
        """The members that are asked about everything: what a budget counts. Registers that one may read are free."""
        return [holder.code for holder in self.holders if holder.code in self.reach.whole]

    @property
    def names(self) -> list[str]:
        """Bureaus and registers, as the ledger and a supervisor's leave name them."""
        return sorted([*self.counted, *(each.code for each in self.reach.registers)])


def scope_of(context: Acting, named: Sequence[str]) -> Scope:
    """Whom these names ask; none at all mean every bureau. `InvalidInput` when one is none for this viewer."""
    asker = context.viewer.member
    codes, places = _told_apart(named)
    asked_whole = holders_to_ask(asker, codes) if codes or not places else []
    reach = Reach(whole=_whole(asker, [each.code for each in asked_whole], is_any=bool(codes) or not places))
    if not places:
        return Scope(asker, tuple(asked_whole), reach)
    readable = {each.code: each for each in readable_registers(context)}
    if not places <= readable.keys():
        what = _("There is no such register for you.")
        fix = _("Choose from the list of registers that you may read for this purpose.")
        raise InvalidInput(what, problems=[FieldProblem("/scope", "unknown_register", what, fix)], fix=fix)
    reach = _with_registers(reach, [readable[place] for place in sorted(places)])
    members = reach.whole.union(each.member for each in reach.registers)
    return Scope(asker, tuple(each for each in holders_to_ask(asker) if each.code in members), reach)


def reach_again(context: Acting, named: Sequence[str]) -> Reach:
    """What the scope of an earlier check reaches now: a register that may not be read any more is left out."""
    asker = context.viewer.member
    codes, places = _told_apart(named)
    is_any = bool(codes) or not places
    reach = Reach(whole=_whole(asker, codes or [each.code for each in holders_to_ask(asker)], is_any=is_any))
    if not places:
        return reach
    return _with_registers(reach, [each for each in readable_registers(context) if each.code in places])


def readable_registers(context: Acting) -> list[SearchedRegister]:
    """The registers with a record that the context's viewer may both find and read now, by code."""
    own = context.viewer.member
    holders = {own, *(each.code for each in holders_to_ask(own))}
    readable, granted = _readable(context), granted_to(context)
    return [
        each
        for each in searched_registers()
        if each.member in holders
        and (each.member != own or granted.looks_through(each.name))
        and _has_any(each, readable)
    ]


def registers_to_name(viewer: Viewer, *, now: datetime) -> list[SearchedRegister]:
    """The registers that the viewer may name in a check for its purpose, by code."""
    with acting(viewer, Action.DISCOVER, now=now) as context:
        return readable_registers(context)


def candidates_within(granted: Granted, query: Query, reach: Reach, *, limit: int) -> list[Candidate]:
    """The records within reach that deserve a comparison: at most `limit` of the bureaus, and of the registers.

    Raises `PartsMissing` where a part of the index does not answer.
    """
    found = candidates_so_far(granted, query, reach, limit=limit)
    if found.missing:
        raise PartsMissing(found.missing, of=len(screening_index()))
    return list(found.candidates)


def candidates_so_far(granted: Granted, query: Query, reach: Reach, *, limit: int) -> Found:
    """The same from the parts of the index that answer, with the numbers of those that do not."""
    return carried_out(searches_of(granted, reach), query, limit=limit)


def searches_of(granted: Granted, reach: Reach) -> tuple[Search, ...]:
    """The looks into the index that find everything within reach: the same for every question of one context."""
    context = granted.context
    permitted, own = permitted_labels(context.permitted), frozenset({context.viewer.member})
    sources = granted.own_sources()
    searches: list[Search] = []
    if others := reach.whole - own if sources is not None else reach.whole:
        searches.append(Search(permitted, holders=others))
    # What is not granted of the own bureau takes nobody's place among the candidates.
    if sources and reach.whole & own:
        searches.append(Search(permitted, holders=own, sources=sources))
    if reach.registers:
        sources = folders_of([each.id for each in reach.registers])
        searches.append(Search(_readable(context), sources=sources))
    return tuple(searches)


def carried_out(searches: Sequence[Search], query: Query, *, limit: int) -> Found:
    """What these looks find for a question. It needs no database: any process that has the index can do it."""
    index = screening_index()
    found = [
        index.find(query, each.permitted, limit=limit, holders=each.holders, sources=each.sources) for each in searches
    ]
    return Found(
        tuple(candidate for each in found for candidate in each.candidates),
        tuple(sorted({number for each in found for number in each.missing})),
    )


def _told_apart(named: Sequence[str]) -> tuple[list[str], set[str]]:
    """Codes of bureaus, and registers."""
    return [each for each in named if SEPARATOR not in each], {each for each in named if SEPARATOR in each}


def _whole(asker: str, codes: Sequence[str], *, is_any: bool) -> frozenset[str]:
    """Who asks bureaus looks through its own records with theirs."""
    return frozenset({asker, *codes}) if is_any else frozenset()


def _with_registers(reach: Reach, registers: Sequence[SearchedRegister]) -> Reach:
    """A register of a bureau that is asked about everything adds nothing."""
    return Reach(reach.whole, tuple(each for each in registers if each.member not in reach.whole))


def _has_any(register: SearchedRegister, readable: PermittedLabels) -> bool:
    try:
        return any(readable.permits(label) for label in labels_in(register.folder))
    except (IntegrityFailure, OSError, ValueError, EOFError):
        # Its damage is `interlace doctor`'s to tell; nobody else's check may fail of it.
        return False


def _readable(context: Acting) -> PermittedLabels:
    """The labels whose records the viewer may find and read: for discovery alone, a record stays out."""
    read = book.permitted(context.viewer.person, Action.READ, purpose=context.viewer.purpose, now=context.now)
    return PermittedLabels.of(label for label in context.permitted.labels if read.permits(label))
