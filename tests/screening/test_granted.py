"""A domestic unit learns in each register what its bureau grants it."""

import pytest
from tests.people import make_bureau, make_officer
from tests.screening.network import NOW, PURPOSES, contribute, label, make_members, viewer

from interlace.bureaus.people.models import UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

HAN = {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "phone": ["+82 10 5550 0142"]}}


@pytest.fixture
def unit() -> Bureau:
    """KR's unit; KR and TH each hold a record of the same person."""
    make_members("KR", "TH")
    under = Bureau.objects.get(name="KR bureau")
    made = make_bureau("KR", name="Border unit", kind=Bureau.Kind.DOMESTIC_UNIT, parent=under, ceiling=["discover"])
    make_officer("KR", username="kr.unit", roles=(Role.DOMESTIC_UNIT,), bureau=made, purposes=tuple(PURPOSES))
    contribute(viewer("KR"), label("KR"), HAN)
    contribute(viewer("TH"), label("TH", seekers=["KR"]), HAN)
    catch_up()
    return made


def grant(unit: Bureau, **levels: str) -> None:
    with steward(Task.VERIFY):
        for register, level in ((OTHERS, levels["others"]), (CASE_FACTS, levels["ours"])):
            UnitGrant.objects.create(member="KR", unit=unit.pk, register=register, level=level)


def check() -> CheckResult:
    officer = Officer.objects.select_related("bureau__member").get(username="kr.unit")
    return ask_holders(
        viewer_of(officer, purpose="fraud", reference="KR-1"), question_typed("phone", "+82 10 5550 0142"), now=NOW
    )


@pytest.mark.parametrize(("ours", "told"), [("hit", 1), ("none", 0)])
def test_what_is_not_granted_of_the_own_bureau_is_not_found(unit: Bureau, ours: str, told: int) -> None:
    grant(unit, others="hit", ours=ours)
    result = check()
    assert (len(result.ours), [len(each.found) for each in result.answers]) == (told, [1])


def test_who_may_not_ask_others_is_refused_and_never_told_no_hit(unit: Bureau) -> None:
    grant(unit, others="none", ours="hit")
    with pytest.raises(Refused) as refused:
        check()
    assert refused.value.code == "others_not_granted"


def test_a_unit_that_was_granted_nothing_in_writing_searches_as_its_ceiling_says(unit: Bureau) -> None:
    result = check()
    assert (len(result.ours), [len(each.found) for each in result.answers]) == (1, [1])
