"""Where the compiled loops keep their cache: in the data folder, so that nothing is written beside the program."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

_CORE = Path(__file__).parents[2] / "core"
_SOURCES = (Path(__file__).parent, *(_CORE / room for room in ("compiled", "linkage", "pairing")))


def keep_compiled_loops_in(folder: Path) -> None:
    """Direct the compiler's cache. It has effect until the loops are first imported; later calls change nothing.

    The compiler asks only whether the file of a loop has changed, never those of the loops that it calls: so loops of
    other sources have another folder. Earlier ones stay: a process that runs on them may still want to write there.
    """
    # Late: the compiler costs most of a second to import, which a check of identifiers must not pay.
    import numba

    place = place_of_loops(folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    setattr(numba.config, "CACHE_DIR", str(place))  # noqa: B010 - the compiler makes this name at run time


def place_of_loops(folder: Path) -> Path:
    """Where below this folder the loops of these sources are kept."""
    return folder / _written()


@cache
def _written() -> str:
    """What tells the sources of the loops, as this process began with them, from those of any other release."""
    digest = blake2b(digest_size=8)
    for source in _SOURCES:
        for path in sorted(source.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
