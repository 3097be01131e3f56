"""The pages on which a head gives and takes rights, and a second person signs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.bureaus.people.staff import NOW, Staff, make_staff
from tests.foundation.identity.test_passkeys import at_work
from tests.people import make_officer

from interlace.bureaus.people.models import Change
from interlace.bureaus.people.officer_view import officer_page
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.queries import person_of
from interlace.bureaus.people.suspending import suspend
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.desk import desk_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.identity.sessions import Factor

pytestmark = pytest.mark.django_db(transaction=True)
CONVERSES = "It reads and writes in its own threads, and reads what stands in them already"

POST = {
    "username": "kr.y.seo",
    "name": "Y. Seo",
    "roles": ["duty_officer"],
    "purposes": ["fraud"],
    "level": "1",
    "rooms": "",
    "trained": "2026-03-01",
    "training_ends": "2036-03-01",
    "document": "KR-ORD-2026-14",
    "dated": "2026-11-02",
    "signed_by": "Director Han",
}


@pytest.fixture
def staff(settings: Any) -> Staff:
    """The bureau of KR; everybody can be picked."""
    settings.INTERLACE_DEMO = True
    made = make_staff()
    Officer.objects.update(is_profile=True)
    return made


def signed_in(username: str) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.post("/sign-in/exercise", {"profile": username})
    return browser


def change_id() -> str:
    with steward(Task.VERIFY):
        return str(Change.objects.latest("proposed").pk)


def test_an_officer_is_appointed_on_pages_by_two_persons(staff: Staff) -> None:
    head = signed_in("kr.head")
    assert "Appoint an officer" in head.get("/people").content.decode()
    form = head.get("/people/officer/new")
    assert form.status_code == 200
    sent = head.post("/people/officer/new", POST | {"bureau": str(staff.bureau.pk)})
    assert sent.status_code == 302
    shown = head.get(sent["Location"]).content.decode()
    assert "Duty officer" in shown
    assert "KR-ORD-2026-14" in shown
    assert "Sign these rights" not in shown
    second = signed_in("kr.second")
    waiting = second.get("/people").content.decode()
    assert "1 change waits for your signature" in waiting
    address = f"/people/change/{change_id()}"
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', second.get(address).content.decode())
    assert digest is not None
    done = second.post(f"{address}/sign", {"digest": digest[1]})
    officer = Officer.objects.get(username="kr.y.seo")
    password = re.search(r'<p class="mono">([a-z0-9-]{23})</p>', done.content.decode())
    assert password is not None
    assert officer.check_password(password[1])
    assert password[1] not in second.get(address).content.decode()
    page = head.get(f"/people/officer/{officer.pk}").content.decode()
    assert "Director Han" in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(staff: Staff) -> None:
    wrong = POST | {"bureau": str(staff.bureau.pk), "username": "Y SEO!", "document": "", "roles": []}
    answer = signed_in("kr.head").post("/people/officer/new", wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="y seo!"' in text
    assert "This is not a user name." in text
    assert "An account needs a role." in text


def test_a_unit_is_opened_and_narrowed_on_pages(staff: Staff) -> None:
    head = signed_in("kr.head")
    rights = {
        "name": "Border unit",
        "time_zone": "Asia/Seoul",
        "level-0": "hit",
        "level-1": "content",
        "fields-1": ["name"],
        "contribute-1": "yes",
        "converses": "yes",
        **{name: POST[name] for name in ("document", "dated", "signed_by")},
    }
    assert head.post("/people/unit/new", rights).status_code == 302
    second, address = signed_in("kr.second"), f"/people/change/{change_id()}"
    difference = second.get(address).content.decode()
    assert "It writes through your bureau, which tells it what may be told" in difference
    assert CONVERSES in difference
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', difference)
    assert digest is not None
    assert second.post(f"{address}/sign", {"digest": digest[1]}).status_code == 302
    unit = Bureau.objects.get(name="Border unit")
    shown = head.get(f"/people/unit/{unit.pk}").content.decode()
    assert ("it may contribute" in shown, unit.converses, 'name="converses" value="yes" checked' in shown) == (
        True,
    ) * 3
    narrower = {name: text for name, text in rights.items() if name not in {"contribute-1", "converses"}}
    assert head.post(f"/people/unit/{unit.pk}", narrower).status_code == 302
    granted = head.get(f"/people/unit/{unit.pk}").content.decode().split('id="papers"')[0]
    assert ("it may contribute" in granted, CONVERSES in granted) == (False, False)


def test_a_head_suspends_and_lets_leave_on_the_page(staff: Staff) -> None:
    head, duty = signed_in("kr.head"), signed_in("kr.duty")
    assert duty.get("/check").status_code == 200
    place = f"/people/officer/{staff.duty.pk}"
    assert head.post(f"{place}/suspend", {"reason": ""}).status_code == 422
    assert head.post(f"{place}/suspend", {"reason": "Lost the badge."}).status_code == 302
    assert duty.get("/check").status_code == 302
    assert "Propose to let the officer back in" in head.get(place).content.decode()
    assert head.post(f"/people/officer/{staff.second.pk}/leave", {"successor": ""}).status_code == 302
    assert not Officer.objects.get(pk=staff.second.pk).is_active


@pytest.mark.parametrize("who", ["kr.analyst", "kr.clerk", "th.head"])
def test_for_everybody_else_the_pages_do_not_exist(staff: Staff, who: str) -> None:
    make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,), is_profile=True)
    make_officer("KR", username="kr.clerk", roles=(Role.DOMESTIC_UNIT,), bureau=staff.unit, is_profile=True)
    make_staff("TH")
    Officer.objects.update(is_profile=True)
    somebody = signed_in(who)
    place = f"/people/officer/{staff.duty.pk}"
    assert somebody.get(place).status_code == 404
    assert somebody.post(f"{place}/suspend", {"reason": "x"}).status_code == 404
    assert somebody.get(f"/people/unit/{staff.unit.pk}").status_code == 404
    assert ('href="/people"' in somebody.get("/check").content.decode()) == (who == "th.head")
    assert Officer.objects.get(pk=staff.duty.pk).is_active


def test_a_scan_is_kept_once_and_given_back_as_it_came(staff: Staff) -> None:
    _officer, done = staff.appointed()
    from django.core.files.uploadedfile import SimpleUploadedFile

    head = signed_in("kr.head")
    page = head.get(f"/people/officer/{done.change.subject}").content.decode()
    address = re.search(r'action="(/people/paper/[0-9a-f-]+)/scan"', page)
    assert address is not None
    scan = b"%PDF-1.7 order"
    unfit = head.post(f"{address[1]}/scan", {"scan": SimpleUploadedFile("x.pdf", b"MZ")})
    assert unfit.status_code == 422
    assert head.post(f"{address[1]}/scan", {"scan": SimpleUploadedFile("x.pdf", scan)}).status_code == 302
    given = head.get(address[1])
    assert (given.content, given["Content-Type"]) == (scan, "application/octet-stream")
    assert given["Content-Disposition"].startswith("attachment")
    assert head.post(f"{address[1]}/scan", {"scan": SimpleUploadedFile("x.pdf", scan)}).status_code == 404
    make_staff("TH")
    Officer.objects.update(is_profile=True)
    assert signed_in("th.head").get(address[1]).status_code == 404


def test_each_code_asked_on_a_page_has_an_input_of_its_own(staff: Staff) -> None:
    Officer.objects.filter(pk=staff.head.pk).update(is_profile=False)
    request = at_work(Officer.objects.get(pk=staff.head.pk), factor=Factor.CODE, now=NOW - timedelta(days=99))
    desk = desk_of(request)
    Officer.objects.filter(pk=staff.duty.pk).update(is_profile=False)
    person = person_of(desk.viewer, staff.duty.pk, now=NOW)
    page = officer_page(request, desk, person.post, Paper(), person=person)
    asked = [form.code for section in page.sections for form in section.forms if form.code is not None]
    assert [(each.name, each.id) for each in asked] == [("code", "code-rights"), ("code", "code-lost")]


def test_the_way_back_is_explained_to_whoever_asks(staff: Staff) -> None:
    suspend(staff.by(staff.head), staff.duty.pk, reason="x", now=NOW)
    answer = Client(SERVER_NAME="localhost").get("/sign-in/lost")
    assert answer.status_code == 200
    assert "two persons" in answer.content.decode()
