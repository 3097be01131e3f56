"""Small records and whole corpora for the tests of the index."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from interlace.screening.index import (
    FACTS,
    IndexedBirthYear,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
    IndexWriter,
    NameToken,
    PermittedLabels,
    Query,
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
        birth_years=tuple(IndexedBirthYear(year, label) for year in born),
    )


def by_name(text: str, *, born: Iterable[int] = ()) -> Query:
    return Query(names=(name(text),), birth_years=tuple(born))


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
            birth_years=tuple(entry for entry in each.birth_years if permitted.permits(entry.label)),
        )
        for each in records
    ]
    return [each for each in seen if each.names or each.identifiers or each.birth_years]


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

words = st.sampled_from(WORDS)
tokens = st.one_of(words.map(token), words.map(lambda word: NameToken(word, (word[:3],))))
token_names = st.lists(tokens, min_size=1, max_size=4).map(tuple)
labels = st.sampled_from(list(LABELS))
identifier_keys = st.integers(0, 8).map(lambda number: f"phone:+8210000014{number}")
years = st.integers(1970, 1990)

records = st.builds(
    IndexRecord,
    subject=st.integers(0, 40).map(subject),
    holder=st.sampled_from(["KR", "TH", "XB"]),
    source=st.sampled_from([FACTS, "list"]),
    row=st.integers(0, 1000),
    names=st.lists(st.builds(IndexedName, token_names, labels), max_size=3).map(tuple),
    identifiers=st.lists(st.builds(IndexedIdentifier, identifier_keys, labels), max_size=2).map(tuple),
    birth_years=st.lists(st.builds(IndexedBirthYear, years, labels), max_size=2).map(tuple),
)
queries = st.builds(
    Query,
    names=st.lists(token_names, max_size=2).map(tuple),
    identifiers=st.lists(identifier_keys, max_size=2).map(tuple),
    birth_years=st.lists(years, max_size=2).map(tuple),
)
permissions = st.sets(labels).map(PermittedLabels.of)


@dataclass(frozen=True, slots=True)
class History:
    """How a corpus came to be: built, then changed step by step, with subjects withdrawn in between."""

    built: list[IndexRecord]
    changes: list[IndexRecord | bytes]
    merged_after: int

    def standing(self) -> list[IndexRecord]:
        """What counts in the end."""
        state = {each.key: each for each in self.built}
        for change in self.changes:
            if isinstance(change, bytes):
                state = {key: each for key, each in state.items() if key.subject != change}
            else:
                state[change.key] = change
        return list(state.values())


histories = st.builds(
    History,
    built=st.lists(records, max_size=25),
    changes=st.lists(st.one_of(records, records, records, st.integers(0, 40).map(subject)), max_size=12),
    merged_after=st.integers(0, 14),
)
