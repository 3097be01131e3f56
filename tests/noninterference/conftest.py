"""The node of the harness: an exercise node without limits of pace, as its looker meets it."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def open_node(settings: Any) -> Iterator[None]:
    """Counting by the database's own clock would be noise here; budgets by the story's clock stay as they are."""
    settings.INTERLACE_DEMO = True
    settings.INTERLACE_REQUESTS_PER_SECOND = 1_000_000
    settings.INTERLACE_SEARCHES_PER_MINUTE = 1_000_000
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    logging.disable(logging.WARNING)  # refusals are what is asked for here
    yield
    logging.disable(logging.NOTSET)
