"""New terms of a joint case: each bureau accepts them anew, and stays under the ones before until it does."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from tests.cases.filing import DAY, TERMS, accepted, checked, opened, proposed, put_lead, shared_with
from tests.cases.walking import browser_of, text_of
from tests.people import Caller
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.joint.actions import accept_terms, change_terms, invite_to_joint_case, withdraw_from_joint_case
from interlace.cases.joint.items import lay_lead
from interlace.cases.joint.queries import JointView, joint_view
from interlace.core.procedure.cases import JointState
from interlace.foundation.audit.models import Leaf
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.surfaces.cli.case import case as commands

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "Golden Reed: KR and TH lead together. Evidence goes by the authorities."
END, LATER_END = NOW + 300 * DAY, NOW + 500 * DAY


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN", "SG")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


def seen(member: str, joint: UUID, *, now: Any = NOW) -> JointView:
    return joint_view(viewer(member), joint, now=now)


def running() -> UUID:
    """A joint case of KR in which TH and VN take part."""
    return accepted(proposed(checked(opened()), "TH", "VN"), "TH", "VN")


def test_who_has_not_accepted_stays_under_the_terms_and_the_end_before() -> None:
    joint = running()
    change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=NOW)
    accepted(joint, "TH")
    kr, th, vn = seen("KR", joint), seen("TH", joint), seen("VN", joint)
    assert [(each.own_terms, each.side.until, each.has_new_terms) for each in (kr, th, vn)] == [
        (NEW, LATER_END, False),
        (NEW, LATER_END, False),
        (TERMS, END, True),
    ]
    assert [each.accepted for each in (kr, th, vn)] == [{"KR", "TH"}] * 3
    assert [each.terms for each in (kr, th, vn)] == [NEW] * 3
    assert vn.new_until == LATER_END


def test_after_its_own_end_a_bureau_finds_nothing_until_it_accepts_the_later_one() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH", "VN"), "TH", "VN")
    lay_lead(viewer("KR"), joint, put_lead(case, sharing=shared_with("TH", "VN", until=LATER_END)).id, now=NOW)
    change_terms(viewer("KR"), joint, text=TERMS, until=LATER_END, now=NOW)
    accepted(joint, "TH")
    late = END + timedelta(hours=1)
    assert [len(seen(member, joint, now=late).leads) for member in ("TH", "VN")] == [1, 0]
    accept_terms(viewer("VN"), joint, digest=seen("VN", joint, now=late).terms_digest, now=late)
    assert len(seen("VN", joint, now=late).leads) == 1


def test_what_a_bureau_laid_ends_with_the_terms_that_it_accepted() -> None:
    joint = running()
    theirs = checked(opened("TH", reference="TH-2026-0117"))
    lead = put_lead(theirs, sharing=shared_with("KR", "VN", until=LATER_END))
    lay_lead(viewer("TH"), joint, lead.id, now=NOW)
    change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=NOW)
    late = END + timedelta(hours=1)
    assert [len(seen("KR", joint, now=when).leads) for when in (NOW, late)] == [1, 0]
    accept_terms(viewer("TH"), joint, digest=seen("TH", joint, now=late).terms_digest, now=late)
    assert len(seen("KR", joint, now=late).leads) == 1


def test_after_its_own_end_a_bureau_reads_new_terms_alone_and_may_leave() -> None:
    joint = running()
    change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=NOW)
    accepted(joint, "TH")
    late = END + timedelta(hours=1)
    before = seen("VN", joint, now=late)
    invite_to_joint_case(viewer("KR"), joint, member="SG", now=late)
    assert (seen("VN", joint, now=late).events, seen("VN", joint, now=late).parties) == (before.events, before.parties)
    assert "VN" not in seen("SG", joint, now=late).parties
    change_terms(viewer("KR"), joint, text=TERMS, until=LATER_END, now=late)
    told = seen("VN", joint, now=late)
    assert (told.terms, told.new_until, told.parties) == (TERMS, LATER_END, before.parties)
    assert seen("TH", joint, now=late).parties.keys() == {"KR", "TH", "SG"}
    withdraw_from_joint_case(viewer("VN"), joint, reason="Our prosecutor has ended it.", now=late)
    assert seen("VN", joint, now=late).parties == {**before.parties, "VN": JointState.WITHDRAWN}
    assert seen("KR", joint, now=late).parties["VN"] is JointState.WITHDRAWN
    assert "withdraw" not in [each.kind for each in seen("SG", joint, now=late).events]


def test_who_accepts_a_later_end_reads_again_who_takes_part() -> None:
    joint = running()
    change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=NOW)
    late = END + timedelta(hours=1)
    invite_to_joint_case(viewer("KR"), joint, member="SG", now=late)
    accept_terms(viewer("VN"), joint, digest=seen("VN", joint, now=late).terms_digest, now=late)
    assert seen("VN", joint, now=late).parties.keys() == {"KR", "VN", "SG"}


def test_accepting_new_terms_keeps_the_compartment() -> None:
    joint = proposed(checked(opened()), "TH")
    first, other = (checked(opened("TH", reference=number)) for number in ("TH-2026-0117", "TH-2026-0118"))
    accept_terms(viewer("TH"), joint, digest=seen("TH", joint).terms_digest, case_id=first.id, now=NOW)
    change_terms(viewer("KR"), joint, text=NEW, now=NOW)
    digest = seen("TH", joint).terms_digest
    with pytest.raises(Conflict) as refused:
        accept_terms(viewer("TH"), joint, digest=digest, case_id=other.id, now=NOW)
    assert refused.value.code == "joint_not_now"
    accept_terms(viewer("TH"), joint, digest=digest, now=NOW)
    assert seen("TH", joint).side.case == first.id


def test_the_terms_before_cannot_be_accepted_any_more_and_the_new_ones_once() -> None:
    joint = running()
    old = seen("TH", joint).terms_digest
    change_terms(viewer("KR"), joint, text=NEW, now=NOW)
    with pytest.raises(Conflict) as refused:
        accept_terms(viewer("TH"), joint, digest=old, now=NOW)
    assert refused.value.code == "terms_changed"
    accepted(joint, "TH")
    with pytest.raises(Conflict) as again:
        accepted(joint, "TH")
    assert again.value.code == "joint_not_now"


def test_who_is_asked_later_reads_the_new_terms_and_who_left_reads_none() -> None:
    joint = running()
    withdraw_from_joint_case(viewer("VN"), joint, reason="Our prosecutor has ended it.", now=NOW)
    change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=NOW)
    assert (seen("VN", joint).terms, len(seen("VN", joint).events)) == (TERMS, 4)
    invite_to_joint_case(viewer("KR"), joint, member="VN", now=NOW)
    accepted(joint, "VN")
    assert (seen("VN", joint).own_terms, seen("VN", joint).side.until) == (NEW, LATER_END)


def test_only_the_leader_changes_terms_and_only_to_something_new_that_ends_no_earlier() -> None:
    joint = running()
    with pytest.raises(Refused) as not_leading:
        change_terms(viewer("TH"), joint, text=NEW, now=NOW)
    with pytest.raises(Conflict) as same:
        change_terms(viewer("KR"), joint, text=f" {TERMS} ", until=END, now=NOW)
    with pytest.raises(InvalidInput) as earlier:
        change_terms(viewer("KR"), joint, text=NEW, until=END - DAY, now=NOW)
    with pytest.raises(InvalidInput) as empty:
        change_terms(viewer("KR"), joint, text=" ", now=NOW)
    with pytest.raises(Conflict) as over:
        change_terms(viewer("KR"), joint, text=NEW, until=LATER_END, now=END)
    assert [each.value.code for each in (not_leading, same, earlier, empty, over)] == [
        "not_the_leader",
        "terms_same",
        "joint_end_earlier",
        "terms_missing",
        "joint_not_now",
    ]


def test_a_change_and_each_acceptance_stand_in_the_ledgers_of_all_who_take_part() -> None:
    joint = running()
    change_terms(viewer("KR"), joint, text=NEW, now=NOW)
    accepted(joint, "TH")
    with steward(Task.LEDGER):
        changed = Leaf.objects.filter(event="joint.changed", object_id=str(joint))
        assert sorted(changed.values_list("member", flat=True)) == ["KR", "TH", "VN"]
        assert Leaf.objects.filter(event="joint.accepted", object_id=str(joint), member="TH").count() == 2


def test_page_route_and_command_change_and_accept(tmp_path: Path) -> None:
    joint = running()
    leader, party = browser_of("kr.desk"), browser_of("th.desk")
    day = joint_view(viewer("KR"), joint, now=NOW).side.until.date().isoformat()
    refused = leader.post(f"/joint-cases/{joint}/terms", {"terms": TERMS, "until": day})
    assert (refused.status_code, "These are the terms that stand." in text_of(refused)) == (409, True)
    assert leader.post(f"/joint-cases/{joint}/terms", {"terms": NEW, "until": day}).status_code == 302
    page = text_of(party.get(f"/joint-cases/{joint}"))
    assert "New terms are proposed" in page
    assert TERMS in page
    assert NEW in page
    assert "under the terms before" in text_of(leader.get(f"/joint-cases/{joint}"))
    digest = seen("TH", joint).terms_digest
    assert party.post(f"/joint-cases/{joint}/answer", {"answer": "accept", "digest": digest}).status_code == 302
    assert "New terms are proposed" not in text_of(party.get(f"/joint-cases/{joint}"))

    kr = Caller(Officer.objects.get(username="kr.desk"))
    tag = kr.get(f"/joint-cases/{joint}")["ETag"]
    changed = kr.post(f"/joint-cases/{joint}/terms", {"terms": TERMS}, If_Match=tag)
    assert (changed.status_code, changed.json()["accepted"]) == (200, ["KR"])

    file = tmp_path / "terms.txt"
    file.write_text(NEW, encoding="utf-8")
    options = Options(
        data=tmp_path, profile="kr.desk", language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    words = ["joint", "change", str(joint), "--terms", str(file), "--until", "2099-06-30"]
    told = json.loads(CliRunner().invoke(commands, words, obj=options, catch_exceptions=False).stdout)
    assert (told["terms"], told["accepted"], told["own_terms"]) == (NEW, ["KR"], NEW)


def test_another_bureau_gets_the_answer_of_nothing() -> None:
    joint = proposed(checked(opened()), "TH")
    third = browser_of("vn.desk")
    answers = [third.post(f"/joint-cases/{each}/terms", {"terms": NEW}) for each in (joint, uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    assert text_of(answers[0]) == text_of(answers[1])
