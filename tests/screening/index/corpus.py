"""Small records and whole corpora for the tests of the index."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from interlace.screening.index import (
    FACTS,
    BirthDate,
    Budget,
    IndexedBirthDate,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
    IndexWriter,
    NameToken,
    PermittedLabels,
    Query,
    ScreeningIndex,
)


def token(word: str) -> NameToken:
    """A word with its consonants as the key of its spelling family."""
    consonants = "".join(letter for letter in word if letter not in "aeiou")
    return NameToken(word, (consonants,) if len(consonants) > 2 else ())


def name(text: str) -> tuple[NameToken, ...]:
    return tuple(token(word) for word in text.split())


def subject(number: int) -> bytes:
    return number.to_bytes(16, "big")


def record(
    number: int,
    *names: str,
    label: int = 1,
    holder: str = "KR",
    source: str = FACTS,
    identifiers: Iterable[str] = (),
    born: Iterable[int] = (),
) -> IndexRecord:
    """A record all of whose values stand under one label."""
    return IndexRecord(
        subject=subject(number),
        holder=holder,
        source=source,
        row=number,
        names=tuple(IndexedName(name(text), label) for text in names),
        identifiers=tuple(IndexedIdentifier(key, label) for key in identifiers),
        birth_dates=tuple(IndexedBirthDate(BirthDate(year), label) for year in born),
    )


def by_name(text: str, *, born: Iterable[int] = ()) -> Query:
    return Query(names=(name(text),), birth_dates=tuple(BirthDate(year) for year in born))


def by_identifier(*keys: str) -> Query:
    return Query(identifiers=keys)


def build(path: Path, records: Iterable[IndexRecord], *, segment: str = FACTS) -> None:
    with IndexWriter(path, name=segment) as writer:
        for each in records:
            writer.add(each)
        writer.commit()


def only_permitted(records: Iterable[IndexRecord], permitted: PermittedLabels) -> list[IndexRecord]:
    """The world in which everything hidden from this viewer was never written."""
    seen = [
        replace(
            each,
            names=tuple(entry for entry in each.names if permitted.permits(entry.label)),
            identifiers=tuple(entry for entry in each.identifiers if permitted.permits(entry.label)),
            birth_dates=tuple(entry for entry in each.birth_dates if permitted.permits(entry.label)),
        )
        for each in records
    ]
    return [each for each in seen if each.names or each.identifiers or each.birth_dates]


def under_one_label(each: IndexRecord) -> IndexRecord:
    """The record with all its values under one of its labels."""
    names, identifiers, dates = each.names, each.identifiers, each.birth_dates
    label = min([len(LABELS), *(n.label for n in names), *(i.label for i in identifiers), *(d.label for d in dates)])
    return replace(
        each,
        names=tuple(entry._replace(label=label) for entry in each.names),
        identifiers=tuple(entry._replace(label=label) for entry in each.identifiers),
        birth_dates=tuple(entry._replace(label=label) for entry in each.birth_dates),
    )


# Words close to each other, so that lists of similar words overflow; the same word also with other keys.
WORDS = [
    *("kim", "kin", "kimm", "kima", "j", "k", "s"),
    *("nguyen", "nguyem", "nguyan", "nguyenn", "ngyuen", "nuyen"),
    *("somchai", "somchay", "sonchai", "smochai", "somcha"),
    *("cheol", "su", "cheolsu", "cheolsoo", "chelsu", "cholsu"),
    *("wang", "xiao", "ming", "xiaoming", "xiaomin", "zhiaoming"),
    *("sok", "dara", "dora", "darra"),
]
LABELS = range(6)
PHONES = [f"phone:+8210000014{number}" for number in range(6)]
SUBJECTS = 40


@dataclass(frozen=True, slots=True)
class World:
    """A corpus with its history (built, then changed step by step, subjects withdrawn in between) and questions to it.

    Drawn from one number: worlds dense enough for lists to overflow are rarely met by growing them piece by piece.
    """

    built: list[IndexRecord]
    changes: list[IndexRecord | bytes]
    merged_after: int
    permitted: PermittedLabels
    budget: Budget
    limit: int
    asked: list[Query]

    def play(self, index: ScreeningIndex) -> None:
        for step, change in enumerate(self.changes):
            if step == self.merged_after:
                index.merge()
            if isinstance(change, bytes):
                index.tombstone(subjects=[change])
            else:
                index.apply_delta([change])

    def standing(self) -> list[IndexRecord]:
        """What counts in the end."""
        state = {each.key: each for each in self.built}
        for change in self.changes:
            if isinstance(change, bytes):
                state = {key: each for key, each in state.items() if key.subject != change}
            else:
                state[change.key] = change
        return list(state.values())


def drawn_world(seed: int) -> World:
    chance = Random(seed)
    stock = chance.sample(WORDS, chance.choice((6, 12, len(WORDS))))
    tight = Budget(neighbours=chance.choice((1, 2, 3)), postings=chance.choice((1, 6, 20)))
    return World(
        built=[_drawn_record(chance, stock) for _ in range(chance.randint(0, 40))],
        changes=[
            subject(chance.randrange(SUBJECTS)) if chance.random() < 0.25 else _drawn_record(chance, stock)
            for _ in range(chance.randint(0, 12))
        ],
        merged_after=chance.randint(0, 14),
        permitted=PermittedLabels.of(chance.sample(LABELS, chance.randint(0, 4))),
        budget=chance.choice((tight, Budget())),
        limit=chance.choice((1, 2, 5, 10)),
        asked=[_drawn_query(chance, stock) for _ in range(6)],
    )


def _drawn_record(chance: Random, stock: list[str]) -> IndexRecord:
    return IndexRecord(
        subject=subject(chance.randrange(SUBJECTS)),
        holder=chance.choice(("KR", "TH", "XB")),
        source=chance.choice((FACTS, "list")),
        row=chance.randrange(1000),
        names=tuple(
            IndexedName(_drawn_name(chance, stock), chance.choice(LABELS)) for _ in range(chance.choice((0, 1, 2, 3)))
        ),
        identifiers=tuple(
            IndexedIdentifier(chance.choice(PHONES), chance.choice(LABELS)) for _ in range(chance.randint(0, 2))
        ),
        birth_dates=tuple(
            IndexedBirthDate(_drawn_date(chance), chance.choice(LABELS)) for _ in range(chance.randint(0, 2))
        ),
    )


def _drawn_date(chance: Random) -> BirthDate:
    month, day = chance.choice(((0, 0), (3, 0), (3, 5), (5, 3), (5, 8)))
    return BirthDate(chance.choice((*range(1979, 1984), 1991, 1700)), month, day)


def _drawn_query(chance: Random, stock: list[str]) -> Query:
    return Query(
        names=tuple(_drawn_name(chance, stock) for _ in range(chance.choice((0, 1, 1, 2)))),
        identifiers=tuple(chance.sample(PHONES, chance.choice((0, 0, 1, 2)))),
        birth_dates=(BirthDate(1981, 3, 5),) if chance.random() < 0.5 else (),
    )


def _drawn_name(chance: Random, stock: list[str]) -> tuple[NameToken, ...]:
    words = [chance.choice(stock) for _ in range(chance.randint(1, 4))]
    return tuple(token(word) if chance.random() < 0.8 else NameToken(word, (word[:3],)) for word in words)
