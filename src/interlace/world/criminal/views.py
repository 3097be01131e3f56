"""What each bureau knows of a ring: part of it, spelled its own way, and damaged in ten ways."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from interlace.world.criminal.chance import chance
from interlace.world.criminal.damage import FIRST, ORDER_OF_HARM, Damage, Written, harm
from interlace.world.criminal.naming import Name, spell
from interlace.world.criminal.population import Person, Role
from interlace.world.criminal.rings import HOTEL_PHONE, Link, Ring, Thing

# Bureau → traditions that it writes in their own script.
BUREAUS: Mapping[str, frozenset[str]] = {
    "KR": frozenset({"kr"}),
    "TH": frozenset({"th"}),
    "VN": frozenset({"vn"}),
    "KH": frozenset({"kh"}),
    "LA": frozenset({"la"}),
    "MM": frozenset({"mm"}),
    "CN": frozenset({"cn"}),
    "SG": frozenset(),
    "MY": frozenset(),
    "ID": frozenset(),
    "PH": frozenset(),
    "JP": frozenset({"jp"}),
    "XA": frozenset({"ar", "ru"}),
    "XB": frozenset({"in", "np"}),
}

# Role → how likely the bureau at home knows of the person, and any other that may: where the compound stands, and for
# mules those of victims. Figures of the game, 2026-11-22; a raid makes the second higher for the host.
_RECORDED: Mapping[Role, tuple[float, float]] = {
    Role.BOSS: (0.55, 0.55),
    Role.RECRUITER: (0.55, 0.5),
    Role.WORKER: (0.6, 0.5),
    Role.MULE: (0.75, 0.35),
    Role.VICTIM: (0.92, 0.25),
}
_RAID_ADDS = 0.35
_THINGS_RECORDED = 0.6
_LINKS_RECORDED = 0.75
_TWICE = 0.03  # a bureau has two records of one person and does not know it
_STATUS: Mapping[Role, tuple[str, str]] = {
    # At home, and where the compound stands.
    Role.BOSS: ("suspect", "suspect"),
    Role.RECRUITER: ("suspect", "suspect"),
    Role.WORKER: ("missing", "witness"),
    Role.MULE: ("suspect", "suspect"),
    Role.VICTIM: ("victim", "victim"),
}
_UNDAMAGED = 0.4


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of one bureau."""

    bureau: str
    id: str
    entity: Mapping[str, Any]
    damage: Sequence[Damage] = ()


@dataclass(slots=True)
class Truth:
    """What one thing or link truly is, and which records speak of it."""

    facts: Mapping[str, Any]
    records: list[Record] = field(default_factory=list)

    def line(self) -> dict[str, Any]:
        """As it is written."""
        told = [
            {"bureau": each.bureau, "id": each.id} | ({"damage": list(each.damage)} if each.damage else {})
            for each in self.records
        ]
        return {**self.facts, "records": told}


def seen(seed: int, ring: Ring) -> Iterator[Truth]:
    """Everything of a ring with the records that bureaus have of it: things first, then links."""
    view = _View(seed, ring)
    for thing in ring.things:
        yield view.of_thing(thing)
    for link in ring.links:
        yield view.of_link(link)


class _View:
    def __init__(self, seed: int, ring: Ring) -> None:
        self._seed = seed
        self._ring = ring
        self._rng = chance(seed, "view", ring.number)
        self._known: dict[str, dict[str, str]] = {}
        """Thing → bureau → id of its record."""

    def of_thing(self, thing: Thing) -> Truth:
        truth = Truth(_facts_of(thing, self._ring))
        known = self._known.setdefault(thing.key, {})
        for bureau, likely in self._who_may_know(thing):
            if self._rng.random() >= likely:
                continue
            links = {prop: at for prop, key in thing.links.items() if (at := self._known.get(key, {}).get(bureau))}
            if thing.schema == "Event" and not links:
                continue  # a sighting of nobody
            known[bureau] = self._record(truth, thing, bureau, links)
            if thing.person is not None and self._rng.random() < _TWICE:
                self._record(truth, thing, bureau, links, again=True)
        return truth

    def of_link(self, link: Link) -> Truth:
        facts = {"link": link.key, "kind": link.kind, **link.ends, "real": link.is_real}
        truth = Truth(facts | {name: texts[0] for name, texts in link.properties.items()})
        ends = {prop: self._known.get(key, {}) for prop, key in link.ends.items()}
        for bureau in next(iter(ends.values())):
            pointing = {prop: [known[bureau]] for prop, known in ends.items() if bureau in known}
            if len(pointing) < 2 or self._rng.random() >= _LINKS_RECORDED:
                continue
            record_id = self._id(bureau, link.key)
            entity = {"id": record_id, "schema": link.schema, "properties": pointing | _lists(link.properties)}
            truth.records.append(Record(bureau, record_id, entity))
        return truth

    def _who_may_know(self, thing: Thing) -> Iterator[tuple[str, float]]:
        for place, bureau in enumerate(dict.fromkeys(thing.seen_in)):
            if bureau not in BUREAUS:
                continue
            if thing.person is None:
                yield bureau, _THINGS_RECORDED
                continue
            is_host = bureau == self._ring.host
            raid = _RAID_ADDS if is_host and self._ring.raided and thing.person.role is not Role.VICTIM else 0.0
            yield bureau, _RECORDED[thing.person.role][is_host or place > 0] + raid
        if thing.person is not None and thing.person.role is Role.BOSS:
            yield self._rng.choice([each for each in BUREAUS if each not in thing.seen_in]), 0.5

    def _record(self, truth: Truth, thing: Thing, bureau: str, links: Mapping[str, str], *, again: bool = False) -> str:
        record_id = self._id(bureau, thing.key, "again" if again else "")
        damage: Sequence[Damage] = ()
        properties = _lists(thing.properties)
        if thing.person is not None:
            properties, damage = describe_person(thing.person, bureau, self._ring.host, self._rng)
        properties |= {prop: [at] for prop, at in links.items()}
        entity = {"id": record_id, "schema": thing.schema, "properties": properties}
        truth.records.append(Record(bureau, record_id, entity, damage))
        return record_id

    def _id(self, bureau: str, *words: str) -> str:
        """An id that says nothing about who it is or how many there are."""
        text = "/".join((str(self._seed), str(self._ring.number), bureau, *words))
        return f"{bureau}-{hashlib.blake2s(text.encode(), digest_size=8).hexdigest()}"


def _facts_of(thing: Thing, ring: Ring) -> dict[str, Any]:
    facts: dict[str, Any] = {"thing": thing.key, "schema": thing.schema, "ring": ring.number}
    person = thing.person
    if person is None:
        return facts | {name: texts[0] for name, texts in thing.properties.items()} | dict(thing.links)
    told = {"role": person.role, "nationality": person.nationality, "tradition": person.tradition}
    told |= {"gender": person.gender, "name": person.name.latin, "native": person.name.native}
    told |= {"born": person.born.isoformat(), "phone": person.phone, "passport": person.passport}
    return facts | {name: text for name, text in told.items() if text}


def _lists(properties: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in properties.items()}


def describe_person(
    person: Person, bureau: str, host: str, rng: Random
) -> tuple[dict[str, list[str]], Sequence[Damage]]:
    """How this bureau writes the person down, and what went wrong with it."""
    name, birth, damage = write_person(person, bureau, rng)
    properties = {"name": [name]}
    if rng.random() < 0.9:
        properties["birthDate"] = [birth]
    else:
        damage = [each for each in damage if each not in _OF_DATES]
    if rng.random() < 0.85:
        properties["gender"] = [person.gender.value]
    if rng.random() < 0.9:
        properties["nationality"] = [person.nationality]
    if person.passport and rng.random() < 0.5:
        properties["passportNumber"] = [person.passport]
    if person.phone and rng.random() < 0.6:
        properties["phone"] = [person.phone]
    elif person.role is Role.WORKER and rng.random() < 0.1:
        properties["phone"] = [HOTEL_PHONE]
    properties["status"] = [_STATUS[person.role][bureau == host]]
    return properties, damage


_OF_DATES = frozenset({Damage.DATE_SWAP, Damage.PARTIAL_DATE, Damage.ERA_YEAR})


def write_person(person: Person, bureau: str, rng: Random) -> tuple[str, str, list[Damage]]:
    """Name and birth date as this bureau has them, and the damage done to them."""
    native = person.tradition in BUREAUS.get(bureau, ()) and rng.random() < 0.85
    words = _native_words(person.name) if native else [spell(part, rng) for part in person.name.parts]
    written = Written(words, person.name, person.born, person.born.isoformat(), native, bureau)
    likeliest = [part.spellings[0] for part in person.name.parts]
    damage = [] if native or words == likeliest else [Damage.TRANSLITERATION]
    if rng.random() >= _UNDAMAGED:
        wanted = 1 + (rng.random() < 0.3)
        done: list[Damage] = []
        kinds = rng.sample(ORDER_OF_HARM, len(ORDER_OF_HARM))
        # Those that look parts of a name up by their place come before those that move them.
        for kind in sorted(kinds[: wanted + 1], key=lambda each: each not in FIRST):
            if len(done) < wanted and harm(kind, written, rng):
                done.append(kind)
        damage += [kind for kind in done if kind not in damage]
    return written.text, written.birth, damage


def _native_words(name: Name) -> list[str]:
    return [part.native for part in name.parts if part.native]
