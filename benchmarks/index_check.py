"""How fast and how complete the screening index answers, on people who do not exist.

    python benchmarks/index_check.py 10000 20000 100000 1000000

Names are made here from syllables of several traditions, with a few surnames that many share, as in life. Per size it
prints one JSON line: building, bytes per record, identifier look-ups, fuzzy name search for a viewer of everything and
for one of 1 % of the labels, and how often the damaged name of a person still finds that person among ten.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from interlace.screening.index import (
    BirthDate,
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

LABELS = 20_000
QUERIES = 1_000
WARM_UP = 20
KINDS = ("exact", "one error", "two errors", "other order", "middle dropped", "initial", "written together", "combined")

# Invented word stock: onsets and rhymes that sound like a tradition, not a list of anybody's names.
TRADITIONS: dict[str, tuple[Sequence[str], Sequence[str], int, int]] = {
    "korean": (("k", "g", "b", "ch", "d", "h", "j", "m", "n", "s", "y"), ("a", "eo", "o", "u", "in", "un", "ae"), 1, 2),
    "chinese": (("zh", "x", "q", "w", "l", "sh", "ch", "y", "h", "j"), ("ang", "iao", "ing", "u", "ei", "ong"), 1, 2),
    "vietnamese": (("ng", "tr", "th", "ph", "l", "h", "v", "d"), ("uyen", "an", "inh", "ong", "ai", "oc"), 1, 1),
    "thai": (
        ("s", "ch", "th", "k", "p", "r", "w", "n", "ph"),
        ("om", "ai", "it", "an", "ong", "ut", "ee", "ada"),
        2,
        5,
    ),
    "latin": (("m", "r", "br", "l", "c", "d", "st", "v", "f"), ("a", "en", "ard", "io", "os", "el", "ine", "u"), 2, 4),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("sizes", nargs="+", type=int)
    for size in arguments.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measured(size, Path(folder))), flush=True)


def measured(size: int, folder: Path) -> dict[str, object]:
    people = list(invented(size, random.Random(size)))
    started, processor_before = time.perf_counter(), time.process_time()
    with IndexWriter(folder / "index") as writer:
        for person in people:
            writer.add(person)
        added = time.perf_counter()
        segment = writer.commit()
    committed, processor = time.perf_counter(), time.process_time() - processor_before
    index = ScreeningIndex.open(folder / "index", compiled_loops=folder / "compiled")
    everything = PermittedLabels.of(range(LABELS))
    one_in_hundred = PermittedLabels.of(range(0, LABELS, 100))
    chance = random.Random(7)
    chosen = [people[chance.randrange(size)] for _ in range(QUERIES)]
    damaged = [(person, *damage(person, KINDS[at % len(KINDS)], chance)) for at, person in enumerate(chosen)]
    return {
        "records": size,
        "build": {
            "add_seconds": round(added - started, 2),
            "assemble_and_write_seconds": round(committed - added, 2),
            "processor_seconds": round(processor, 2),
        },
        "bytes_per_record": round(segment.stat().st_size / size, 1),
        **identifier_figures(index, chosen, everything),
        "names_all_labels": name_figures(index, damaged, everything),
        "names_one_label_in_hundred": name_figures(index, damaged, one_in_hundred),
        **recall(index, damaged, everything),
        **change_figures(index, people),
    }


def invented(size: int, chance: random.Random) -> Iterator[IndexRecord]:
    """People with one to three words of name, a third of them also under a second spelling."""
    stock = {tradition: _words(tradition, size, chance) for tradition in TRADITIONS}
    for number in range(size):
        surnames, given = stock[chance.choice(list(TRADITIONS))]
        words = [surnames[min(int(chance.expovariate(8 / len(surnames))), len(surnames) - 1)], chance.choice(given)]
        if chance.random() < 0.35:
            words.append(chance.choice(given))
        label = chance.randrange(LABELS)
        names = [words] if chance.random() < 0.7 else [words, [misspelt(word, chance) for word in words]]
        yield IndexRecord(
            subject=chance.randbytes(16),
            holder=chance.choice(("KR", "TH", "VN", "SG", "XA", "XB")),
            row=number,
            names=tuple(IndexedName(tuple(token(word) for word in spelling), label) for spelling in names),
            identifiers=(IndexedIdentifier(f"phone:+8210{number:08d}", label),) if chance.random() < 0.6 else (),
            birth_dates=(IndexedBirthDate(BirthDate(chance.randint(1940, 2006)), label),)
            if chance.random() < 0.85
            else (),
        )


def token(word: str) -> NameToken:
    """A word with its consonants as family key, roughly what a romanisation rule leaves unchanged."""
    skeleton = word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiouy")
    return NameToken(word, (skeleton,) if len(skeleton) > 2 else ())


def damage(person: IndexRecord, kind: str, chance: random.Random) -> tuple[str, Query]:
    words = [each.text for each in person.names[0].tokens]
    dates = tuple(entry.date for entry in person.birth_dates)
    if kind in {"one error", "combined"}:
        words = _one_changed(words, chance)
    if kind == "two errors":
        words = _one_changed(_one_changed(words, chance), chance)
    if kind in {"other order", "combined"}:
        words = [*words[1:], words[0]]
    if kind in {"middle dropped", "combined"} and len(words) > 2:
        words = [words[0], words[2]]
    if kind == "initial":
        words = [words[0], words[1][0], *words[2:]]
    if kind == "written together" and len(words) > 2:
        words = [words[0], words[1] + words[2]]
    return kind, Query(names=(tuple(token(word) for word in words),), birth_dates=dates)


def misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word)) if len(word) > 1 else 0
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :] if len(word) > 3 else word + "h"
        case 1:
            return word[:at] + chance.choice("aeiouhnk") + word[at:]
        case 2:
            return word[:at] + chance.choice("aeioustr") + word[at + 1 :]
        case _:
            return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word + "h"


def identifier_figures(
    index: ScreeningIndex, chosen: Sequence[IndexRecord], permitted: PermittedLabels
) -> dict[str, object]:
    keys = [entry.key for person in chosen for entry in person.identifiers] + [f"phone:none{n}" for n in range(500)]
    stopwatch = Stopwatch()
    for key in keys * 10:
        with stopwatch:
            index.search(Query(identifiers=(key,)), permitted, limit=10)
    return {"identifiers": stopwatch.figures()}


def name_figures(
    index: ScreeningIndex, damaged: Sequence[tuple[IndexRecord, str, Query]], permitted: PermittedLabels
) -> dict[str, float]:
    for _, _, query in damaged[:WARM_UP]:
        index.search(query, permitted, limit=10)
    stopwatch = Stopwatch()
    for _, _, query in damaged:
        with stopwatch:
            index.search(query, permitted, limit=10)
    return stopwatch.figures()


def recall(
    index: ScreeningIndex, damaged: Sequence[tuple[IndexRecord, str, Query]], permitted: PermittedLabels
) -> dict[str, object]:
    found: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for person, kind, query in damaged:
        answer = index.search(query, permitted, limit=10)
        found[kind].append(any(candidate.subject == person.subject for candidate in answer))
    every = [hit for hits in found.values() for hit in hits]
    by_kind = {kind: round(statistics.mean(hits), 3) for kind, hits in found.items()}
    return {"recall_at_10": round(statistics.mean(every), 3), "recall_by_kind": by_kind}


def change_figures(index: ScreeningIndex, people: Sequence[IndexRecord]) -> dict[str, object]:
    """How long one changed record takes until it can be found, and how long folding the changes in takes."""
    stopwatch = Stopwatch()
    for person in people[:50]:
        with stopwatch:
            index.apply_delta([person])
    started = time.perf_counter()
    index.merge()
    return {"change": stopwatch.figures(), "merge_seconds": round(time.perf_counter() - started, 2)}


def _words(tradition: str, size: int, chance: random.Random) -> tuple[list[str], list[str]]:
    onsets, rhymes, shortest, longest = TRADITIONS[tradition]

    def word() -> str:
        return "".join(chance.choice(onsets) + chance.choice(rhymes) for _ in range(chance.randint(shortest, longest)))

    surnames = sorted({word() for _ in range(max(50, size // 100))})
    chance.shuffle(surnames)
    return surnames, sorted({word() for _ in range(max(200, size // 40))})


def _one_changed(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], misspelt(words[at], chance), *words[at + 1 :]]


class Stopwatch:
    """Wall time, and processor time beside it: on a busy machine only the second one is the program's own."""

    def __init__(self) -> None:
        self._wall: list[float] = []
        self._processor: list[float] = []
        self._started = (0.0, 0.0)

    def __enter__(self) -> None:
        self._started = (time.perf_counter(), time.process_time())

    def __exit__(self, *_: object) -> None:
        self._wall.append(time.perf_counter() - self._started[0])
        self._processor.append(time.process_time() - self._started[1])

    def figures(self) -> dict[str, float]:
        return {
            "per_second": round(len(self._wall) / sum(self._wall)),
            "p50_ms": _at(self._wall, 0.5),
            "p99_ms": _at(self._wall, 0.99),
            "p50_processor_ms": _at(self._processor, 0.5),
            "p99_processor_ms": _at(self._processor, 0.99),
        }


def _at(seconds: Sequence[float], share: float) -> float:
    return round(sorted(seconds)[int(len(seconds) * share)] * 1000, 3)


if __name__ == "__main__":
    main()
