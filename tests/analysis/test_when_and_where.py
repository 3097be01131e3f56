"""The timeline and the map hold what the viewer may read of a chart, as exactly as it is known, and nothing else."""

from typing import Any

import pytest
from django.test import Client
from tests.analysis.charting import make_dated
from tests.analysis.test_exporting import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.INTERLACE_DEMO = True


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_what_is_dated_and_placed_is_shown_as_exactly_as_it_is_known() -> None:
    net = make_dated()
    page = seen(signed_in("kr.desk"), f"/chart/timeline?start={net.han}&do=x:{net.firm}")
    for said in ("4 March 2026", "1 June 2024 to 31 December 2025", "May 2024", "Mae Sot, Thailand", "Cambodia"):
        assert said in page, said
    assert "within about 5 km" in page
    assert "Somewhere in the country" in page


def test_days_that_are_asked_for_leave_out_the_others_from_lanes_table_and_map() -> None:
    net = make_dated()
    client = signed_in("kr.desk")
    start = f"/chart/timeline?start={net.han}&do=x:{net.firm}"
    page = seen(client, f"{start}&since=2024-05-01&until=2024-05-31")
    assert "May 2024" in page
    assert "4 March 2026" not in page
    assert "Mae Sot, Thailand" not in page
    assert "This is no day." in seen(client, f"{start}&since=2026-02-31")


def test_another_bureau_sees_nothing_that_it_was_not_given() -> None:
    net = make_dated()
    page = seen(signed_in("th.desk"), f"/chart/timeline?start={net.han}&do=x:{net.firm}")
    assert "4 March 2026" in page
    for hidden in ("1 June 2024", "Vientiane", "February 2025", "Hidden One"):
        assert hidden not in page, hidden
    kr = seen(signed_in("kr.desk"), f"/chart/timeline?start={net.han}&do=x:{net.firm}")
    assert "Vientiane" not in kr


def test_without_a_start_one_is_sent_to_where_a_chart_begins() -> None:
    make_dated()
    answer = signed_in("kr.desk").get("/chart/timeline")
    assert (answer.status_code, answer["Location"]) == (302, "/chart")
