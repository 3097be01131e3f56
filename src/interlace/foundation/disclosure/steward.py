"""The second database role: index, cross-match, standing checks, retention and recall see every row.

Importable from the modules that an import contract lists, never from a surface. It is a role of the same connection, so
that what a steward does commits together with the act that caused it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.db import connection, transaction

from interlace.foundation.database.roles import STEWARD


class Task(StrEnum):
    """Why somebody works across viewers; written to the ledger by the act that uses it."""

    INDEX = "index"
    CHECK = "check"  # deliver a hit or an answer to the other side
    STANDING = "standing_check"
    RECALL = "recall"
    RETENTION = "retention"
    LEDGER = "ledger"
    VERIFY = "verify"


@contextmanager
def steward(task: Task) -> Iterator[None]:
    """Work as the steward until the block ends, inside a transaction of its own or the caller's."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_user, set_config('interlace.task', %s, true)", [task.value])
        before = cursor.fetchone()[0]
        cursor.execute(f'set local role "{STEWARD}"')
        yield
        # After an error the savepoint takes the role back by itself.
        cursor.execute(f'set local role "{before}"')
