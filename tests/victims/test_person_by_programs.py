"""What is done for one person in care by REST and by command: needs, agreements, family, erasure, and the standing."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.screening.network import NOW
from tests.victims.receiving import MINUTE, carer, investigator, opened, received, talked
from tests.victims.test_api_and_cli import MATTER, SECRET, Caller, answered, house, typed

from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.standing import Matter
from interlace.core.victims.talk import Reply
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.victims.models import Found, ReleasedAnswer, StandingWithdrawal
from interlace.victims.standing import propose_standing, sign_standing, withdraw_standing

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "He was seen giving orders."
WISH = {"question": QUESTIONS[0], "recipient": "TH", "use": "investigation"}

__all__ = ["house"]


@pytest.fixture
def someone() -> Found:
    """Received, and listened to."""
    found = received(opened())
    talked(found, words=SECRET, answer=Reply.YES)
    return found


def sent(by: Caller, method: str, path: str, body: Any = None) -> Any:
    if method == "get":
        return by.get(path)
    call = getattr(by._client, method)
    return call(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=MATTER)


def test_needs_agreements_and_a_name_go_in_and_no_answer_comes_out(someone: Found) -> None:
    by, place = Caller("th.care"), f"/care/people/{someone.id}"
    answers = [sent(by, "put", f"{place}/needs", {"needs": ["call_home", "interpreter"]})]
    assert answers[0].json()["needs"] == ["interpreter", "call_home"]
    answers.append(sent(by, "post", f"{place}/agreements", WISH))
    assert [each["recipient"] for each in answers[-1].json()["items"]] == ["TH"]
    assert sent(by, "post", f"{place}/agreements", WISH).json()["code"] == "agreed_already"
    answers.append(by.get(f"{place}/agreements"))
    answers.append(sent(by, "post", f"{place}/agreements/take-back", WISH))
    assert answers[-1].json() == {"items": []}
    with steward(Task.VERIFY):
        assert ReleasedAnswer.objects.count() == 0
    named = {"name": "Ma Thida", "birth_date": "2001-05-04", "country": "MM"}
    answers.append(sent(by, "put", f"{place}/family", named))
    family = by.get(f"{place}/family").json()
    assert family == {"is_named": True, "seekers": [], "told": []}
    telling = {"record": str(uuid4()), "contact": "N. N., +66 2 000 0100", "is_agreed": True}
    assert sent(by, "post", f"{place}/family/notices", telling).status_code in {404, 409, 422}
    assert sent(by, "post", f"{place}/family/notices", {**telling, "is_agreed": False}).json()["code"] == "not_agreed"
    assert sent(by, "delete", f"{place}/family").status_code == 204
    assert by.get(f"{place}/family").json()["is_named"] is False
    answers.append(sent(by, "post", f"{place}/erasure", {"is_asked_for": False}))
    assert answers[-1].status_code == 422
    answers.append(sent(by, "post", f"{place}/erasure", {"is_asked_for": True}))
    assert (answers[-1].json()["is_erased"], answers[-1].json()["erasure_asked_by"]) == (False, "care of TH")
    assert sent(by, "post", f"{place}/erasure/sign").json()["code"] == "second_officer_needed"
    second = Caller("th.care2")
    declined = sent(second, "post", f"{place}/erasure/decline", {"reason": "Asked again: no."})
    assert declined.json()["erasure_asked_by"] == ""
    sent(by, "post", f"{place}/erasure", {"is_asked_for": True})
    assert sent(second, "post", f"{place}/erasure/withdraw").json()["code"] == "asked_by_another"
    assert sent(by, "post", f"{place}/erasure/withdraw").json()["erasure_asked_by"] == ""
    sent(by, "post", f"{place}/erasure", {"is_asked_for": True})
    answers.append(sent(second, "post", f"{place}/erasure/sign"))
    assert answers[-1].json()["is_erased"] is True
    assert not any(SECRET in each.content.decode() or "Thida" in each.content.decode() for each in answers)


def test_a_standing_is_proposed_signed_by_the_second_and_taken_back_by_who_proposed_it(someone: Found) -> None:
    officer, protection = Caller("th.desk"), Caller("th.care")
    place = f"/care/people/{someone.id}/standing"
    case = MATTER | {"Interlace-Purpose": "trafficking"}
    made = officer._client.post(
        f"/api/v1{place}", json.dumps({"to": "suspect", "reason": WHY}), content_type="application/json", headers=case
    )
    assert made.status_code == 201, made.content
    [proposal] = made.json()["proposals"]
    assert (made.json()["matter"], proposal["is_open"], len(proposal["signed_by"])) == ("none", True, 1)
    back = f"/care/proposals/{proposal['id']}"
    assert sent(protection, "post", f"{back}/withdraw").json()["code"] == "not_your_proposal"
    gone = officer._client.post(f"/api/v1{back}/withdraw", headers=case).json()
    assert [(each["is_open"], each["is_withdrawn"]) for each in gone["proposals"]] == [(False, True)]
    assert sent(protection, "post", f"{back}/sign").json()["code"] == "withdrawn_already"
    assert officer._client.post(f"/api/v1{back}/withdraw", headers=case).json()["code"] == "withdrawn_already"
    with steward(Task.VERIFY):
        assert Found.objects.get(id=someone.id).matter == "none"
    again = officer._client.post(
        f"/api/v1{place}", json.dumps({"to": "suspect", "reason": WHY}), content_type="application/json", headers=case
    ).json()["proposals"][-1]
    signed = sent(protection, "post", f"/care/proposals/{again['id']}/sign")
    assert signed.json()["matter"] == "suspect", signed.content
    late = officer._client.post(f"/api/v1/care/proposals/{again['id']}/withdraw", headers=case)
    assert late.json()["code"] == "decided_already"


def test_the_database_lets_nobody_withdraw_for_another_nor_decide_by_what_was_withdrawn(someone: Found) -> None:
    by, other = investigator(), investigator(post="second")
    proposal = propose_standing(by, someone.id, Matter.SUSPECT, reason=WHY, now=NOW + 3 * MINUTE)
    made = {"member": "TH", "label_id": proposal.label_id, "proposal": proposal, "at": NOW}
    for officer in (other.id, by.id):
        with pytest.raises(Exception, match="row-level security"), acting(other, now=NOW):
            StandingWithdrawal(officer=officer, **made).save(force_insert=True)
    withdraw_standing(by, proposal.id, now=NOW + 4 * MINUTE)
    with pytest.raises(Conflict):
        sign_standing(carer(), proposal.id, now=NOW + 5 * MINUTE)
    with pytest.raises(Exception, match="two persons"), acting(carer(), now=NOW):
        Found.objects.filter(id=someone.id).update(matter="suspect", decided_by=proposal.id)


@pytest.mark.parametrize("profile", ["th.desk", "kr.care", "kr.desk"])
def test_for_everybody_else_there_is_nobody(someone: Found, profile: str) -> None:
    by = Caller(profile)
    calls: tuple[tuple[str, str, Any], ...] = (
        ("put", "/care/people/{}/needs", {"needs": []}),
        ("get", "/care/people/{}/agreements", None),
        ("post", "/care/people/{}/agreements", WISH),
        ("post", "/care/people/{}/agreements/take-back", WISH),
        ("put", "/care/people/{}/family", {"name": "Ma Thida"}),
        ("delete", "/care/people/{}/family", None),
        ("post", "/care/people/{}/erasure", {"is_asked_for": True}),
    )
    for method, path, body in calls:
        answers = [sent(by, method, path.format(each), body) for each in (someone.id, uuid4())]
        assert [each.status_code for each in answers] == [404, 404], path
        assert answers[0].content == answers[1].content
    if profile != "th.desk":
        asked = {"to": "suspect", "reason": WHY}
        theirs, none = (sent(by, "post", f"/care/people/{each}/standing", asked) for each in (someone.id, uuid4()))
        # Of another bureau's investigator, who may not work for protection, the purpose is refused before anything.
        assert (theirs.status_code, theirs.content) == (404 if profile == "kr.care" else 403, none.content)


@pytest.mark.parametrize("profile", ["th.desk", "kr.care"])
def test_what_is_asked_to_be_erased_is_asked_of_nobody_for_everybody_else(someone: Found, profile: str) -> None:
    sent(Caller("th.care"), "post", f"/care/people/{someone.id}/erasure", {"is_asked_for": True})
    by = Caller(profile)
    for end, body in (("sign", None), ("decline", {"reason": WHY}), ("withdraw", None)):
        answers = [sent(by, "post", f"/care/people/{each}/erasure/{end}", body) for each in (someone.id, uuid4())]
        assert [each.status_code for each in answers] == [404, 404], end
        assert answers[0].content == answers[1].content


def test_the_commands_do_the_same_and_an_error_repeats_nothing(tmp_path: Path, someone: Found) -> None:
    name = str(someone.id)
    assert answered(tmp_path, "needs", name, "-", stdin='{"needs": ["interpreter"]}')["needs"] == ["interpreter"]
    agreed = answered(tmp_path, "agree", name, "-", stdin=json.dumps(WISH))
    assert [each["question"] for each in agreed["items"]] == [QUESTIONS[0]]
    assert answered(tmp_path, "agreements", name) == agreed
    assert answered(tmp_path, "take-back", name, "-", stdin=json.dumps(WISH)) == {"items": []}
    answered(tmp_path, "name", name, "-", stdin='{"name": "Ma Thida"}')
    assert answered(tmp_path, "family", name) == {"is_named": True, "seekers": [], "told": []}
    answered(tmp_path, "unname", name)
    for words in (("needs",), ("agree",), ("name",), ("tell",), ("propose",)):
        done = typed(tmp_path, *words, name, "-", stdin=json.dumps({"name": {SECRET: SECRET}, SECRET: SECRET}))
        assert isinstance(done.exception, InvalidInput), words
        assert SECRET not in f"{done.output}{done.exception}{done.exception.problems}"
    made = answered(tmp_path, "propose", name, "-", stdin=json.dumps({"to": "suspect", "reason": WHY}))
    [proposal] = made["proposals"]
    assert answered(tmp_path, "withdraw", proposal["id"])["proposals"][0]["is_withdrawn"] is True
    assert answered(tmp_path, "standing", name)["matter"] == "none"
    assert isinstance(typed(tmp_path, "sign", proposal["id"]).exception, Conflict)
    assert isinstance(typed(tmp_path, "erase", name).exception, InvalidInput)
    assert answered(tmp_path, "erase", name, "--asked", "--dry-run")["erasure_asked_by"] == "care of TH"
    assert isinstance(typed(tmp_path, "erase-withdraw", name).exception, Conflict)
    assert answered(tmp_path, "erase", name, "--asked")["erasure_asked_by"] == "care of TH"
    assert isinstance(typed(tmp_path, "erase-sign", name).exception, Conflict)
    assert answered(tmp_path, "erase-withdraw", name)["erasure_asked_by"] == ""
    answered(tmp_path, "erase", name, "--asked")
    second = {"profile": "th.care2"}
    typed(tmp_path, "erase-decline", name, "-", stdin=json.dumps({"reason": WHY}), **second)
    assert answered(tmp_path, "show", name)["erasure_asked_by"] == ""
    answered(tmp_path, "erase", name, "--asked")
    assert typed(tmp_path, "erase-sign", name, **second).exception is None
    assert answered(tmp_path, "show", name)["is_erased"] is True
    assert isinstance(typed(tmp_path, "withdraw", proposal["id"], profile="kr.care").exception, NotFound)
