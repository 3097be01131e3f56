"""The directory: everybody reads it, every bureau keeps its own part, and a file goes out and comes in again."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.people import Caller, make_bureau, make_officer

from interlace.bureaus.directory import actions, sheets
from interlace.bureaus.directory.entries import CHANNELS, Entry, Wanted
from interlace.bureaus.directory.queries import VERIFIED_FOR, contacts, own_due
from interlace.bureaus.models import Contact
from interlace.core.handling import Action
from interlace.foundation.audit.queries import entries_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Bureau
from interlace.foundation.identity.roles import Role

NOW = timezone.now()
DESK = Entry(
    kind="duty_point",
    name="Duty desk",
    covers="all requests; stop payments",
    always_open=True,
    time_zone="Asia/Bangkok",
    languages=("th", "en"),
    channels=(("phone", "+66 2 000 0143"), ("i247", "BANGKOK")),
)


@pytest.fixture
def thai(transactional_db: None) -> Viewer:
    return viewer_of(make_officer("TH", username="th.one"), purpose="fraud")


@pytest.fixture
def korean(transactional_db: None) -> Viewer:
    return viewer_of(make_officer("KR", username="kr.one"), purpose="fraud")


def names(viewer: Viewer, **wanted: Any) -> list[str]:
    return [each.name for each in contacts(viewer, Wanted(**wanted), now=NOW)]


def test_every_bureau_reads_what_one_writes_and_finds_it_by_what_it_needs(thai: Viewer, korean: Viewer) -> None:
    actions.add_contact(thai, DESK, now=NOW)
    wanted: dict[str, Any]
    for wanted in ({}, {"text": "stop TH"}, {"kind": "duty_point"}, {"member": "th"}, {"language": "en"}):
        assert names(korean, **wanted) == ["Duty desk"]
    for wanted in ({"text": "extradition"}, {"kind": "unit"}, {"member": "VN"}, {"language": "km"}, {"only_due": True}):
        assert names(korean, **wanted) == []


def test_only_the_own_bureau_changes_verifies_and_removes_its_entries(thai: Viewer, korean: Viewer) -> None:
    kept = actions.add_contact(thai, DESK, now=NOW)
    for act in (
        lambda: actions.change_contact(korean, kept.id, DESK, now=NOW),
        lambda: actions.verify_contact(korean, kept.id, now=NOW),
        lambda: actions.remove_contact(korean, kept.id, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    with acting(korean, Action.READ, now=NOW):
        assert Contact.objects.all().delete()[0] == 0
        assert Contact.objects.update(name="forged") == 0
    actions.remove_contact(thai, kept.id, now=NOW)
    assert names(korean) == []


def test_a_partner_finds_nothing_and_an_analyst_changes_nothing(thai: Viewer) -> None:
    partner = make_bureau("TH", name="Bank", kind=Bureau.Kind.PARTNER)
    banker = viewer_of(make_officer("TH", bureau=partner, roles=(Role.PARTNER,)))
    analyst = viewer_of(make_officer("TH", roles=(Role.ANALYST,)))
    actions.add_contact(thai, DESK, now=NOW)
    with pytest.raises(NotFound):
        contacts(banker, Wanted(), now=NOW)
    assert names(analyst) == ["Duty desk"]
    with pytest.raises(Refused):
        actions.add_contact(analyst, DESK, now=NOW)


def test_an_entry_is_to_be_verified_again_after_half_a_year(thai: Viewer, korean: Viewer) -> None:
    kept = actions.add_contact(thai, DESK, now=NOW)
    later = NOW + VERIFIED_FOR
    for viewer, due in ((thai, [kept]), (korean, [])):
        assert own_due(viewer, contacts(viewer, Wanted(), now=later), now=later) == due
    verified = actions.verify_contact(thai, kept.id, now=later)
    assert (verified.verified, verified.verified_by_name) == (later, "Officer of TH")
    assert own_due(thai, contacts(thai, Wanted(), now=later), now=later) == []
    with acting(thai, now=later):
        events = entries_of(thai).filter(object_id=str(kept.id)).values_list("event", flat=True)
        assert sorted(events) == ["directory.kept", "directory.verified"]


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ({"kind": "friend"}, "/kind"),
        ({"name": ""}, "/name"),
        ({"always_open": "no"}, "/hours"),
        ({"time_zone": "Mars/Base"}, "/time_zone"),
        ({"languages": "Thai"}, "/languages"),
        ({"channels": "call us"}, "/channels"),
        ({"channels": ""}, "/channels"),
        ({"note": "x" * 501}, "/note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(words: dict[str, str], pointer: str) -> None:
    entry = Entry.typed(DESK.as_words() | words)
    assert [problem.pointer for problem in entry.problems()] == [pointer]


def test_a_file_is_taken_in_whole_or_not_at_all(thai: Viewer) -> None:
    actions.add_contact(thai, DESK, now=NOW)
    sheet = sheets.written(contacts(thai, Wanted(), now=NOW))
    changed = sheet.replace("all requests", "urgent requests") + sheet.splitlines()[1].replace("Duty desk", "Second")
    assert actions.take_in_contacts(thai, sheets.read(changed.encode()), now=NOW) == 2
    assert [(each.name, each.covers) for each in contacts(thai, Wanted(), now=NOW)] == [
        ("Duty desk", "urgent requests; stop payments"),
        ("Second", "all requests; stop payments"),
    ]
    with pytest.raises(InvalidInput) as refused:
        actions.take_in_contacts(thai, [DESK, Entry("unit", "")], now=NOW)
    assert [each.pointer for each in refused.value.problems] == ["/1/name", "/1/hours", "/1/channels"]
    for content in (b"\xff", b"", b"name\n", b"colour,name\nred,x\n", b"x" * (sheets.BYTES_AT_MOST + 1)):
        with pytest.raises(InvalidInput):
            sheets.read(content)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20).map(
    lambda text: text.strip().replace(";", ",") or "x"
)


@settings(deadline=None, max_examples=60)
@given(texts, texts, st.lists(st.tuples(st.sampled_from(sorted(CHANNELS)), texts), min_size=1, max_size=3))
def test_what_goes_out_as_a_file_comes_in_the_same(name: str, note: str, channels: list[tuple[str, str]]) -> None:
    entry = Entry("unit", name, hours="always", note=note, channels=tuple(channels))
    assert Entry.typed(entry.as_words()) == entry


def test_no_cell_of_the_file_is_run_and_the_number_comes_back(thai: Viewer) -> None:
    kept = actions.add_contact(thai, Entry("unit", "=1+1", hours="+2", channels=(("phone", "+66 2"),)), now=NOW)
    sheet = sheets.written([kept])
    assert ",=1" not in sheet
    (entry,) = sheets.read(sheet.encode())
    assert (entry.name, entry.hours, entry.channels) == ("=1+1", "+2", (("phone", "+66 2"),))


def test_two_entries_of_one_bureau_have_two_names(thai: Viewer) -> None:
    actions.add_contact(thai, DESK, now=NOW)
    with pytest.raises(Conflict):
        actions.add_contact(thai, DESK, now=NOW)


def test_the_api_lists_writes_and_verifies(thai: Viewer, korean: Viewer) -> None:
    caller, other = (Caller(make_officer(member)) for member in ("TH", "KR"))
    body = {
        "kind": "duty_point",
        "name": "Duty desk",
        "always_open": True,
        "languages": ["th"],
        "channels": [{"kind": "phone", "address": "+66 2 000 0143"}],
    }
    made = caller.post("/directory", body)
    assert made.status_code == 201
    second = caller.post("/directory", body | {"name": "Second"})
    assert second.status_code == 201
    first = other.get("/directory?limit=1").json()
    assert [each["name"] for each in first["items"]] == ["Duty desk"]
    rest = other.get(f"/directory?limit=1&cursor={first['next']}").json()
    assert ([each["name"] for each in rest["items"]], rest["next"]) == (["Second"], None)
    address = f"/directory/{made.json()['id']}"
    assert caller.post(f"{address}/verify").status_code == 428
    assert caller.post(f"{address}/verify", If_Match="*").json()["to_be_verified"] is False
    assert other.post(f"{address}/verify", If_Match="*").status_code == 404
    assert other.call("DELETE", address).status_code == 404
    assert caller.call("PUT", address, body | {"time_zone": "Nowhere"}, If_Match="*").status_code == 422
    assert caller.call("DELETE", address).status_code == 204
    assert "Second" in other.get("/directory/file").content.decode()


def test_the_pages_show_search_and_keep_entries(thai: Viewer) -> None:
    make_officer("TH", username="th.desk", is_profile=True)
    with override_settings(INTERLACE_DEMO=True):
        client = Client(SERVER_NAME="127.0.0.1")
        client.post("/sign-in/exercise", {"profile": "th.desk"})
        assert "Nothing found" in client.get("/directory").text
        wrong = client.post("/directory/new", {"name": "Duty desk", "kind": "duty_point", "channels": "call"})
        assert (wrong.status_code, "its kind, a colon and the address" in wrong.text) == (422, True)
        form = DESK.as_words() | {"channels": "phone: +66 2 000 0143\ni247: BANGKOK"}
        assert client.post("/directory/new", form).status_code == 302
        kept = actions.add_contact(thai, Entry("unit", "Old", hours="x", channels=(("phone", "1"),)), now=NOW)
        with acting(thai, now=NOW):
            Contact.objects.filter(id=kept.id).update(verified=NOW - timedelta(days=200))
        page = client.get("/directory").text
        assert "1 entry of your bureau has not been verified" in page
        assert "Round the clock" in page
        assert "Thai and English" in page
        for verify in re.findall(r'action="(/directory/[0-9a-f-]{36}/verify)"', page):
            assert client.post(verify).status_code == 302
        assert "has not been verified" not in client.get("/directory").text
        assert client.get(f"/directory/{kept.id}").status_code == 200
        assert client.get("/directory/file")["Content-Type"].startswith("text/csv")
