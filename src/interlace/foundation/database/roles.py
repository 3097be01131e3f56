"""The roles that meet in the database, and what each may do.

`owner` owns the tables and runs migrations. `app` is the default connection: row-level security binds it, and it may
neither own nor empty a table. `steward` is a second role for the listed jobs that must see every label (index,
cross-match, standing checks, retention, recall): `app` may step into it by an explicit SET LOCAL ROLE and inherits
nothing from it. None is a superuser and none bypasses row-level security.
"""

import os
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.cluster import LOCALE
from interlace.foundation.database.credentials import Credentials
from interlace.foundation.database.failures import DatabaseUnusable


@dataclass(frozen=True, slots=True)
class RoleNames:
    """What the three roles are called on one server."""

    owner: str
    app: str
    steward: str

    @classmethod
    def starting_with(cls, prefix: str) -> "RoleNames":
        """Names of their own, for a node that shares a server with another node."""
        return cls(f"{prefix}_owner", f"{prefix}_app", f"{prefix}_steward")


NAMES = RoleNames.starting_with(os.environ.get("INTERLACE_ROLE_PREFIX", "interlace"))
OWNER, APP, STEWARD = NAMES.owner, NAMES.app, NAMES.steward

OLDEST_SERVER = 150000
_MARK = "Interlace node "
_LOCK = 0x1A7E21ACE  # any number of our own: provisioning of one server is one at a time

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    options: str
    password: str | None = None


def provision(parameters: dict[str, str], credentials: Credentials, *, names: RoleNames = NAMES) -> None:
    """Make the database and its roles, or mend them; running it again, or twice at once, changes nothing.

    `parameters` belong to a superuser or to a role with CREATEROLE and CREATEDB.
    """
    database = parameters["dbname"]
    with _connected(parameters | {"dbname": "postgres"}) as server:
        _refuse_unfit_server(server)
        server.execute("select pg_advisory_lock(%s)", [_LOCK])
        _make_roles(server, credentials, names)
        _make_database(server, database, names)
        with _connected(parameters) as inside:
            _make_rights(inside, database, names)


def _connected(parameters: dict[str, str]) -> Connection:
    try:
        return psycopg.connect(make_conninfo(**parameters), autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseUnusable(
            f"PostgreSQL cannot be reached: {_without_secrets(error, parameters)}",
            code="database_unreachable",
            fix="Check DATABASE_URL, the network and the server; `interlace doctor` tries again.",
        ) from None


def _without_secrets(error: psycopg.Error, parameters: dict[str, str]) -> str:
    words = str(error).strip().splitlines()[-1:]
    password = parameters.get("password")
    return " ".join(words).replace(password, "***") if password else " ".join(words)


def _refuse_unfit_server(server: Connection) -> None:
    if server.info.server_version < OLDEST_SERVER:
        raise DatabaseUnusable(
            f"The PostgreSQL server is version {server.info.server_version // 10000}; Interlace needs 15 or newer.",
            code="database_too_old",
            fix="Upgrade the server, or leave DATABASE_URL away to use the embedded one.",
        )
    (may,) = server.execute(
        "select rolsuper or (rolcreaterole and rolcreatedb) from pg_roles where rolname = current_user"
    ).fetchone() or (False,)
    if not may:
        raise DatabaseUnusable(
            "The role in DATABASE_URL may not make roles and databases.",
            code="database_role_too_weak",
            fix="Ask the server's administrator for: alter role ... createrole createdb",
        )


def _make_roles(server: Connection, credentials: Credentials, names: RoleNames) -> None:
    roles = (
        _Role(names.owner, "login inherit", credentials.owner),
        _Role(names.app, "login noinherit", credentials.app),
        _Role(names.steward, "nologin noinherit"),
    )
    for role in roles:
        name = sql.Identifier(role.name)
        found = server.execute(
            "select rolsuper or rolbypassrls, shobj_description(oid, 'pg_authid') from pg_roles where rolname = %s",
            [role.name],
        ).fetchone()
        if found is None:
            server.execute(sql.SQL("create role {}").format(name))
            server.execute(sql.SQL("comment on role {} is {}").format(name, _MARK + credentials.node))
        else:
            _refuse_foreign_role(role.name, found, credentials)
        password = sql.SQL(" password {}").format(role.password) if role.password else sql.SQL("")
        server.execute(sql.SQL("alter role {} {}{}").format(name, sql.SQL(role.options), password))
        server.execute(sql.SQL("alter role {} set search_path = public, pg_temp").format(name))
    with_options = " with inherit false, set true" if server.info.server_version >= 160000 else ""
    server.execute(sql.SQL("grant {} to {}" + with_options).format(*_identifiers(names.steward, names.app)))
    _join_owner(server, names)


def _refuse_foreign_role(name: str, found: tuple[object, ...], credentials: Credentials) -> None:
    bypasses, comment = found
    if bypasses:
        raise DatabaseUnusable(
            f"The database role {name} would bypass row-level security.",
            code="database_role_too_strong",
            fix=f"Run as its administrator: alter role {name} nosuperuser nobypassrls",
        )
    if comment != _MARK + credentials.node:
        raise DatabaseUnusable(
            f"The database role {name} on this server belongs to another node.",
            code="database_role_taken",
            fix="Set INTERLACE_ROLE_PREFIX to a name of this node's own, and keep it set.",
        )


def _join_owner(server: Connection, names: RoleNames) -> None:
    """An administrator who is no superuser gives a database to the owner only as a member of it."""
    (is_superuser,) = server.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() or (
        False,
    )
    if not is_superuser:
        server.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(names.owner)))


def _make_database(server: Connection, database: str, names: RoleNames) -> None:
    found = server.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    if found is None:
        # The template that holds nothing takes any locale, whatever the server's own is.
        server.execute(
            sql.SQL("create database {} owner {} template template0 encoding 'UTF8' locale {}").format(
                *_identifiers(database, names.owner), LOCALE
            )
        )


def _make_rights(inside: Connection, database: str, names: RoleNames) -> None:
    owner, app, steward = _identifiers(names.owner, names.app, names.steward)
    name = sql.Identifier(database)
    statements = (
        sql.SQL("revoke all on database {} from public").format(name),
        sql.SQL("grant connect, create, temporary on database {} to {}").format(name, owner),
        sql.SQL("grant connect, temporary on database {} to {}, {}").format(name, app, steward),
        sql.SQL("revoke all on schema public from public"),
        sql.SQL("grant usage, create on schema public to {}").format(owner),
        sql.SQL("grant usage on schema public to {}, {}").format(app, steward),
    )
    for statement in statements:
        inside.execute(statement)
    # Tables of every later migration, procrastinate's too, are usable at once; none can be emptied or altered.
    for right in ("select, insert, update, delete on tables", "usage, select on sequences"):
        inside.execute(
            sql.SQL("alter default privileges for role {} in schema public grant {} to {}, {}").format(
                owner,
                sql.SQL(right),
                app,
                steward,
            )
        )


def _identifiers(*names: str) -> list[sql.Identifier]:
    return [sql.Identifier(name) for name in names]
