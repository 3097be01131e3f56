"""The roles: who owns, who works, who looks after everybody's rows, and what each may do with every table."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.connections import administrator_parameters, role_parameters
from interlace.foundation.database.credentials import Credentials, ensure_credentials
from interlace.foundation.database.failures import DatabaseUnusable
from interlace.foundation.database.roles import APP, OWNER, STEWARD, RoleNames, provision

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
WORK = {"SELECT", "INSERT", "UPDATE", "DELETE"}
ADD = {"SELECT", "INSERT"}
# What was said in a case, of an exhibit or by a panel stays as it was written; the rules of keeping end it one day.
APPEND_ONLY = (
    "cases_casehold",
    "cases_caseholdend",
    "cases_jointevent",
    "cases_lanechange",
    "cases_noteversion",
    "evidence_bureauhandover",
    "evidence_bureauhandoveract",
    "evidence_custodyrow",
    "meeting_actionend",
    "meeting_agreedaction",
    "meeting_broughtfolder",
    "meeting_linkpassage",
    "meeting_linkverdict",
    "meeting_meeting",
    "meeting_meetinglink",
    "operations_operationsaying",
    "operations_panelopinion",
    "operations_readyfinding",
    "results_publicsheet",
    "results_resultline",
    "results_resultpair",
    "victims_careentry",
    "victims_erasureending",
    "victims_erasurerequest",
    "victims_standingproposal",
    "victims_standingsignature",
    "victims_standingwithdrawal",
)
# What differs from the four rights of work, with the reason.
EXCEPTIONS = {
    APP: {
        **dict.fromkeys(APPEND_ONLY, ADD),
        "django_migrations": {"SELECT"},  # only the owner says which migrations have run
        "disclosure_labelrow": ADD,  # labels and consents are immutable
        "disclosure_grantrow": ADD,
        "disclosure_lifeuse": ADD,  # whoever left a notice does not take it back
        "desk_threadevent": ADD,  # what both sides have read stays as it was written
        "audit_leaf": ADD,  # the log is append-only; the steward alone numbers it
        "audit_checkpoint": {"SELECT"},
    },
    STEWARD: {
        **dict.fromkeys(APPEND_ONLY, WORK - {"UPDATE"}),
        "django_migrations": {"SELECT"},
        "disclosure_labelrow": ADD,
        "disclosure_grantrow": ADD,
        "desk_threadevent": WORK - {"UPDATE"},  # the rules of keeping end it one day
        "audit_leaf": ADD,  # and the right to fill in single columns once
        "audit_checkpoint": ADD,
    },
}

MANAGED = RoleNames.starting_with("managed")

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def rows(query: str, *values: str | list[str]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cast("list[tuple[object, ...]]", cursor.fetchall())


def rights_of(role: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, right, is_granted in rows(
        "select relname, right_name, has_table_privilege(%s, pg_class.oid, right_name)"
        " from pg_class, unnest(%s::text[]) right_name where relnamespace = 'public'::regnamespace"
        " and relkind in ('r', 'p')",
        role,
        list(RIGHTS),
    ):
        found.setdefault(str(table), set())
        if is_granted:
            found[str(table)].add(str(right))
    return found


@pytest.mark.parametrize("role", [APP, STEWARD])
def test_every_table_is_usable_by_the_working_roles_and_can_be_emptied_or_altered_by_neither(role: str) -> None:
    found = rights_of(role)
    assert "procrastinate_jobs" in found
    assert found == {table: EXCEPTIONS[role].get(table, WORK) for table in found}


def test_every_table_belongs_to_the_owner() -> None:
    owners = {owner for (owner,) in rows("select tableowner from pg_tables where schemaname = 'public'")}
    assert owners == {OWNER}


def test_every_sequence_is_usable_by_the_working_roles() -> None:
    unusable = rows(
        "select relname, role from pg_class, unnest(%s::text[]) role where relkind = 'S'"
        " and relnamespace = 'public'::regnamespace and not has_sequence_privilege(role, pg_class.oid, 'usage')",
        [APP, STEWARD],
    )
    assert unusable == []


def test_a_table_of_a_later_migration_is_usable_at_once() -> None:
    with connections["owner"].cursor() as owner:
        owner.execute("create table later (id serial primary key, word text)")
    try:
        with connection.cursor() as cursor:
            cursor.execute("insert into later (word) values ('x') returning id")
            assert cursor.fetchone() == (1,)
    finally:
        with connections["owner"].cursor() as owner:
            owner.execute("drop table later")


def test_no_role_bypasses_row_security_or_makes_roles_and_the_steward_cannot_sign_in() -> None:
    found = rows(
        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolinherit"
        " from pg_roles where rolname = any(%s) order by rolname",
        [APP, OWNER, STEWARD],
    )
    nothing = (False, False, False, False)
    assert found == [(APP, *nothing, True, False), (OWNER, *nothing, True, True), (STEWARD, *nothing, False, False)]


def test_the_tests_run_as_the_role_that_row_security_binds() -> None:
    assert rows("select current_user") == [(APP,)]


def test_the_app_becomes_the_steward_only_by_saying_so_and_only_for_one_transaction() -> None:
    with psycopg.connect(app_place(), autocommit=True) as server:
        with server.transaction():
            server.execute(sql.SQL("set local role {}").format(sql.Identifier(STEWARD)))
            assert server.execute("select current_user").fetchone() == (STEWARD,)
        assert server.execute("select current_user").fetchone() == (APP,)
        assert server.execute("select pg_has_role(current_user, %s, 'usage')", [STEWARD]).fetchone() == (False,)


def test_the_app_cannot_become_the_owner_nor_make_a_table() -> None:
    with psycopg.connect(app_place(), autocommit=True) as server:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server.execute("create table mine (id int)")


def test_nobody_else_enters_the_database(node_data: Path, database_url: str | None) -> None:
    database = connection.settings_dict["NAME"]
    may_connect = rows("select has_database_privilege('public', %s, 'connect')", database)
    assert may_connect == [(False,)]


@pytest.fixture
def administrator(node_data: Path, database_url: str | None) -> Iterator[dict[str, str]]:
    """An administrator as a managed server gives it: it makes roles and databases and is no superuser."""
    place = administrator_parameters(node_data, database_url, ensure_credentials(node_data))
    drop = (
        "drop database if exists managed with (force)",
        "drop role if exists managed_owner",
        "drop role if exists managed_app",
        "drop role if exists managed_steward",
        "drop role if exists managed_maker",
    )
    with psycopg.connect(make_conninfo(**place), autocommit=True) as server:
        for statement in drop:
            server.execute(statement.encode())
        server.execute("create role managed_maker login createrole createdb password 'maker'")
        yield place | {"user": "managed_maker", "password": "maker", "dbname": "managed"}
        for statement in drop:
            server.execute(statement.encode())


def test_an_administrator_who_is_no_superuser_provisions_a_server_and_may_do_it_again(
    administrator: dict[str, str],
) -> None:
    credentials = Credentials.random()
    provision(administrator, credentials, names=MANAGED)
    provision(administrator, credentials, names=MANAGED)
    owner = administrator | {"user": "managed_owner", "password": credentials.owner}
    with psycopg.connect(make_conninfo(**owner), autocommit=True) as server:
        server.execute("create table thing (id int)")
        server.execute("alter table thing enable row level security")
        server.execute("alter table thing force row level security")
        server.execute("create policy steward on thing to managed_steward using (true) with check (true)")
    app = administrator | {"user": "managed_app", "password": credentials.app}
    with psycopg.connect(make_conninfo(**app), autocommit=True) as server:
        with server.transaction():
            server.execute("set local role managed_steward")
            server.execute("insert into thing values (1)")
            assert server.execute("select id from thing").fetchall() == [(1,)]
        assert server.execute("select id from thing").fetchall() == []


def test_roles_of_another_node_on_the_same_server_are_left_alone(
    administrator: dict[str, str],
) -> None:
    provision(administrator, Credentials.random(), names=MANAGED)
    with pytest.raises(DatabaseUnusable, match="belongs to another node") as caught:
        provision(administrator, Credentials.random(), names=MANAGED)
    assert "INTERLACE_ROLE_PREFIX" in str(caught.value.fix)


def test_an_administrator_who_may_not_make_roles_is_told_what_to_ask_for(
    node_data: Path, database_url: str | None
) -> None:
    known = ensure_credentials(node_data)
    weak = role_parameters(node_data, database_url, role=OWNER, password=known.owner)
    with psycopg.connect(make_conninfo(**(weak | {"dbname": "postgres"}))):
        pass
    with pytest.raises(DatabaseUnusable, match="may not make roles") as caught:
        provision(weak, known)
    assert "createrole" in str(caught.value.fix)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    nowhere = {"host": "127.0.0.1", "port": "1", "user": "x", "password": "very secret", "dbname": "x"}
    with pytest.raises(DatabaseUnusable, match="cannot be reached") as caught:
        provision(nowhere, Credentials.random())
    assert "very secret" not in str(caught.value)


def app_place() -> str:
    known = connection.settings_dict
    return make_conninfo(
        host=known["HOST"], port=known["PORT"], user=known["USER"], password=known["PASSWORD"], dbname=known["NAME"]
    )
