"""The second database role: index, cross-match, standing checks, retention and recall see every row.

Importable from the modules that an import contract lists, never from a surface. It is a role of the same connection, so
that what a steward does commits together with the act that caused it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from django.db import connection, transaction

from interlace.foundation.database.roles import STEWARD


class Task(StrEnum):
    """Why somebody works across viewers: named at the call for whoever reads it, and stored nowhere."""

    INDEX = "index"
    CHECK = "check"  # deliver a hit or an answer to the other side
    STANDING = "standing_check"
    MATCH = "cross_match"
    RECALL = "recall"
    RETENTION = "retention"
    LEDGER = "ledger"
    VERIFY = "verify"
    OPERATION = "operation"  # see that whoever gives Go reads all of it
    HAND_OVER = "hand_over"  # one exhibit goes from the bureau that gives it to the one that takes it over
    CASE = "case"  # name who may know of a case, and tell the bureaus of a joint one


_is_steward: ContextVar[bool] = ContextVar("interlace_is_steward", default=False)


@contextmanager
def steward(_task: Task) -> Iterator[None]:
    """Work as the steward until the block ends, inside a transaction of its own or the caller's.

    The task says at the call why every row is needed; who did what is in the ledger by the act that works here.
    An error inside dooms the whole transaction: nothing half-done by the steward can be committed.
    """
    if _is_steward.get():
        yield
        return
    # No savepoint: every act passes here, and each would cost it two round trips.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(f'set local role "{STEWARD}"')
        token = _is_steward.set(True)
        try:
            yield
        finally:
            _is_steward.reset(token)
        cursor.execute("set local role none")
