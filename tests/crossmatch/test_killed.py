"""A worker that is killed while it matches goes on: each link once, and the same as if nothing had happened."""

import pytest
from django.test import override_settings
from tests.crossmatch.linked import matched_anew, outcome_of
from tests.screening.killing import killed_once
from tests.screening.network import NOW, contribute, label, make_members, viewer

from interlace.crossmatch.matching import match_pending
from interlace.crossmatch.models import CandidateLink, PendingMatch
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

COUNT = 40


def test_a_killed_matching_goes_on_and_leaves_the_links_of_one_that_was_not() -> None:
    make_members("KR", "TH")
    phones = [{"schema": "UserAccount", "properties": {"number": [f"+82 10 0000 {n:04}"]}} for n in range(COUNT)]
    with override_settings(INTERLACE_WORKER=True):
        contribute(viewer("KR"), label("KR", readers=["TH"]), *phones)
        contribute(viewer("TH"), label("TH", readers=["KR"]), *phones)

    killed_once(lambda: counted() > 0, lambda: match_pending(now=NOW))
    so_far = counted()
    match_pending(now=NOW)

    links = outcome_of("KR", "TH")
    assert so_far < counted() == len(links)
    assert links == matched_anew("KR", "TH")
    with steward(Task.VERIFY):
        assert not PendingMatch.objects.exists()


def counted() -> int:
    """Rows of links, whoever's."""
    with steward(Task.VERIFY):
        return CandidateLink.objects.count()
