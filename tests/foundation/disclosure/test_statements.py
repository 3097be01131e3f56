"""I5: the logger of statements finds those that reach facts without the label filter."""

from collections.abc import Callable

import pytest
from django.db import connection
from tests.statements import UnfilteredStatement, only_filtered_statements
from tests.worlds import NOW, fact, ids_under_row_security, put_facts, shared, viewer

from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)

THAI = viewer("TH")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Fact.objects.visible_to(THAI)),
        lambda: Fact.objects.visible_to(THAI).filter(value="x").count(),
        lambda: Fact.objects.visible_to(THAI).exists(),
        lambda: list(Fact.objects.visible_to(THAI).values("label").distinct().order_by("label")[:3]),
    ],
    ids=["list", "count", "exists", "slice"],
)
def test_a_read_that_starts_from_the_viewer_passes(ask: Callable[[], object]) -> None:
    put_facts([shared("TH")])
    with only_filtered_statements(), acting(THAI, Action.READ, now=NOW):
        ask()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Fact.objects.all()),
        Fact.objects.count,
        lambda: Fact.objects.filter(value="x").exists(),
        lambda: Fact.objects.filter(value="x").delete(),
        ids_under_row_security,
    ],
    ids=["list", "count", "exists", "delete", "raw"],
)
def test_a_read_that_starts_anywhere_else_is_found(ask: Callable[[], object]) -> None:
    put_facts([shared("TH")])
    with only_filtered_statements(), pytest.raises(UnfilteredStatement), acting(THAI, Action.READ, now=NOW):
        ask()


def test_the_steward_and_additions_pass() -> None:
    (mine,) = put_facts([shared("TH")])
    with only_filtered_statements():
        with steward(Task.INDEX):
            assert Fact.objects.count() == 1
        with acting(THAI, Action.READ, now=NOW):
            Fact.objects.bulk_create([fact(mine.label_id, originator="TH")])
        with connection.cursor() as cursor:
            cursor.execute("select 1 from facts_contribution")
