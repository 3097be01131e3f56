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
def administer(node_data: Path, transactional_db: None) -> Iterator[Tamper]:
    """Run statements as the superuser, whom neither rights nor row-level security stop."""
    with _server(node_data) as server:

        def run(statement: LiteralString, *values: object) -> None:
            server.execute(statement, values)

        yield run


@pytest.fixture
def tamper(node_data: Path, transactional_db: None) -> Iterator[Tamper]:
    """Run statements as an administrator of the machine who has put the triggers to sleep."""
    with _server(node_data) as server:
        server.execute("set session_replication_role = replica")

        def run(statement: LiteralString, *values: object) -> None:
            server.execute(statement, values)

        yield run


def _server(data: Path) -> psycopg.Connection:
    parameters = administrator_parameters(data, os.environ.get("DATABASE_URL"), ensure_credentials(data))
    return psycopg.connect(make_conninfo(**parameters), autocommit=True)
