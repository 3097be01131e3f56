"""The style page behind a real server, for a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test.utils import override_settings
from tests.browsing import served

TEMPLATES = Path(__file__).with_name("templates")


@contextmanager
def style_pages() -> Iterator[str]:
    """Serve the pages with example values; the address of the server."""
    engines = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]
    with override_settings(ROOT_URLCONF="tests.surfaces.web.style_page", TEMPLATES=engines), served() as address:
        yield address
