"""A case as others see it: what is foretold is what they find, and nothing of anybody else enters."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from tests.cases.filing import DAY, TERMS, accepted, checked, opened, proposed, put_lead, put_person, shared_with
from tests.cases.walking import browser_of, text_of
from tests.evidence.handing.giving import offered
from tests.evidence.holding import sealed
from tests.people import Caller
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.joint.actions import change_terms
from interlace.cases.joint.items import lay_lead
from interlace.cases.looking import LookingTerms, SeenCase, look_at_case_as
from interlace.cases.models import Case
from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.audit.models import Leaf
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.surfaces.cli.case import case as commands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN")


def seen(case: Case, member: str, **terms: Any) -> SeenCase:
    return look_at_case_as(viewer("KR"), case.id, LookingTerms(member, **terms), now=NOW)


def really_read(member: str) -> set[UUID]:
    """The facts of KR that the desk of this bureau reads in truth."""
    by = viewer(member)
    with acting(by, now=NOW):
        return set(Fact.objects.visible_to(by, action=Action.READ).filter(originator="KR").values_list("id", flat=True))


def foretold(found: SeenCase) -> set[UUID]:
    return {fact.id for each in found.reads for fact in each.facts}


def test_what_is_foretold_of_a_bureau_is_what_it_reads() -> None:
    case = checked(opened())
    shared, own = put_person(case, "TH"), put_person(case)
    there, third = seen(case, "TH"), seen(case, "VN")
    assert ([each.id for each in there.reads], foretold(there)) == ([shared], really_read("TH"))
    assert ([each.id for each in third.reads], foretold(third)) == ([], really_read("VN"))
    assert own not in {each.id for each in (*there.reads, *there.learns)}
    assert (there.is_known, there.hidden, third.is_known, third.hidden) == (False, 1, False, 2)


def test_a_lead_is_read_once_it_is_laid_before_a_bureau_that_takes_part() -> None:
    case = checked(opened())
    lead = put_lead(case, sharing=shared_with("TH"))
    assert ([each.id for each in seen(case, "TH").leads_to_lay], seen(case, "TH").leads) == ([lead.id], ())
    joint = proposed(case, "TH")
    lay_lead(viewer("KR"), joint, lead.id, now=NOW)
    assert seen(case, "TH").leads == ()  # asked, and not taking part yet
    accepted(joint, "TH")
    assert ([each.id for each in seen(case, "TH").leads], seen(case, "TH").leads_to_lay) == ([lead.id], ())
    assert (seen(case, "VN").leads, seen(case, "VN").leads_to_lay) == ((), ())


def test_a_bureau_whose_end_has_come_reads_no_lead_that_is_laid_there() -> None:
    case = checked(opened())
    joint = accepted(proposed(case, "TH"), "TH")
    until = NOW + 500 * DAY
    lay_lead(viewer("KR"), joint, put_lead(case, sharing=shared_with("TH", until=until)).id, now=NOW)
    change_terms(viewer("KR"), joint, text=TERMS, until=until, now=NOW)
    found = [look_at_case_as(viewer("KR"), case.id, LookingTerms("TH"), now=NOW + 299 * DAY + DAY * n) for n in (0, 1)]
    assert [(len(each.leads), len(each.leads_to_lay)) for each in found] == [(1, 0), (0, 1)]


def test_level_and_role_count_as_they_do_for_an_officer() -> None:
    case = checked(opened())
    Officer.objects.filter(username="kr.desk").update(level=3)
    lead = put_lead(case, sharing=shared_with("TH", level=2))
    assert [len(seen(case, "TH", level=level).leads_to_lay) for level in range(4)] == [0, 0, 1, 1]
    assert lead.number == ""
    colleague = seen(case, "KR")
    assert (colleague.is_known, colleague.leads, [each.id for each in seen(case, "KR", level=2).leads]) == (
        True,
        (),
        [lead.id],
    )
    assert seen(case, "TH", level=3, role=Role.ADMINISTRATOR).leads_to_lay == ()


def test_an_offered_exhibit_is_told_to_the_bureau_that_reads_the_offer() -> None:
    exhibit = sealed(checked(opened()), title="Phone of the driver")
    offered(exhibit)
    case = exhibit.case
    assert (seen(case, "TH").offered, seen(case, "VN").offered) == (("Phone of the driver",), ())


def test_what_others_put_in_is_not_told() -> None:
    case = checked(opened())
    put_person(case, "TH", "VN")
    before = seen(case, "VN")
    theirs = checked(opened("TH", "TH-1"))
    put_person(theirs, "KR", "VN")
    after = seen(case, "VN")
    assert (foretold(after), after.hidden) == (foretold(before), before.hidden)


def test_a_look_stands_in_the_ledger_and_who_may_not_see_the_case_finds_none() -> None:
    case = checked(opened())
    seen(case, "TH", level=1)
    with steward(Task.LEDGER):
        (leaf,) = Leaf.objects.filter(event="facts.viewer_tested")
    assert (leaf.member, leaf.object_id) == ("KR", str(case.id))
    for unknown in (case.id, uuid4()):
        with pytest.raises(NotFound, match="no such case"):
            look_at_case_as(viewer("TH"), unknown, LookingTerms("KR"), now=NOW)
    with pytest.raises(InvalidInput):
        seen(case, "ZZ")


def test_page_route_and_command_tell_the_same(tmp_path: Path) -> None:
    case = checked(opened())
    shared = put_person(case, "TH")
    put_person(case)
    desk = browser_of("kr.desk")
    assert f'href="/cases/{case.id}/look"' in desk.get(f"/cases/{case.id}").content.decode()
    assert "in no task force and no operation" in text_of(desk.get(f"/cases/{case.id}/look"))
    page = text_of(desk.post(f"/cases/{case.id}/look", {"member": "TH", "role": "investigator", "level": "0"}))
    assert "People and things read 1" in page
    assert "For them it does not exist." in page
    refused = desk.post(f"/cases/{case.id}/look", {"member": "ZZ"})
    assert (refused.status_code, "This bureau is not on the network." in text_of(refused)) == (422, True)

    by_route = Caller(Officer.objects.get(username="kr.desk")).post(f"/cases/{case.id}/look", {"member": "th"}).json()
    options = Options(
        data=tmp_path, profile="kr.desk", language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    by_command = json.loads(CliRunner().invoke(commands, ["look", case.reference, "TH"], obj=options).stdout)
    assert by_route == by_command
    assert ([each["id"] for each in by_route["reads"]], by_route["hidden"]) == ([str(shared)], 1)


def test_another_bureau_gets_the_answer_of_nothing() -> None:
    case = checked(opened())
    there = browser_of("th.desk")
    answers = [there.post(f"/cases/{each}/look", {"member": "KR"}) for each in (case.id, uuid4())]
    assert [each.status_code for each in answers] == [404, 404]
    assert text_of(answers[0]) == text_of(answers[1])
