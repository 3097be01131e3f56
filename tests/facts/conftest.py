"""Every test of facts begins with an empty label book: another test's labels are gone from the database."""

import pytest


@pytest.fixture(autouse=True)
def fresh_book() -> None:
    """Forget labels of earlier tests."""
    from interlace.foundation.disclosure.labels import book  # this file is read before Django is set up

    book.forget()
