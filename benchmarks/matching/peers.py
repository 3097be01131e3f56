"""Peers answer from an environment of their own (`make peers`): pairs go in as lines of JSON, scores come out."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from benchmarks.matching.pairs import Pair, Subject
from benchmarks.matching.scorers import WARM_UP, Scored

ALGORITHMS = ("logic-v2", "logic-v1", "name-based", "regression-v1")

_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = _ROOT / "build" / "peers"
_PYTHON = _ENVIRONMENT / "bin" / "python"
_PROGRAM = Path(__file__).with_name("peers_process.py")
_LINKER = Path(__file__).with_name("splink_process.py")


def are_installed() -> bool:
    """Whether `make peers` has been run."""
    return (_ENVIRONMENT / ".made").exists()


class Peer:
    """One algorithm of nomenklatura, in a process that stays for all sets."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [_PYTHON, _PROGRAM, "score", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def score(self, pairs: Sequence[Pair]) -> Scored:
        """Between 0 and 1."""
        # Whole lines in turn: the process reads all before it writes anything, so neither waits for the other.
        json.dump([WARM_UP, [(entity_of(pair.left), entity_of(pair.right)) for pair in pairs]], self._pipe_in)
        self._pipe_in.write("\n")
        self._pipe_in.flush()
        answer = self._pipe_out.readline()
        if not answer:
            raise RuntimeError(f"{self.name} stopped: its reason stands above")
        found = json.loads(answer)
        return Scored(found["scores"], found["seconds"])

    def close(self) -> None:
        """End the process."""
        self._pipe_in.close()
        self._process.wait(timeout=10)

    @property
    def _pipe_in(self) -> IO[str]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _pipe_out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout


def read_parquet(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a Parquet file as text, nothing as the empty string."""
    done = subprocess.run([_PYTHON, _PROGRAM, "rows", path], stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        yield json.loads(line)


def linked_by_splink(
    subjects: Sequence[Subject], *, threads: int = 1
) -> tuple[dict[str, float], dict[str, list[list[int]]]]:
    """What it took, and for every probability the clusters, as places in the list."""
    lines = (json.dumps(_flat(place, subject)) for place, subject in enumerate(subjects))
    done = subprocess.run(
        [_PYTHON, _LINKER, str(threads)], input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True
    )
    answer = json.loads(done.stdout)
    return {name: round(value, 1) for name, value in answer.items() if name != "clusters"}, answer["clusters"]


def _flat(place: int, subject: Subject) -> dict[str, object]:
    words = subject.name.split() or [""]
    values = {
        "name": subject.name,
        "first_name": words[0],
        "surname": words[-1],
        "birth_date": subject.birth_date,
        "birth_place": subject.birth_place,
        "address": subject.address,
        "gender": subject.gender,
        "document": subject.document,
        "nationality": subject.nationality,
        "phone": subject.phone,
    }
    return {"unique_id": place, **{key: value or None for key, value in values.items()}}


def entity_of(subject: Subject) -> dict[str, object]:
    """The record as FollowTheMoney writes it."""
    values = {
        "name": subject.name,
        "birthDate": subject.birth_date,
        "birthPlace": subject.birth_place,
        "address": subject.address,
        "gender": subject.gender,
        "email": subject.email,
        "idNumber": subject.document,
        "nationality": subject.nationality,
        "phone": subject.phone,
    }
    return {"schema": subject.schema, "properties": {key: [value] for key, value in values.items() if value}}
