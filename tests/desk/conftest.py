"""The compiled catalogues that pages and alerts are read from. No model is imported here: Django is not set up yet."""

import pytest
from django.utils.translation import trans_real

from interlace.foundation.localize.catalogues import compile_stale


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Translations as they lie in the repository now."""
    if compile_stale():
        trans_real._translations.clear()  # type: ignore[attr-defined]
