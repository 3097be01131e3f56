"""The exhibits of a case on its own page: listed, linked, and counted apart from its leads."""

from typing import Any

import pytest
from tests.cases.filing import opened, put_lead
from tests.cases.walking import browser_of, text_of
from tests.evidence.holding import sealed
from tests.screening.network import make_members

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")


def test_exhibits_stand_on_the_page_of_their_case_and_leads_are_not_among_them() -> None:
    case = opened()
    put_lead(case)
    one, two = sealed(case, title="Phone of the driver"), sealed(case, title="Letter found in the flat")
    sealed(opened("KR", "KR-OTHER"), title="Of another case")
    page = browser_of("kr.desk").get(f"/cases/{case.id}?part=exhibits")
    text = text_of(page)
    assert "E1: Phone of the driver" in text
    assert "E2: Letter found in the flat" in text
    assert "Of another case" not in text
    assert "Exhibits 2" in text
    assert "Leads 1" in text
    for address in (f"/exhibits/{one.id}", f"/exhibits/{two.id}", f"/exhibits/of/{case.id}"):
        assert f'href="{address}"' in page.content.decode()
        assert browser_of("kr.desk").get(address).status_code == 200


def test_another_bureau_finds_neither_the_case_nor_its_exhibits() -> None:
    case = opened()
    sealed(case)
    there = browser_of("th.desk")
    none, hidden = (
        there.get(f"/cases/{'0' * 8}-0000-4000-8000-{'0' * 12}?part=exhibits"),
        there.get(f"/cases/{case.id}?part=exhibits"),
    )
    assert (hidden.status_code, text_of(hidden)) == (404, text_of(none))
