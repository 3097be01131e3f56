"""The demo's result sheet holds the figures of the journey of the meeting."""

from datetime import timedelta

import pytest
from tests.operations.plan.joining import joined
from tests.screening.network import NOW, make_members, viewer

from interlace.results.publishing import is_reproduced
from interlace.world.counted import count_results

pytestmark = pytest.mark.django_db(transaction=True)


def test_16_arrests_of_which_14_remain_and_41_referred_of_142() -> None:
    make_members("KR", "TH", "VN")
    operation = joined("KR", "TH", "VN")
    assert count_results(operation.id, leader="KR", begun=NOW - timedelta(hours=20), now=NOW) == {
        "arrests_made": 16,
        "arrests_reclassified": 2,
        "arrests_remaining": 14,
        "targets_not_found": 3,
        "persons_triaged": 142,
        "persons_screened": 142,
        "persons_referred": 41,
        "children_referred": 2,
        "adults_referred": 39,
        "exhibits": 218,
        "leads": 0,
        "accounts_blocked": 0,
    }
    assert is_reproduced(viewer("KR"), operation.id, now=NOW)
