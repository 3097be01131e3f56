from collections.abc import Iterator
from pathlib import Path

import pytest

from interlace.screening.index import ScreeningIndex


@pytest.fixture(scope="session")
def compiled_loops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests of a run: compiling takes some seconds."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def index(tmp_path: Path, compiled_loops: Path) -> Iterator[ScreeningIndex]:
    with ScreeningIndex.open(tmp_path / "index", compiled_loops=compiled_loops) as opened:
        yield opened
