"""How Django and the maintenance code reach the database: addresses and roles. Opens nothing by itself."""

import os
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from interlace.foundation.database.cluster import PORT, SUPERUSER, socket_folder
from interlace.foundation.database.credentials import Credentials, read_credentials
from interlace.foundation.database.failures import DatabaseUnusable
from interlace.foundation.database.roles import APP, OWNER

DATABASE = "interlace"

WEB_THREADS = min(16, 2 * (os.cpu_count() or 1) + 1)
"""Requests that a serving process works on at once; each may hold a connection."""
STATEMENT_SECONDS = 5
"""How long one statement of a page or of the API may take. Jobs and commands may take
longer: they load lists and build the index."""

_BACKGROUND_CONNECTIONS = 3  # a request may hold a second one for a moment: progress of a job, a stream

Parameters = dict[str, str]
"""Connection parameters by their libpq names: host, port, user, password, dbname, sslmode ..."""


def administrator_parameters(data: Path, url: str | None, credentials: Credentials) -> Parameters:
    """How to reach the database as the one who makes roles: the superuser, or whom DATABASE_URL names."""
    if url is None:
        return _embedded(data) | {"user": SUPERUSER, "password": credentials.superuser}
    return _external(url)


def role_parameters(data: Path, url: str | None, *, role: str, password: str) -> Parameters:
    """How to reach the database as one of its roles."""
    place = _embedded(data) if url is None else _external(url)
    return place | {"user": role, "password": password}


def connection_settings(data: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` as the role that row-level security binds, `owner` for migrations alone.

    The passwords are those on disk; `database_open` makes them before the first connection. INTERLACE_POOL=1 keeps
    connections open between requests, for a serving process.
    """
    known = read_credentials(data)
    app = role_parameters(data, url, role=APP, password=known.app if known else "")
    owner = role_parameters(data, url, role=OWNER, password=known.owner if known else "")
    return {
        "default": _as_django(app, _serving(app) if os.environ.get("INTERLACE_POOL") == "1" else {}),
        "owner": _as_django(owner, {}) | {"TEST": {"MIRROR": "default"}},
    }


def _serving(parameters: Parameters) -> dict[str, Any]:
    """What a process that answers requests adds: connections kept open, and a limit for every statement."""
    limit = f"-c statement_timeout={STATEMENT_SECONDS}s"
    return {
        "pool": {"min_size": 1, "max_size": WEB_THREADS + _BACKGROUND_CONNECTIONS, "timeout": 10},
        "options": f"{parameters.get('options', '')} {limit}".strip(),
    }


def _embedded(data: Path) -> Parameters:
    return {"host": str(socket_folder(data)), "port": str(PORT), "dbname": DATABASE}


def _external(url: str) -> Parameters:
    try:
        found = conninfo_to_dict(url)
    except ProgrammingError:
        found = {}
    if not url.startswith(("postgresql://", "postgres://")) or not found.get("host"):
        # The URL holds a password, so it is not repeated here.
        raise DatabaseUnusable(
            "DATABASE_URL is not the address of a PostgreSQL server.",
            code="database_url_invalid",
            fix="Write it as postgresql://ROLE:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full",
        )
    parameters = {name: str(value) for name, value in found.items() if value is not None}
    return {"port": str(PORT), "dbname": DATABASE} | parameters


def _as_django(parameters: Parameters, options: dict[str, Any]) -> dict[str, Any]:
    rest = {
        name: value for name, value in parameters.items() if name not in {"host", "port", "dbname", "user", "password"}
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters["dbname"],
        "HOST": parameters["host"],
        "PORT": parameters["port"],
        "USER": parameters["user"],
        "PASSWORD": parameters["password"],
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"application_name": "interlace"} | rest | options,
    }
