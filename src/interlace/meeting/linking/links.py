"""Links between cases of different bureaus, proposed with their reason, value and probability. An officer decides.

A value that is one suspect's own links. What everybody meets does not: it is told by the words beside any one of its
mentions, by the form in which it stands, and by how many cases name it. Half-hidden values and values with one slip
link only where something else agrees: the holder, an unusual name, a description.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from interlace.core.matching import Description, compare
from interlace.meeting.linking.people import compare_people
from interlace.meeting.linking.places import are_one_place
from interlace.meeting.linking.remarks import Beside, beside
from interlace.meeting.pack.records import Individual, Mention, Pack, Source, ThingKind
from interlace.meeting.pack.values import Home, Value, as_scanned, fits, is_one_slip_away, read_value, shown
from interlace.meeting.pack.vocabulary import why_shared

_TOO_MANY_BUREAUS = 6
"""A value that so many bureaus name is proposed by none of them: nobody is everywhere."""
_ENOUGH_OF_A_WALLET = 8
"""Characters shown of a wallet that name it alone: 58 to the eighth is more than there are wallets."""
_PUBLIC = frozenset({ThingKind.ADDRESS})
_NEARLY = frozenset(
    {ThingKind.PHONE, ThingKind.ACCOUNT, ThingKind.DOCUMENT, ThingKind.VEHICLE, ThingKind.HANDLE, ThingKind.WALLET}
)
_IDENTIFIER_KINDS: Mapping[ThingKind, str] = {
    ThingKind.PHONE: "phone", ThingKind.WALLET: "wallet", ThingKind.ACCOUNT: "account", ThingKind.DOMAIN: "domain",
    ThingKind.HANDLE: "handle", ThingKind.EMAIL: "email", ThingKind.DOCUMENT: "document", ThingKind.VEHICLE: "plate",
}  # fmt: skip
_IN_LETTERS = frozenset({ThingKind.DOMAIN, ThingKind.HANDLE, ThingKind.EMAIL})
"""Kinds of which enough letters stand there to be known by their looks; numbers differ by a digit."""
_ENOUGH_LOOKS = 10
_AS_IF_READ = 0.9
_NAMES_AGREE = 9.0  # bits of two holders' names, beside a value of which a part agrees
_NAMES_AGREE_BESIDE_DATE = 4.0  # a short name is common; with its birth date it is one of few
_AS_IF_NEAR = 0.97


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """Two cases of two bureaus that may meet, and why."""

    case_a: tuple[str, str]
    case_b: tuple[str, str]
    reason: ThingKind
    value: str
    probability: float
    how: str
    places: tuple[Source, Source]
    words: tuple[str, str]
    """As each of the two wrote it: neither is shown what the other wrote."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A mention with what was read of it."""

    mention: Mention
    value: Value
    beside: Beside

    @property
    def case(self) -> tuple[str, str]:
        return self.mention.bureau, self.mention.case


def propose(pack: Pack, homes: Mapping[str, Home]) -> list[ProposedLink]:
    """All links between the cases of a pack, each reason once for a pair."""
    known = [
        _Known(mention, read_value(mention.kind, mention.raw, homes[mention.bureau]), beside(mention))
        for mention in pack.mentions
        if mention.case
    ]
    shared = _shared_values(known)
    own = [each for each in known if not _is_shared(each, shared)]
    found = [
        *_by_equal_values(own),
        *_by_parts(own, known),
        *_by_one_slip(own),
        *_by_looks(own),
        *_by_places(own),
        *_by_people(own),
    ]
    best: dict[tuple[tuple[str, str], tuple[str, str], ThingKind, str], ProposedLink] = {}
    for link in found:
        key = (link.case_a, link.case_b, link.reason, link.value)
        if key not in best or best[key].probability < link.probability:
            best[key] = link
    return sorted(best.values(), key=lambda link: (-link.probability, link.case_a, link.case_b, link.reason))


def _shared_values(known: Iterable[_Known]) -> frozenset[tuple[ThingKind, str]]:
    """What everybody meets: one mention that says so speaks for all."""
    bureaus: defaultdict[tuple[ThingKind, str], set[str]] = defaultdict(set)
    told = set()
    for each in known:
        name = (each.mention.kind, each.value.key)
        if not each.value.key:
            continue
        bureaus[name].add(each.mention.bureau)
        says = each.mention.remark if each.mention.kind not in _PUBLIC else f"{each.mention.remark}; {each.mention.raw}"
        if why_shared(says):
            told.add(name)
    crowded = {
        name for name, found in bureaus.items() if len(found) >= _TOO_MANY_BUREAUS and name[0] is not ThingKind.PERSON
    }
    return frozenset(told | crowded)


def _is_shared(each: _Known, shared: frozenset[tuple[ThingKind, str]]) -> bool:
    return (each.mention.kind, each.value.key) in shared or why_shared(each.mention.remark) != ""


def _pairs(group: Iterable[_Known]) -> Iterator[tuple[_Known, _Known]]:
    for a, b in combinations(group, 2):
        if a.mention.bureau != b.mention.bureau:
            yield (a, b) if a.case < b.case else (b, a)


def _link(
    a: _Known, b: _Known, *, probability: float, how: str, reason: ThingKind | None = None, value: str = ""
) -> ProposedLink:
    a, b = (a, b) if a.case < b.case else (b, a)
    whole = a if a.value.key and not a.value.is_mended else b
    return ProposedLink(
        case_a=a.case,
        case_b=b.case,
        reason=reason or a.mention.kind,
        value=value or whole.value.key or whole.mention.raw,
        probability=round(probability, 3),
        how=how,
        places=(a.mention.source, b.mention.source),
        words=(a.mention.raw, b.mention.raw),
    )


def _by_equal_values(known: Sequence[_Known]) -> Iterator[ProposedLink]:
    groups: defaultdict[tuple[ThingKind, str], list[_Known]] = defaultdict(list)
    for each in known:
        if each.value.key and each.mention.kind in _IDENTIFIER_KINDS:
            groups[each.mention.kind, each.value.key].append(each)
    for (kind, key), group in groups.items():
        for a, b in _pairs(group):
            # Of an identifier the engine weighs its kind; whose it is said to be counts beside it.
            same = f"{_IDENTIFIER_KINDS[kind]}:{key}"
            score = compare(_thing(same), _thing(same))
            yield _link(a, b, probability=max(score.probability, _AS_IF_NEAR), how="equal")


def _thing(identifier: str) -> Description:
    return Description.of("Thing", identifiers=[identifier])


def _by_parts(known: Sequence[_Known], everything: Sequence[_Known]) -> Iterator[ProposedLink]:
    """A value of which a part is hidden, and the whole values that fit it."""
    whole: defaultdict[ThingKind, list[_Known]] = defaultdict(list)
    for each in everything:
        if each.value.key:
            whole[each.mention.kind].append(each)
    mine = {id(each) for each in known}
    for partial in known:
        if not partial.value.pattern or partial.mention.individual is not None:
            continue
        fitting = [each for each in whole[partial.mention.kind] if fits(partial.value.pattern, each.value.key)]
        keys = {each.value.key for each in fitting}
        names_it_alone = (
            partial.mention.kind is ThingKind.WALLET
            and shown(partial.value.pattern) >= _ENOUGH_OF_A_WALLET
            and len(keys) == 1
        )
        for each in fitting:
            if each.mention.bureau == partial.mention.bureau or id(each) not in mine:
                continue
            if names_it_alone:
                yield _link(partial, each, probability=_AS_IF_NEAR, how="part")
            elif agreement := _agree(partial, each):
                yield _link(partial, each, probability=agreement, how="part_with_holder")


def _by_one_slip(known: Sequence[_Known]) -> Iterator[ProposedLink]:
    """One slip of the pen, where something else agrees: alone it says nothing, neighbours differ by a digit."""
    groups: defaultdict[ThingKind, list[_Known]] = defaultdict(list)
    for each in known:
        if each.mention.kind in _NEARLY and each.value.key:
            groups[each.mention.kind].append(each)
    for group in groups.values():
        for a, b in _pairs(group):
            if is_one_slip_away(a.value.key, b.value.key) and (agreement := _agree(a, b)):
                yield _link(a, b, probability=agreement, how="one_slip_with_holder")


def _by_looks(known: Sequence[_Known]) -> Iterator[ProposedLink]:
    """What a scanner read, and the one written value that looks like it. Two that do are parted by nobody here."""
    groups: defaultdict[tuple[ThingKind, str], list[_Known]] = defaultdict(list)
    written = {(each.mention.kind, each.value.key) for each in known if not each.mention.is_scanned}
    for each in known:
        if each.mention.kind in _IN_LETTERS and len(looks := as_scanned(each.value.key)) >= _ENOUGH_LOOKS:
            groups[each.mention.kind, looks].append(each)
    for (kind, _), group in groups.items():
        if len({each.value.key for each in group if (kind, each.value.key) in written}) != 1:
            continue
        for a, b in _pairs(group):
            if a.value.key != b.value.key and (a.mention.is_scanned or b.mention.is_scanned):
                yield _link(a, b, probability=_AS_IF_READ, how="looks_alike_in_scan")


def _agree(a: _Known, b: _Known) -> float:
    """How sure what stands beside two values is: their holder, an unusual name, a description word for word."""
    if a.beside.alias and a.beside.alias == b.beside.alias:
        return _AS_IF_NEAR
    if any(len(text.split()) >= 3 for text in a.beside.descriptions & b.beside.descriptions):
        return _AS_IF_NEAR
    best = 0.0
    for ours in a.beside.names:
        for theirs in b.beside.names:
            score = compare(_holder(ours, a.beside), _holder(theirs, b.beside))
            names = sum(reason.bits for reason in score.reasons if reason.code.startswith("name_"))
            is_born_alike = any(reason.code == "birth_date_identical" for reason in score.reasons)
            enough = _NAMES_AGREE_BESIDE_DATE if is_born_alike else _NAMES_AGREE
            if names >= enough and not any("differs" in reason.code for reason in score.reasons):
                best = max(best, score.probability)
    return best


def _holder(name: str, said: Beside) -> Description:
    dates = [said.birth_date] if said.birth_date else []
    return Description.of("Person", names=[name], birth_dates=dates)


def _by_places(known: Sequence[_Known]) -> Iterator[ProposedLink]:
    for a, b in _pairs(each for each in known if each.mention.kind is ThingKind.ADDRESS):
        if a.value.key == b.value.key or are_one_place(a.mention.raw, b.mention.raw):
            yield _link(a, b, probability=_AS_IF_NEAR, how="place", value=a.mention.raw)


def _by_people(known: Sequence[_Known]) -> Iterator[ProposedLink]:
    """Everyone named in the papers: in tables of people, in leads, and as holders of values."""
    people = [
        (each, individual)
        for each in known
        for individual in _people_of(each)
        if each.mention.kind is ThingKind.PERSON or each.mention.individual is None
    ]
    for (a, ours), (b, theirs) in combinations(people, 2):
        if a.mention.bureau == b.mention.bureau or not _may_be_one(ours, theirs):
            continue
        found = compare_people(ours, theirs, (_document_of(ours), _document_of(theirs)))
        if found is not None:
            yield _link(
                a, b, probability=found.probability, how=found.reason, reason=ThingKind.PERSON,
                value=ours.name if a.case < b.case else theirs.name,
            )  # fmt: skip


def _may_be_one(a: Individual, b: Individual) -> bool:
    """Without a date on both sides, or a document of which a part is shown, nothing would link them."""
    return bool(a.birth_date and b.birth_date) or ("*" in a.document) != ("*" in b.document)


def _people_of(each: _Known) -> Iterator[Individual]:
    if each.mention.individual is not None:
        yield each.mention.individual
    else:
        for name in each.beside.names:
            yield Individual(name, str(each.beside.birth_date or ""))


def _document_of(individual: Individual) -> str:
    if not individual.document:
        return ""
    found = read_value(ThingKind.DOCUMENT, individual.document, _ANYWHERE)
    return found.key or found.pattern


_ANYWHERE = Home("", None)
