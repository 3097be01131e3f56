"""Means to do to the ledger what the product never does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials

Tamper = Callable[..., None]


@pytest.fixture
def tamper(node_data: Path, transactional_db: None) -> Iterator[Tamper]:
    """Run statements as an administrator of the machine, for whom the triggers sleep."""
    parameters = administrator_parameters(node_data, os.environ.get("DATABASE_URL"), ensure_credentials(node_data))
    with psycopg.connect(make_conninfo(**parameters), autocommit=True) as server:
        server.execute("set session_replication_role = replica")
        yield lambda statement, *values: server.execute(statement, values)


@pytest.fixture(autouse=True)
def _forget_the_kept_checkpoint(node_data: Path) -> None:
    """Every test begins with a log of its own."""
    (node_data / "audit" / "latest.json").unlink(missing_ok=True)
