"""Indexes of ten million records and more, in parts of ten million, built one part after the other and taken up again.

    python -m benchmarks.index_world 10000000                  # the first part, once: half an hour
    python -m benchmarks.index_sizes build 130000000           # can be stopped and started again
    python -m benchmarks.index_sizes ask 130000000 --parts 3 --queries 500 --json FILE

The first part is the register of the synthetic world as it stands. Every other is drawn like it, as reading a hundred
million names takes hours: the coined words of names are drawn anew by the law of the register (so that the vocabulary
grows as it does there), dates of birth are dealt anew, passports are others, telephones the same few. All other words
stay as they are: namesakes are more than in life, never fewer. Questions are about people of the first part.
"""

import argparse
import json
import re
import resource
import time
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path

import numpy as np
from benchmarks.index_recall import measured, questions
from benchmarks.index_world import BLOCK, block_columns, taken_apart, vocabulary_of

from interlace.screening.index import NameToken, PermittedLabels, ScreeningIndex
from interlace.screening.index.columns import Columns, Numbers, Vocabulary, _one_vocabulary, concatenate
from interlace.screening.index.folder import IndexFolder
from interlace.screening.index.manifest import Manifest, SegmentEntry
from interlace.screening.index.segment import Segment
from interlace.screening.index.writer import put_in_place
from interlace.world.criminal.register import _CODAS, _ONSETS, _RANKS, _VOWELS, coined

PART = 10_000_000
COINED_FROM = 700
"""The rank from which a coined word stands in less than `OFTEN` of ten million names: commoner ones stay."""
OFTEN = 300
SHARED_BY_MANY = 5
"""An identifier in more records of a part than this is a telephone's: those come again."""

_LETTERS = ("|".join(sorted(each, key=len, reverse=True)) for each in (_ONSETS, _VOWELS, _CODAS))
_SYLLABLES = re.compile("(?:(?:{})(?:{})(?:{})){{2,3}}".format(*_LETTERS))


def main() -> None:
    """Build or ask."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("work", choices=("build", "ask"))
    arguments.add_argument("size", type=int)
    arguments.add_argument("--labels", type=int, default=1)
    arguments.add_argument("--queries", type=int, default=500)
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    folder = given.folder / f"parts-{given.labels}"
    if given.work == "build":
        build(given.size, given.labels, given.world, folder)
        return
    figures = asked(given.size, given.labels, given.queries, given.world, folder, given.folder / "compiled")
    print(json.dumps(figures, indent=1))
    if given.json:
        given.json.write_text(json.dumps(figures))


def build(size: int, labels: int, world: Path, folder: Path) -> None:
    """Every part that is not there yet."""
    kept = IndexFolder(folder)
    kept.create_if_missing()
    for number in range(-(-size // PART)):
        if any(entry.name == _name(number) for entry in Manifest.read(folder).segments):
            continue
        started, used = time.perf_counter(), time.process_time()
        columns = _first(min(size, PART), labels, world) if number == 0 else _drawn(_kept_first(kept), number, labels)
        made = time.process_time() - used
        put(kept, _name(number), columns)
        figures = {
            "part": number,
            "records": columns.record_count,
            "columns": round(made),
            "assembled": round(time.process_time() - used - made),
            "wall": round(time.perf_counter() - started),
            "most_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        print(json.dumps(figures), flush=True)


def asked(size: int, labels: int, count: int, world: Path, folder: Path, loops: Path) -> dict[str, object]:
    """Speed and recall of questions about people of the first part, in the first parts that make up this size."""
    names = [_name(number) for number in range(-(-size // PART))]
    index = ScreeningIndex.open(folder, compiled_loops=loops)
    held = [part for part in index.segments() if part.name in names]
    records = sum(part.records for part in held)
    checks = list(questions(min(size, PART), count, world, seen=labels, labels=labels))
    return {
        "records": records,
        "words": sum(part.segment.token_identity.size for part in index._current().parts if part.name in names),
        "bytes_per_record": round(sum(part.working_byte_count for part in held) / records, 1),
        "mapped_beside": round(sum(part.byte_count - part.working_byte_count for part in held) / records, 1),
        **measured(index, checks, PermittedLabels.of(range(labels)), sources=names),
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _name(number: int) -> str:
    return f"part-{number}"


def _first(size: int, labels: int, world: Path) -> Columns:
    blocks = [block_columns(first, world, labels=labels) for first in range(0, size, BLOCK)]
    return replace(concatenate(blocks), sources=(_name(0),))


def _kept_first(folder: IndexFolder) -> Columns:
    [entry] = [entry for entry in Manifest.read(folder.path).segments if entry.name == _name(0)]
    return Segment.open(folder.segment_path(entry.file)).columns()


def put(folder: IndexFolder, name: str, columns: Columns) -> None:
    """Make these columns a segment of the index."""
    file = folder.new_segment_name()
    Segment.assemble(columns).write(folder.segment_path(file))
    with folder.changing_structure(), folder.appending():
        put_in_place(folder, SegmentEntry(name, file, 1), without=())


def _drawn(first: Columns, number: int, labels: int) -> Columns:
    """A part like the first one."""
    chance = np.random.default_rng(number)
    row = first.row + number * PART
    dealt = chance.permutation(first.birth_row.size)
    token, vocabulary = _with_other_words(first, chance)
    return replace(
        first,
        sources=(_name(number),),
        subject_high=chance.integers(0, 1 << 64, row.size, dtype=np.uint64),
        subject_low=chance.integers(0, 1 << 64, row.size, dtype=np.uint64),
        row=row,
        name_label=row[first.name_row] % labels,
        token=token,
        vocabulary=vocabulary,
        identifier_hash=_other_passports(first.identifier_hash, chance),
        identifier_label=row[first.identifier_row] % labels,
        birth_year=first.birth_year[dealt],
        birth_day=first.birth_day[dealt],
        birth_label=row[first.birth_row] % labels,
    )


def _with_other_words(first: Columns, chance: np.random.Generator) -> tuple[Numbers, Vocabulary]:
    """The words of the names, those that were coined drawn anew."""
    replaced = np.flatnonzero(_is_coined(first)[first.token])
    drawn = COINED_FROM * (_RANKS / COINED_FROM) ** chance.random(replaced.size)
    ranks, which = np.unique(drawn.astype(np.int64), return_inverse=True)
    others = vocabulary_of(_word(rank) for rank in ranks.tolist())
    vocabulary, [kept, new] = _one_vocabulary([first.vocabulary, others])
    token = kept[first.token]
    token[replaced] = new[which]
    return token, vocabulary


def _word(rank: int) -> NameToken:
    """The word of this rank, or of the next one where names are read without it: a few are titles."""
    return next(word for each in count(rank) for word in taken_apart(coined(each)))


def _is_coined(columns: Columns) -> Numbers:
    """For each word whether it is one of the rarer ones that the register coins of syllables."""
    vocabulary = columns.vocabulary
    text = vocabulary.text.tobytes().decode("latin-1")
    starts = vocabulary.text_start.tolist()
    looks = (_SYLLABLES.fullmatch(text[start:end]) is not None for start, end in pairwise(starts))
    is_rare = np.bincount(columns.token, minlength=len(starts) - 1) < OFTEN
    return np.fromiter(looks, dtype=np.bool_) & is_rare


def _other_passports(hashes: Numbers, chance: np.random.Generator) -> Numbers:
    each, which, count = np.unique(hashes, return_inverse=True, return_counts=True)
    others = chance.integers(0, 1 << 64, each.size, dtype=np.uint64)
    return np.where(count > SHARED_BY_MANY, each, others)[which]


if __name__ == "__main__":
    main()
