from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from interlace.screening.index import ScreeningIndex


@pytest.fixture(scope="session")
def compiled_loops() -> Path:
    """One cache for all tests of all runs: compiling takes some seconds."""
    return Path(settings.INTERLACE_COMPILED_LOOPS)


@pytest.fixture
def index(tmp_path: Path, compiled_loops: Path) -> Iterator[ScreeningIndex]:
    with ScreeningIndex.open(tmp_path / "index", compiled_loops=compiled_loops) as opened:
        yield opened
