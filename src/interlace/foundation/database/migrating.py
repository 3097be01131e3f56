"""Migrations run as the owner of the tables, one process at a time."""

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from interlace.foundation.database.roles import APP, STEWARD

OWNER_ALIAS = "owner"
_LOCK = 0x1A7E21ACF  # another number than provisioning's


def pending_migrations() -> int:
    """How many migrations of this release the database has not seen yet."""
    executor = MigrationExecutor(connections[OWNER_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_database() -> int:
    """Apply what is pending and say how many that were. Two processes at once wait for each other."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
        try:
            pending = pending_migrations()
            if pending:
                call_command("migrate", database=OWNER_ALIAS, verbosity=0)
                # Which migrations have run is the owner's to write; the other roles only read it.
                cursor.execute(f'revoke insert, update, delete on django_migrations from "{APP}", "{STEWARD}"')
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
    return pending
