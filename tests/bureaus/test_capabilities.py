"""The register of capabilities: whoever may not know of an offer learns nothing of it, and everybody else finds it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from tests.people import Caller, make_member, make_officer

from interlace.bureaus.capabilities.actions import Offer, change_offer, make_offer, tell_new_members, withdraw_offer
from interlace.bureaus.capabilities.queries import Sought, audience_of, offer_of, offers
from interlace.bureaus.jobs import tell_new_members_every_hour
from interlace.bureaus.models import Capability
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.identity.roles import Role

NOW = timezone.now()
NEXT_YEAR = (NOW + timedelta(days=300)).date()
KHMER = Offer("interpreters", "Duty desk, +66 2 000 0143", NEXT_YEAR, "Two, within an hour", ("km",))


@pytest.fixture
def bureaus(transactional_db: None) -> dict[str, Viewer]:
    return {code: viewer_of(make_officer(code, level=1), purpose="fraud") for code in ("TH", "KR", "VN")}


def found(viewer: Viewer, **sought: Any) -> list[tuple[str, str]]:
    return [(each.kind, each.member) for each in offers(viewer, Sought(**sought), now=NOW)]


def test_an_offer_for_all_is_found_by_whoever_looks_for_it(bureaus: dict[str, Viewer]) -> None:
    make_offer(bureaus["TH"], KHMER, now=NOW)
    for sought in ({}, {"text": "interpreters hour"}, {"kind": "interpreters"}, {"member": "th"}, {"language": "km"}):
        assert found(bureaus["KR"], **sought) == [("interpreters", "TH")]
    for sought in ({"text": "tron"}, {"kind": "shelter"}, {"member": "VN"}, {"language": "lo"}):
        assert found(bureaus["KR"], **sought) == []


def test_whom_the_offer_does_not_name_finds_nothing_and_is_not_told_that_it_exists(bureaus: dict[str, Viewer]) -> None:
    made = make_offer(bureaus["TH"], Offer("tracing_tron", "Unit", NEXT_YEAR, members=frozenset({"KR"})), now=NOW)
    assert found(bureaus["KR"]) == [("tracing_tron", "TH")]
    assert found(bureaus["VN"]) == []
    with pytest.raises(NotFound):
        offer_of(bureaus["VN"], made.id, now=NOW)
    with acting(bureaus["VN"], Action.READ, now=NOW):
        assert list(Capability.objects.all()) == []
    assert audience_of(bureaus["TH"], made) == {"KR", "TH"}
    assert audience_of(bureaus["KR"], made) == frozenset()


def test_a_level_binds_within_the_own_bureau_too(bureaus: dict[str, Viewer]) -> None:
    chief = viewer_of(make_officer("TH", level=3), purpose="fraud")
    make_offer(chief, Offer("surveillance", "Chief", NEXT_YEAR, level=3), now=NOW)
    assert found(chief) == [("surveillance", "TH")]
    assert found(bureaus["TH"]) == found(bureaus["KR"]) == []
    with pytest.raises(InvalidInput):
        make_offer(bureaus["TH"], Offer("surveillance", "Desk", NEXT_YEAR, level=2), now=NOW)


def test_a_narrower_audience_takes_it_from_those_who_are_no_longer_named(bureaus: dict[str, Viewer]) -> None:
    made = make_offer(bureaus["TH"], KHMER, now=NOW)
    narrowed = Offer("interpreters", "Desk", NEXT_YEAR, languages=("km",), members=frozenset({"VN"}))
    change_offer(bureaus["TH"], made.id, narrowed, now=NOW)
    assert (found(bureaus["KR"]), found(bureaus["VN"])) == ([], [("interpreters", "TH")])
    withdraw_offer(bureaus["TH"], made.id, now=NOW)
    assert found(bureaus["TH"]) == found(bureaus["VN"]) == []


def test_only_the_own_bureau_changes_an_offer(bureaus: dict[str, Viewer]) -> None:
    made = make_offer(bureaus["TH"], KHMER, now=NOW)
    with pytest.raises(NotFound):
        change_offer(bureaus["KR"], made.id, KHMER, now=NOW)
    with pytest.raises(NotFound):
        withdraw_offer(bureaus["KR"], made.id, now=NOW)
    with acting(bureaus["KR"], Action.READ, now=NOW):
        assert Capability.objects.all().delete()[0] == 0


def test_an_offer_ends_with_its_last_day(bureaus: dict[str, Viewer]) -> None:
    made = make_offer(bureaus["TH"], KHMER, now=NOW)
    for days, seen in ((300, [made.id]), (302, [])):
        moment = NOW + timedelta(days=days)
        assert [each.id for each in offers(bureaus["KR"], Sought(), now=moment)] == seen


def test_who_joins_later_learns_what_is_offered_to_all(bureaus: dict[str, Viewer]) -> None:
    make_offer(bureaus["TH"], KHMER, now=NOW)
    make_member("LA")
    lao = viewer_of(make_officer("LA"), purpose="fraud")
    assert found(lao) == []
    tell_new_members_every_hour(0)
    assert tell_new_members(bureaus["TH"], now=NOW) == 0
    assert found(lao) == [("interpreters", "TH")]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"kind": "wizardry"}, "/kind"),
        ({"languages": ()}, "/languages"),
        ({"languages": ("khmer",)}, "/languages"),
        ({"contact": ""}, "/contact"),
        ({"valid_until": date(2020, 1, 1)}, "/valid_until"),
        ({"valid_until": date(2099, 1, 1)}, "/valid_until"),
        ({"members": frozenset({"QQ"})}, "/members"),
        ({"detail": "x" * 501}, "/detail"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(bureaus: dict[str, Viewer], changed: dict[str, Any], pointer: str) -> None:
    terms = {name: getattr(KHMER, name) for name in Offer.__slots__} | changed
    with pytest.raises(InvalidInput) as refused:
        make_offer(bureaus["TH"], Offer(**terms), now=NOW)
    assert [each.pointer for each in refused.value.problems] == [pointer]


def test_the_api_offers_lists_and_withdraws(bureaus: dict[str, Viewer]) -> None:
    thai, korean, viet = (Caller(make_officer(code)) for code in ("TH", "KR", "VN"))
    body = {"kind": "tracing_tron", "contact": "Unit", "valid_until": NEXT_YEAR.isoformat(), "members": ["KR"]}
    made = thai.post("/capabilities", body)
    assert (made.status_code, made.json()["members"]) == (201, ["KR", "TH"])
    address = f"/capabilities/{made.json()['id']}"
    assert korean.get(address).json()["members"] is None
    nothing = viet.get("/capabilities/00000000-0000-4000-8000-000000000000")
    assert viet.get(address).content == nothing.content
    assert viet.get("/capabilities").json() == {"items": [], "next": None}
    assert korean.call("DELETE", address).status_code == 404
    assert thai.call("PUT", address, body | {"members": []}, If_Match="*").json()["members"] is None
    assert [each["kind"] for each in viet.get("/capabilities?text=TRON").json()["items"]] == ["tracing_tron"]
    assert thai.call("DELETE", address).status_code == 204
    assert {each["code"] for each in viet.get("/capabilities/catalogue").json()} >= {"interpreters", "shelter"}


def test_the_pages_offer_and_search(bureaus: dict[str, Viewer]) -> None:
    make_officer("TH", username="th.desk", is_profile=True, roles=(Role.DUTY_OFFICER,))
    with override_settings(INTERLACE_DEMO=True):
        client = Client(SERVER_NAME="127.0.0.1")
        client.post("/sign-in/exercise", {"profile": "th.desk"})
        form = {
            "kind": "interpreters",
            "languages": "km",
            "contact": "Desk",
            "valid_until": NEXT_YEAR.isoformat(),
            "level": "0",
            "members": "vn",
            "detail": "",
        }
        wrong = client.post("/capabilities/new", form | {"languages": ""})
        assert (wrong.status_code, "Say for which languages." in wrong.text) == (422, True)
        assert client.post("/capabilities/new", form).status_code == 302
        page = client.get("/capabilities?language=km").text
        assert "Interpreters, Khmer" in page
        assert "for VN" in page
        (made,) = offers(bureaus["TH"], Sought(), now=NOW)
        assert client.get(f"/capabilities/{made.id}").status_code == 200
        assert client.post(f"/capabilities/{made.id}", form | {"members": ""}).status_code == 302
        assert "for all members" in client.get("/capabilities").text
        assert client.post(f"/capabilities/{made.id}/withdraw").status_code == 302
