"""The tests' own node: a data folder in a temporary place with a real PostgreSQL inside, the same roles, no mocks.

Tests run as the role that row-level security binds. INTERLACE_TEST_DATABASE_URL runs them against an external server
instead (an administrator's URL; its database is named anew for every test process). Nothing starts before the first
test that asks for the database.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker
    from tests.washing import Washing

    from interlace.foundation.disclosure.labels import LabelBook

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_EXTERNAL = os.environ.get("INTERLACE_TEST_DATABASE_URL")

# Before Django reads its settings: where this process's node lies, and which database it uses.
_FOLDER = Path(tempfile.mkdtemp(prefix="interlace-tests-"))
_DATA = _FOLDER / "data"
os.environ["INTERLACE_DATA"] = str(_DATA)
os.environ["INTERLACE_ROLE_PREFIX"] = "interlace_test"  # so that no migration can rely on a role's name written out
os.environ.pop("DATABASE_URL", None)
if _EXTERNAL:
    os.environ["DATABASE_URL"] = _EXTERNAL.rsplit("/", 1)[0] + f"/interlace_test_{_WORKER}"


def pytest_configure() -> None:
    """Set up Django now: pytest-django would have read the settings before this file, from a data folder of nobody."""
    from tests.loops import keep_loops_together

    from interlace.foundation.database.credentials import Credentials, write_credentials  # after the environment above

    keep_loops_together()

    # The same passwords every time, because test processes may share the roles of an external server.
    write_credentials(_DATA, Credentials("tests", "superuser of tests", "owner of tests", "app of tests"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "interlace.config.settings"
    django.setup()
    # A worker of pytest-xdist inherits the environment, and would read the settings of this process's folder.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_collection_finish() -> None:
    """Programs and tests stay as long as the process: no collection has to walk through them again."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request leaves its reader's language behind, and the next test must not hear it."""
    from django.utils import translation  # after the settings above

    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def node_data() -> Path:
    """The data folder of the tests' own node."""
    return _DATA


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, before pages whose words are those of the catalogues as they stand."""
    from tests.browsing import launched  # after the settings above

    from interlace.foundation.localize.catalogues import compile_stale

    compile_stale()
    with launched() as opened:
        yield opened


@pytest.fixture(scope="session")
def database_url() -> str | None:
    """The external server of this run, if it has one."""
    return os.environ.get("DATABASE_URL")


def clean(washing: "Washing", book: "LabelBook") -> None:
    """Empty the database and what the process remembers of it."""
    washing.wash()
    book.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """A database with every migration applied by the owner, and the means to wash it after a test that commits."""
    from django.db import connections
    from django.test import TransactionTestCase
    from tests.washing import Washing, drop_external_database

    from interlace.foundation.database import database_open
    from interlace.foundation.database.migrating import migrate_database  # after the settings above
    from interlace.foundation.disclosure.labels import book

    url = os.environ.get("DATABASE_URL")
    if url:
        drop_external_database(url)
    hurry = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    with database_open(_DATA, url, server_settings=hurry), django_db_blocker.unblock():
        migrate_database()
        washing = Washing(_DATA, url)
        with pytest.MonkeyPatch.context() as patch:
            # Django would empty the tables as the role under test, which may not, and take the catalogues with them.
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: clean(washing, book))
            yield
        connections.close_all()
        washing.close()
    if url:
        drop_external_database(url)
