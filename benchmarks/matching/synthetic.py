"""A list of the synthetic world in which three records of ten are damaged copies of others, with its truth.

As a register of persons has them, a record says where somebody was born in seven of ten cases, the nationality, a phone
and a passport in part. A copy says less of it, and not always spelled alike. `bare` leaves nationality, place and phone
out: what remains is often true of two persons.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.index_damage import KINDS, asked_about
from benchmarks.matching.pairs import Subject

from interlace.world.criminal.register import coined, register_records

SEED = 11

_COPIES = 0.3
_DOCUMENT_KEPT = 0.5
_PHONE_KEPT = 0.5
_GENDER_KEPT = 0.8
_PLACE_KNOWN = 0.7
_PLACE_KEPT = 0.8
_PLACE_MISSPELT = 0.1
_PLACES = 4_000
"""Places of birth of one nationality: the one at rank r is as common as 1/r."""
_RANKS = 5_000_011
_KINDS = sorted(KINDS)


def synthetic(size: int) -> Iterator[Subject]:
    """So many records. The register lists one in ten of its persons again itself, spelled as another country would."""
    chance = random.Random(SEED)
    originals = round(size * (1 - _COPIES))
    copied = set(chance.sample(range(originals), size - originals))
    places: dict[str, str] = {}
    for number, (record, truth) in enumerate(register_records(originals, SEED)):
        given = {prop: values[0] for prop, values in record["properties"].items() if values}
        entity = str(truth["thing"] if truth is not None else record["id"])
        nationality = given.get("nationality", "")
        if entity not in places:
            places[entity] = _birth_place(nationality, chance)
        whole = Subject(
            entity,
            "Person",
            given.get("name", ""),
            birth_date=given.get("birthDate", ""),
            birth_place=places[entity] if chance.random() < _PLACE_KNOWN else "",
            gender=given.get("gender", ""),
            nationality=nationality,
            phone=given.get("phone", ""),
            document=given.get("passportNumber", ""),
        )
        yield whole
        if number in copied and whole.name:
            yield _damaged(whole, chance)


def bare(subjects: Iterator[Subject]) -> Iterator[Subject]:
    """The same list without nationality, place and phone."""
    return (replace(subject, nationality="", birth_place="", phone="") for subject in subjects)


def _birth_place(nationality: str, chance: random.Random) -> str:
    # A number of its own for every nationality and rank, far from that of the next: neighbours must not look alike.
    nation = sum(ord(letter) * 31**place for place, letter in enumerate(nationality))
    return coined((nation * _PLACES + int(_PLACES ** chance.random())) * 7_919 % _RANKS)


def _damaged(whole: Subject, chance: random.Random) -> Subject:
    name, birth = asked_about(whole.name, whole.birth_date, chance.choice(_KINDS), chance)
    place = whole.birth_place if chance.random() < _PLACE_KEPT else ""
    return replace(
        whole,
        name=name,
        birth_date=birth,
        birth_place=_misspelt(place, chance) if place and chance.random() < _PLACE_MISSPELT else place,
        gender=whole.gender if chance.random() < _GENDER_KEPT else "",
        phone=whole.phone if chance.random() < _PHONE_KEPT else "",
        document=whole.document if chance.random() < _DOCUMENT_KEPT else "",
    )


def _misspelt(text: str, chance: random.Random) -> str:
    return KINDS["one error"](text, "", chance)[0]
