"""People and units over the API: the same acts as on pages, signed by two."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import F
from django.utils import timezone
from tests.bureaus.people.devices import WithCodes
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import Caller, make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict
from interlace.foundation.identity.actions import create_api_key, officer_of_key
from interlace.foundation.identity.models import Approval, ApprovalSignature, Bureau, Officer, ResetProposal
from interlace.foundation.identity.resetting import sign_reset
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
PAPER = {"document": "KR-ORD-2026-14", "dated": "2026-01-02", "signed_by": "Director Han"}
RIGHTS: dict[str, Any] = {
    "name": "Y. Seo",
    "roles": ["duty_officer"],
    "purposes": ["fraud"],
    "registers": [],
    "level": 1,
    "trained": "2026-01-01",
    "training_ends": "2036-01-01",
}


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def appointed(staff: Staff, head: WithCodes, second: WithCodes) -> dict[str, Any]:
    body = {**RIGHTS, "office": str(staff.bureau.pk), "username": "kr.y.seo", "paper": PAPER}
    proposed = head.post("/officers", body)
    assert proposed.status_code == 201, proposed.content
    change = proposed.json()
    signed = second.post(f"/rights-changes/{change['id']}/sign", {"digest": change["digest"]})
    assert signed.status_code == 200, signed.content
    return dict(signed.json())


def test_an_officer_is_appointed_changed_and_shut_out(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(staff.second)
    signed = appointed(staff, head, second)
    officer = Officer.objects.get(username="kr.y.seo")
    assert officer.check_password(signed["password"])
    assert (signed["state"], signed["subject"]) == ("done", str(officer.pk))
    place = f"/officers/{officer.pk}"
    seen = head.get(place)
    shown = seen.json()
    assert {name: shown[name] for name in ("roles", "level", "registers", "in_service", "training")} == {
        "roles": ["duty_officer"],
        "level": 1,
        "registers": [],
        "in_service": True,
        "training": "valid",
    }
    assert [each["document"] for each in shown["papers"]] == ["KR-ORD-2026-14"]
    assert shown["username"] in {each["username"] for each in head.get("/officers").json()["items"]}
    narrower = head.post(
        f"{place}/changes", {**RIGHTS, "office": shown["office"], "level": 0}, If_Match=seen.headers["ETag"]
    )
    assert (narrower.status_code, narrower.json()["state"]) == (201, "done")
    stale = head.post(f"{place}/changes", {**RIGHTS, "office": shown["office"]}, If_Match=seen.headers["ETag"])
    assert stale.status_code == 412
    key = create_api_key(officer=officer, name="tests", now=timezone.now()).text
    gone = head.post(f"{place}/suspend", {"reason": "Lost the badge."})
    assert (gone.status_code, gone.json()["in_service"]) == (200, False)
    assert officer_of_key(key, now=timezone.now()) is None
    back = head.post(f"{place}/return", {"paper": PAPER}).json()
    assert (back["state"], Officer.objects.get(pk=officer.pk).is_active) == ("proposed", False)
    second.post(f"/rights-changes/{back['id']}/sign", {"digest": back["digest"]})
    assert Officer.objects.get(pk=officer.pk).is_active


def test_both_signatures_stand_under_the_exact_difference(staff: Staff) -> None:
    signed = appointed(staff, WithCodes(staff.head), WithCodes(staff.second))
    approval = Approval.objects.get(act="people.rights")
    assert (approval.digest, approval.state) == (signed["digest"], Approval.State.GIVEN)
    signers = set(ApprovalSignature.objects.filter(approval=approval).values_list("officer", "method"))
    assert signers == {(staff.head.pk, "code"), (staff.second.pk, "code")}


def test_the_proposer_signs_nothing_and_no_code_carries_nothing(staff: Staff) -> None:
    head = WithCodes(staff.head)
    body = {**RIGHTS, "office": str(staff.bureau.pk), "username": "kr.y.seo", "paper": PAPER}
    bare = head.caller.post("/officers", body)
    assert (bare.status_code, bare.json()["code"]) == (403, "fresh_code_needed")
    change = head.post("/officers", body).json()
    own = head.post(f"/rights-changes/{change['id']}/sign", {"digest": change["digest"]})
    assert (own.status_code, own.json()["code"]) == (403, "second_person")
    other = WithCodes(staff.second).post(f"/rights-changes/{change['id']}/sign", {"digest": "0" * 64})
    assert other.status_code == 409
    assert not Officer.objects.filter(username="kr.y.seo").exists()


def test_a_unit_is_opened_with_its_level_in_each_register_and_shut_out_as_a_whole(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(staff.second)
    grants = [
        {"place": "@case-facts", "level": "content", "fields": ["name"], "may_contribute": True},
        {"place": "@others", "level": "hit", "fields": [], "may_contribute": False},
    ]
    change = head.post("/units", {"name": "Border unit", "grants": grants, "paper": PAPER}).json()
    second.post(f"/rights-changes/{change['id']}/sign", {"digest": change["digest"]})
    unit = Bureau.objects.get(name="Border unit")
    seen = head.get(f"/units/{unit.pk}")
    assert (seen.json()["kind"], seen.json()["grants"]) == ("domestic_unit", grants)
    narrower = head.post(f"/units/{unit.pk}/changes", {"name": "Border unit"}, If_Match=seen.headers["ETag"])
    assert (narrower.json()["state"], head.get(f"/units/{unit.pk}").json()["grants"]) == ("done", [])
    make_officer("KR", username="kr.border", roles=(Role.DOMESTIC_UNIT,), bureau=unit)
    assert head.post(f"/units/{unit.pk}/suspend", {"reason": "Audit."}).status_code == 200
    assert not Officer.objects.get(username="kr.border").is_active
    names = [each["name"] for each in head.get("/units?limit=2").json()["items"]]
    following = head.get(f"/units?limit=2&cursor={head.get('/units?limit=2').json()['next']}").json()
    assert [*names, *(each["name"] for each in following["items"])] == ["NCB KR", "Anti-fraud unit KR", "Border unit"]


def test_a_lost_device_is_answered_by_two_persons_each_with_a_code_of_their_own(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(make_officer("KR", username="kr.other", roles=(Role.HEAD,)))
    proposed = head.post(f"/officers/{staff.duty.pk}/resets")
    assert (proposed.status_code, proposed.json()["password"]) == (201, None)
    place = f"/resets/{proposed.json()['id']}"
    assert [each["id"] for each in second.get("/resets").json()] == [proposed.json()["id"]]
    assert head.post(f"{place}/sign").status_code == 404
    assert WithCodes(staff.second).post(f"{place}/sign").status_code == 404
    done = second.post(f"{place}/sign").json()
    assert Officer.objects.get(pk=staff.duty.pk).check_password(done["password"])
    assert second.get(place).status_code == 404


def test_a_second_person_refuses_a_reset_and_whoever_proposed_it_reads_why(staff: Staff) -> None:
    head, other = WithCodes(staff.head), WithCodes(make_officer("KR", username="kr.other", roles=(Role.HEAD,)))
    kept = Officer.objects.get(pk=staff.duty.pk).password
    place = f"/resets/{head.post(f'/officers/{staff.duty.pk}/resets').json()['id']}"
    why = {"reason": "It was not her voice."}
    never = WithCodes(staff.second).post(f"/resets/{uuid4()}/refuse", why)
    for nobody in (head, WithCodes(staff.second)):
        refused = nobody.post(f"{place}/refuse", why)
        assert (refused.status_code, refused.content) == (404, never.content)
    assert other.post(f"{place}/refuse", {"reason": " "}).status_code == 422
    done = other.caller.post(f"{place}/refuse", why, Idempotency_Key="one").json()
    assert (done["state"], done["refused_by"], done["reason"]) == ("refused", "Officer of KR", why["reason"])
    assert other.caller.post(f"{place}/refuse", why, Idempotency_Key="one").json() == done
    for who in (head, other):
        assert who.get("/resets").json() == [who.get(place).json()] == [done]
        assert who.post(f"{place}/sign").status_code == 404
    assert other.post(f"{place}/refuse", why).status_code == 404
    assert Officer.objects.get(pk=staff.duty.pk).password == kept
    assert Approval.objects.get(act="identity.reset").state == Approval.State.REFUSED
    with steward(Task.LEDGER):
        leaf = Leaf.objects.get(event="identity.reset_refused")
    assert json.loads(leaf.entry)["detail"] == {"proposed_by": str(staff.head.pk), **why}


def test_a_reset_that_nobody_signed_in_time_is_shown_as_lapsed_and_signed_no_more(staff: Staff) -> None:
    head, other = WithCodes(staff.head), WithCodes(make_officer("KR", username="kr.other", roles=(Role.HEAD,)))
    place = f"/resets/{head.post(f'/officers/{staff.duty.pk}/resets').json()['id']}"
    for rows in (ResetProposal.objects.all(), Approval.objects.all()):
        moved = (
            {"at": F("at") - DAY}
            if rows.model is ResetProposal
            else {"opened": F("opened") - DAY, "until": F("until") - DAY}
        )
        rows.update(**moved)
    assert (head.get(place).json()["state"], head.get("/resets").json()[0]["state"]) == ("expired", "expired")
    assert other.get("/resets").json() == []
    assert [other.post(f"{place}/{act}", {"reason": "x"}).status_code for act in ("sign", "refuse")] == [404, 404]
    with pytest.raises(Conflict):
        sign_reset(UUID(place[-36:]), by=other.officer, signed=None, now=timezone.now())


def test_changes_of_rights_are_read_page_by_page_and_those_to_sign_apart(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(staff.second)
    made = [head.post("/units", {"name": f"Unit {number}", "paper": PAPER}).json()["id"] for number in range(5)]
    found: list[str] = []
    following, page = "", head.get("/rights-changes?limit=2").json()
    while True:
        found += [each["id"] for each in page["items"]]
        following = page["next"]
        if following is None:
            break
        page = head.get(f"/rights-changes?limit=2&cursor={following}").json()
    assert found == made[::-1]
    cursor = head.get("/rights-changes?limit=2").json()["next"]
    assert second.get(f"/rights-changes?cursor={cursor}").status_code == 400
    waiting = second.get("/rights-changes/to-sign").json()
    assert ([each["id"] for each in waiting["items"]], waiting["next"]) == (made, None)
    assert head.get("/rights-changes/to-sign").json()["items"] == []


def test_a_unit_is_given_to_converse_by_two_persons_and_loses_it_at_once(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(staff.second)
    place = f"/units/{staff.unit.pk}"
    seen = head.get(place)
    granted = seen.json()["grants"]
    assert {each["place"]: each["level"] for each in granted} == {"@case-facts": "hit", "@others": "hit"}
    rights = {"name": seen.json()["name"], "time_zone": "UTC", "grants": granted}
    bare = head.post(f"{place}/changes", {**rights, "converses": True}, If_Match=seen.headers["ETag"])
    assert (bare.status_code, seen.json()["converses"]) == (422, False)
    given = {**rights, "converses": True, "paper": PAPER}
    change = head.post(f"{place}/changes", given, If_Match=seen.headers["ETag"]).json()
    assert change["rights"] == [{"right": "converses", "so_far": False, "from_now_on": True, "widens": True}]
    assert not Bureau.objects.get(pk=staff.unit.pk).converses
    second.post(f"/rights-changes/{change['id']}/sign", {"digest": change["digest"]})
    seen = head.get(place)
    assert (seen.json()["converses"], seen.json()["grants"]) == (True, granted)
    level = [{"place": "@case-facts", "level": "content", "fields": ["name"]}, {"place": "@others", "level": "hit"}]
    wider = {**given, "grants": level}
    change = head.post(f"{place}/changes", wider, If_Match=seen.headers["ETag"]).json()
    assert [each["right"] for each in change["rights"]] == ["grant:@case-facts"]
    second.post(f"/rights-changes/{change['id']}/sign", {"digest": change["digest"]})
    seen = head.get(place)
    assert seen.json()["converses"]
    taken = head.post(f"{place}/changes", {**rights, "grants": level}, If_Match=seen.headers["ETag"]).json()
    assert (taken["state"], head.get(place).json()["converses"]) == ("done", False)


def test_a_scan_is_kept_once_and_given_back_as_it_came(staff: Staff) -> None:
    head = WithCodes(staff.head)
    appointed(staff, head, WithCodes(staff.second))
    officer = Officer.objects.get(username="kr.y.seo")
    (paper,) = head.get(f"/officers/{officer.pk}").json()["papers"]
    place = f"/authorisations/{paper['id']}/scan"

    def keep(who: Caller, content: bytes) -> Any:
        upload = who.post("/uploads", {"name": "order.pdf", "size": len(content)}).json()["id"]
        who.call("PUT", f"/uploads/{upload}?offset=0", content, Content_Type="application/octet-stream")
        return who.post(place, {"upload": upload})

    assert (paper["has_scan"], head.get(place).status_code) == (False, 404)
    assert keep(head.caller, b"MZ").status_code == 422
    other = make_staff("TH")
    assert [keep(Caller(each), b"%PDF-1.7").status_code for each in (staff.second, other.head)] == [403, 404]
    assert keep(head.caller, b"%PDF-1.7 order").status_code == 204
    assert keep(head.caller, b"%PDF-1.7 again").status_code == 404
    given = head.get(place)
    assert (given.content, given["Content-Type"]) == (b"%PDF-1.7 order", "application/octet-stream")
    assert Caller(other.head).get(place).status_code == 404


def test_for_whoever_may_not_sign_and_for_other_bureaus_nothing_of_it_exists(staff: Staff) -> None:
    other = make_staff("TH")
    analyst = make_officer("KR", username="kr.analyst", roles=(Role.ANALYST,))
    for who, officer, unit in (
        (Caller(analyst), staff.duty, staff.unit),
        (Caller(other.head), staff.duty, staff.unit),
    ):
        for path in (f"/officers/{officer.pk}", f"/units/{unit.pk}"):
            never = who.get(path.rpartition("/")[0] + f"/{uuid4()}")
            found = who.get(path)
            assert (found.status_code, found.content) == (404, never.content)
    assert Caller(analyst).get("/officers").status_code == 404
    assert {each["username"] for each in Caller(other.head).get("/officers").json()["items"]} == {
        "th.head",
        "th.second",
        "th.duty",
    }


def test_the_second_person_works_elsewhere_where_the_bureau_says_so(staff: Staff) -> None:
    head, second = WithCodes(staff.head), WithCodes(staff.second)
    alone = head.post("/second-persons", {"elsewhere": True})
    assert (alone.status_code, alone.json()["code"]) == (409, "nobody_elsewhere")
    busan = Bureau.objects.create(member_id="KR", name="NCB Busan")
    far = WithCodes(make_officer("KR", username="kr.far", roles=(Role.INVESTIGATOR,), bureau=busan))
    assert head.post("/second-persons", {"elsewhere": True}).json()["state"] == "done"
    assert Bureau.objects.get(pk=staff.bureau.pk).signs_elsewhere
    assert second.get("/second-persons").json() == {"elsewhere": True}
    body = {**RIGHTS, "office": str(staff.bureau.pk), "username": "kr.y.seo", "paper": PAPER}
    change = head.post("/officers", body).json()
    digest = {"digest": change["digest"]}
    near = second.post(f"/rights-changes/{change['id']}/sign", digest)
    assert (near.status_code, near.json()["code"]) == (403, "other_office_needed")
    assert far.post(f"/rights-changes/{change['id']}/sign", digest).status_code == 200
    assert Officer.objects.get(username="kr.y.seo").bureau == staff.bureau
    given_up = head.post("/second-persons", {"elsewhere": False, "paper": PAPER}).json()
    assert given_up["state"] == "proposed"
    own = {"digest": given_up["digest"]}
    assert second.post(f"/rights-changes/{given_up['id']}/sign", own).json()["code"] == "other_office_needed"
    Officer.objects.filter(username="kr.far").update(is_active=False)
    again = head.post("/second-persons", {"elsewhere": False, "paper": PAPER}).json()
    signed = second.post(f"/rights-changes/{again['id']}/sign", {"digest": again["digest"]})
    assert (signed.status_code, Bureau.objects.get(pk=staff.bureau.pk).signs_elsewhere) == (200, False)
