"""How a command comes to a node: the environment, Django, and the database held open."""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from interlace import __version__
from interlace.foundation.backup import DELETIONS_DUE, INDEX_LOST, forget_acts, note_act, noted_acts
from interlace.foundation.console import Options
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.database import database_open
from interlace.foundation.database.credentials import ensure_credentials, read_credentials
from interlace.foundation.errors import NotFound
from interlace.foundation.memory import settle_memory

SETTINGS = "interlace.config.settings"


def prepare(options: Options, *, for_help_only: bool = False) -> None:
    """Set Django up for the node of these options. Starts nothing."""
    data = options.data
    if for_help_only and not data.exists():
        data = Path(tempfile.mkdtemp(prefix="interlace-help-"))  # the settings want keys; asking for help leaves none
        atexit.register(shutil.rmtree, data, ignore_errors=True)
    elif read_credentials(data) is None and not for_help_only:
        raise NotFound(
            f"There is no node in {data}.",
            code="no_node",
            fix="Name its folder with --data, or make one with `interlace serve` or `interlace demo`.",
        )
    set_up_django(data, language=options.language, time_zone=options.time_zone)


def set_up_django(data: Path, *, language: str | None = None, time_zone: str | None = None) -> None:
    """Read the settings for this data folder; the database's passwords are made first, because they are among them."""
    ensure_credentials(data)
    os.environ["INTERLACE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)

    import django  # only now: it reads what was set above
    from django.utils import timezone, translation

    django.setup()
    settle_memory()
    if language:
        translation.activate(language)
    if time_zone:
        try:
            timezone.activate(ZoneInfo(time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            raise click.UsageError(f"{time_zone} is not a time zone; write it like Asia/Bangkok.") from None


@contextlib.contextmanager
def existing_node(data: Path, url: str | None) -> Iterator[None]:
    """Hold the database of a node that was made before."""
    with database_open(data, url):
        try:
            repeat_deletions(data)
            write_acts(data)
            mend_index(data)
            yield
        finally:
            close_connections()


def repeat_deletions(data: Path) -> None:
    """Delete again what a restored database holds although it had been deleted; nobody is answered before that."""
    due = data / DELETIONS_DUE
    if not due.exists():
        return
    # Late: only a command with a node has Django.
    from django.utils import timezone

    from interlace.oversight.keeping.ledger import deletions_file
    from interlace.oversight.keeping.replaying import replay_deletions

    replay_deletions(deletions_file(), now=timezone.now())
    due.unlink()  # the last step: interrupted before, the next start goes on


def write_acts(data: Path) -> None:
    """Put into the ledger what was done to the node while nobody could write there."""
    acts = noted_acts(data)
    if not acts:
        return
    # Late: only a command with a node has Django.
    from interlace.foundation.database.migrating import pending_migrations
    from interlace.foundation.identity.keepers import write_noted_acts

    if pending_migrations():
        return  # a database of an older release: whoever brings it to this one writes them
    write_noted_acts(acts)
    forget_acts(data)


def refuse_unnamed(named: str) -> None:
    """Refuse an act without its keeper's name where the node has administrators, as far as they can be asked for."""
    # Late: only a command with a node has Django.
    from interlace.foundation.database.migrating import pending_migrations
    from interlace.foundation.identity.keepers import keeper_named

    if not pending_migrations():
        keeper_named(named or None)


def bring_to_this_release(data: Path, *, named: str = "") -> int:
    """Migrate the database, and note that in its ledger if it was there before. Says how many steps that took."""
    # Late: migrations need Django's machinery.
    from django.db import connections

    from interlace.foundation.database.migrating import OWNER_ALIAS, migrate_database

    is_new = "audit_leaf" not in connections[OWNER_ALIAS].introspection.table_names()
    applied = migrate_database()
    if applied and not is_new:
        note_act(
            data,
            "node.migrated",
            at=datetime.now(tz=UTC),
            named=named,
            account=account_of_process(),
            detail={"release": __version__, "migrations": applied},
        )
    return applied


def mend_index(data: Path) -> None:
    """Build the search index again where it was lost, not restored, or made by a release that reads names otherwise.

    Without it every answer would be "no hit".
    """
    from interlace.screening.access import is_index_as_now  # late: only a command with a node has Django

    lost = data / INDEX_LOST
    if not lost.exists() and is_index_as_now(data / "index"):
        return
    lost.touch(mode=0o600)  # stays until the index is whole, should this be interrupted
    from interlace.screening.indexing import rebuild_index  # late too

    rebuild_index()
    lost.unlink()


def close_connections() -> None:
    """Let go of the database before it stops."""
    from django.db import connections  # late: only a command with a node has Django

    connections.close_all()
