"""A list of the synthetic world in which three records of ten are damaged copies of others, with its truth."""

import random
from collections.abc import Iterator

from benchmarks.index_damage import KINDS, asked_about
from benchmarks.matching.pairs import Subject

from interlace.world.criminal.register import register_records

SEED = 11

_COPIES = 0.3
_DOCUMENT_KEPT = 0.3
_GENDER_KEPT = 0.8
_KINDS = sorted(KINDS)


def synthetic(size: int) -> Iterator[Subject]:
    """So many records. The register lists one in ten of its persons again itself, spelled as another country would."""
    chance = random.Random(SEED)
    originals = round(size * (1 - _COPIES))
    copied = set(chance.sample(range(originals), size - originals))
    for number, (record, truth) in enumerate(register_records(originals, SEED)):
        given = {prop: values[0] for prop, values in record["properties"].items() if values}
        entity = str(truth["thing"] if truth is not None else record["id"])
        whole = Subject(
            entity,
            "Person",
            given.get("name", ""),
            birth_date=given.get("birthDate", ""),
            gender=given.get("gender", ""),
            document=given.get("passportNumber", ""),
        )
        yield whole
        if number in copied and whole.name:
            yield _damaged(whole, chance)


def _damaged(whole: Subject, chance: random.Random) -> Subject:
    name, birth = asked_about(whole.name, whole.birth_date, chance.choice(_KINDS), chance)
    return Subject(
        whole.entity,
        whole.schema,
        name,
        birth_date=birth,
        gender=whole.gender if chance.random() < _GENDER_KEPT else "",
        document=whole.document if chance.random() < _DOCUMENT_KEPT else "",
    )
