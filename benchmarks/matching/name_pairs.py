"""Single name words in seven scripts beside a Latin spelling each, mined from Wikidata."""

import gzip
from pathlib import Path

from benchmarks.matching.negatives import Query, others
from benchmarks.matching.pairs import LabelledSet, Pair, Part, Subject, Truth, part_of, sampled

_HARD = 4


def labelled(data: Path, part: Part, *, most: int) -> list[LabelledSet]:
    """One set for every script."""
    return [
        LabelledSet(f"words {path.name.split('_')[1]}", part, tuple(_pairs(_read(path), part, most)))
        for path in sorted((data / "name_pairs").glob("wd_*"))
    ]


def _read(path: Path) -> list[tuple[str, str]]:
    packed = path.suffix == ".gz"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as file:
        columns = [line.rstrip("\n").split("\t") for line in file]
    return sorted({(latin, native.replace(" ", "")) for latin, native, *_ in columns})


def _pairs(rows: list[tuple[str, str]], part: Part, most: int) -> list[Pair]:
    """Words that share a spelling are one entity: a name with two readings is in one half and no negative of itself."""
    family = _families(rows)
    mine = [(latin, native) for latin, native in rows if part_of(family[native]) is part]
    asked = sampled([f"{latin}\t{native}" for latin, native in mine], most)
    queries, same = [], []
    for latin, _, native in (line.partition("\t") for line in asked):
        word = Subject(family[native], "Person", native)
        queries.append(Query(word, latin))
        same.append(Pair(word, Subject(family[native], "Person", latin), Truth.SAME))
    candidates = [Subject(family[latin], "Person", latin) for latin in sorted({latin for latin, _ in mine})]
    return [*same, *others(queries, candidates, hard=_HARD, chance=0)]


def _families(rows: list[tuple[str, str]]) -> dict[str, str]:
    """Every word with the first word that it hangs together with."""
    above: dict[str, str] = {}

    def first_of(word: str) -> str:
        while (upper := above.setdefault(word, word)) != word:
            above[word] = above[upper]
            word = upper
        return word

    for latin, native in rows:
        one, other = sorted((first_of(latin), first_of(native)))
        above[other] = one
    return {word: first_of(word) for word in list(above)}
