"""Where the compiled loops keep their cache: in the data folder, so that nothing is written beside the program."""

from pathlib import Path


def keep_compiled_loops_in(folder: Path) -> None:
    """Direct the compiler's cache. It has effect until the loops are first imported; later calls change nothing."""
    # Late: the compiler costs most of a second to import, which a check of identifiers must not pay.
    import numba

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    setattr(numba.config, "CACHE_DIR", str(folder))  # noqa: B010 - the compiler makes this name at run time
