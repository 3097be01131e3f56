"""Rows of an older schema go over to the present one."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections
from tests.crossmatch.linked import outcome_of, rows_of
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.models import PendingMatch
from interlace.crossmatch.queries import waiting_links
from interlace.crossmatch.upkeep import catch_up
from interlace.foundation.database.migrating import OWNER_ALIAS, migrate_database
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", OWNER_ALIAS])

HAN = person("Han Ji-seop", phone="+82 10 0000 0142", birthDate="1991-04-17")


@pytest.fixture
def newest_again() -> Iterator[None]:
    """Whatever happens, the tests after this one find the present schema."""
    yield
    migrate_database()


@pytest.mark.usefixtures("newest_again")
def test_links_of_before_registers_and_hubs_are_matched_again_and_what_was_said_stands() -> None:
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", readers=["TH"]), HAN)
    contribute(viewer("TH"), label("TH", readers=["KR"]), HAN)
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    before = outcome_of("KR", "TH")
    weighed = [each.weighed for each in rows_of("KR", "TH")]

    connections["default"].close()
    call_command("migrate", "crossmatch", "0002", database=OWNER_ALIAS, verbosity=0)
    assert migrate_database() == 2

    without = [each.weighed for each in rows_of("KR", "TH")]
    with steward(Task.VERIFY):
        waits = set(PendingMatch.objects.values_list("subject", flat=True))
    catch_up()
    assert (without, waits) == ([[], []], {waiting.row.left})
    assert [each.weighed for each in rows_of("KR", "TH")] == weighed
    assert outcome_of("KR", "TH") == before
    assert waiting_links(viewer("KR"), now=NOW, most=9) == []
