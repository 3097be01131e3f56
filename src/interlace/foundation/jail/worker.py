"""The process of the jail: puts up the walls, then reads the file, then answers in plain data.

Started by `running.py` and by nothing else. Standard input holds one line of JSON (what to run, within what) and then
the file. Nothing of the file is touched before the walls stand.
"""

import json
import os
import resource
import sys
from importlib import import_module

from interlace.foundation.jail.bounds import Json, Reason, Unreadable
from interlace.foundation.jail.walls import Wall, are_enough, put_up_walls

MOST_OPEN_FILES = 64


def main(answer_descriptor: int) -> None:
    """Read one file and leave."""
    with os.fdopen(0, "rb", closefd=False) as source:
        order = json.loads(source.readline())
        _limit(memory=order["memory"], seconds=order["seconds"], answer=order["answer"])
        sys.path.append(order["code"])
        walls = put_up_walls(code=order["code"], programs=frozenset(order["programs"]))
        outcome = {"walls": sorted(walls)} | _outcome_of(order, walls, source.read())
    _answer(answer_descriptor, outcome, most=order["answer"])


def _limit(*, memory: int, seconds: int, answer: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (answer, answer))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome_of(order: dict[str, str], walls: frozenset[Wall], data: bytes) -> dict[str, Json]:
    if not are_enough(walls):
        return {"unsafe": True}
    try:
        reader = getattr(import_module(order["module"]), order["function"])
        return {"answer": reader(data, order["arguments"])}
    except Unreadable as refusal:
        return {"refused": refusal.reason.value}
    except MemoryError:
        return {"refused": Reason.TOO_MUCH_MEMORY.value}
    except RecursionError:
        return {"refused": Reason.TOO_DEEP.value}
    except Exception as error:
        # Whatever a parser trips over is the file's doing; only the name of the error leaves, none of its words.
        return {"refused": Reason.UNREADABLE.value, "error": type(error).__name__}


def _answer(descriptor: int, outcome: dict[str, Json], *, most: int) -> None:
    written = json.dumps(outcome, allow_nan=False).encode()
    if len(written) > most:
        written = json.dumps({"walls": outcome["walls"], "refused": Reason.ANSWER_TOO_LARGE.value}).encode()
    with os.fdopen(descriptor, "wb") as target:
        target.write(written)


if __name__ == "__main__":
    main(int(sys.argv[1]))
