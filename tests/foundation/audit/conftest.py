"""Means to do to the ledger what the product never does."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials


class Tamper(Protocol):
    """Do something that the triggers would refuse."""

    def __call__(self, statement: LiteralString, *values: object) -> None: ...


@pytest.fixture
def tamper(node_data: Path, transactional_db: None) -> Iterator[Tamper]:
    """Run statements as an administrator of the machine, for whom the triggers sleep."""
    parameters = administrator_parameters(node_data, os.environ.get("DATABASE_URL"), ensure_credentials(node_data))
    with psycopg.connect(make_conninfo(**parameters), autocommit=True) as server:
        server.execute("set session_replication_role = replica")

        def run(statement: LiteralString, *values: object) -> None:
            server.execute(statement, values)

        yield run


@pytest.fixture(autouse=True)
def _forget_the_kept_checkpoint(node_data: Path) -> None:
    """Every test begins with a log of its own."""
    (node_data / "audit" / "latest.json").unlink(missing_ok=True)
