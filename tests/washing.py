"""How the tests' database becomes clean again: by its administrator, because nobody else may empty a table."""

from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from interlace.foundation.database.connections import administrator_parameters
from interlace.foundation.database.credentials import ensure_credentials

# Triggers that refuse deletion sleep in this session alone, and so do foreign keys; row security yields to a superuser.
_WASH = """
do $$
declare found record; is_used boolean;
begin
  for found in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
    execute format('select exists (select from public.%I)', found.relname) into is_used;
    if is_used and found.relname <> 'django_migrations' then
      execute format('delete from public.%I', found.relname);
    end if;
  end loop;
  for found in select relname from pg_class where relnamespace = 'pristine'::regnamespace loop
    execute format('insert into public.%I overriding system value select * from pristine.%I',
                   found.relname, found.relname);
  end loop;
end $$
"""


class Washing:
    """Keeps what the migrations put into the tables, and puts exactly that back."""

    def __init__(self, data: Path, url: str | None) -> None:
        self._data = data
        parameters = administrator_parameters(data, url, ensure_credentials(data))
        self._server = psycopg.connect(make_conninfo(**parameters), autocommit=True)
        self._server.execute("set session_replication_role = replica")
        self._server.execute("create schema pristine")
        for table in self._filled_tables():
            self._server.execute(
                sql.SQL("create table pristine.{0} as table public.{0}").format(sql.Identifier(table)),
            )

    def wash(self) -> None:
        """Leave only what the migrations had put there."""
        self._server.execute(_WASH)
        (self._data / "audit" / "latest.json").unlink(missing_ok=True)  # it remembers the log that was washed away

    def close(self) -> None:
        """Let go of the server."""
        self._server.close()

    def _filled_tables(self) -> list[str]:
        tables = self._server.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and relname <> 'django_migrations'"
        ).fetchall()
        filled = sql.SQL("select exists (select from public.{})")
        return [
            table
            for (table,) in tables
            if self._server.execute(filled.format(sql.Identifier(table))).fetchone() == (True,)
        ]


def drop_external_database(url: str) -> None:
    """Remove the tests' database from an external server, whoever is still connected to it."""
    place, _, name = url.rpartition("/")
    with psycopg.connect(f"{place}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
