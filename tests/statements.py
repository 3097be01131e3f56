"""I5: a statement that touches facts carries the label filter, or is the steward's. Anything else fails the test.

The logger stands between Django and the driver. Raw statements that test row security itself switch it off.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections

from interlace.foundation.database.roles import STEWARD

_FACTS = re.compile(r'\b(from|join|update|into|using|only)\s+"?facts_fact"?(?![a-z_"])', re.IGNORECASE)
_FILTER = re.compile(r"current_setting\('interlace\.(labels|facts)', true\)")


class UnfilteredStatement(AssertionError):
    """A statement reached facts without a viewer's filter."""


@contextmanager
def only_filtered_statements() -> Iterator[None]:
    """Refuse every statement on facts that lacks the label filter, on all connections of this thread."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(_refuse_unfiltered))
        yield


def _refuse_unfiltered(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if _reads_facts(str(sql)) and not _FILTER.search(str(sql)) and not _is_steward(context):
        raise UnfilteredStatement(f"no label filter: {str(sql)[:300]}")
    return execute(sql, params, many, context)


def _reads_facts(sql: str) -> bool:
    # An insert without a select reads nothing; whose facts it adds is for row security.
    if re.match(r"\s*insert\b", sql, re.IGNORECASE) and not re.search(r"\bselect\b", sql, re.IGNORECASE):
        return False
    return _FACTS.search(sql) is not None


def _is_steward(context: dict[str, Any]) -> bool:
    with context["connection"].connection.cursor() as cursor:
        cursor.execute("select current_user")
        row = cursor.fetchone()
        return row is not None and row[0] == STEWARD
