"""Taking members in and opening their bureaus."""

from datetime import UTC, datetime

import pytest

from interlace.bureaus.opening import DESK_ROLES, Office, add_bureau, add_member
from interlace.core.handling import ALL_ACTIONS
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.identity.enrolling import bureau_named
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.profiles import officer_of_profile

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def open_bureau(member: str, name: str, office: Office | None = None) -> Bureau:
    return add_bureau(member=member, name=name, office=office or Office(), now=NOW).bureau


@pytest.fixture(autouse=True)
def korea() -> Member:
    return add_member(code="kr", name="Republic of Korea", now=NOW)


def test_a_member_is_known_by_its_code_in_capitals_and_need_not_be_a_country() -> None:
    add_member(code="eu-fc_1", name="Fusion centre", kind=Member.Kind.CENTRE, now=NOW)
    assert list(Member.objects.order_by("code").values_list("code", "kind", "status", "reachable")) == [
        ("EU-FC_1", "centre", "active", True),
        ("KR", "country", "active", True),
    ]


@pytest.mark.parametrize(
    ("code", "name", "pointers"),
    [
        ("", "A name", ["/code"]),
        ("K R", "A name", ["/code"]),
        ("K,R", "A name", ["/code"]),
        ("-KR", "A name", ["/code"]),
        ("X" * 17, "A name", ["/code"]),
        ("ไทย", " ", ["/code", "/name"]),
        ("VN", "N" * 121, ["/name"]),
    ],
)
def test_a_member_with_an_unfit_code_or_name_is_refused_at_its_place(code: str, name: str, pointers: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        add_member(code=code, name=name, now=NOW)
    assert [problem.pointer for problem in refused.value.problems] == pointers


def test_a_code_stands_for_one_member() -> None:
    with pytest.raises(Conflict):
        add_member(code="KR", name="Another", now=NOW)


@pytest.mark.parametrize(
    ("kind", "ceiling"),
    [
        (Bureau.Kind.NATIONAL, sorted(ALL_ACTIONS)),
        (Bureau.Kind.SECRETARIAT, ["derive", "discover", "export", "forward", "match", "read"]),
        (Bureau.Kind.PARTNER, ["discover", "read"]),
    ],
)
def test_the_desk_of_a_new_bureau_is_a_profile_that_may_do_what_bureaus_of_its_kind_do(
    kind: Bureau.Kind, ceiling: list[str]
) -> None:
    made = add_bureau(member="KR", name="Seoul", office=Office(kind=kind), purposes=("fraud",), level=2, now=NOW)
    desk = officer_of_profile("KR")
    assert desk == made.desk
    assert (desk.username, desk.roles, desk.purposes, desk.level) == ("kr.desk", [DESK_ROLES[kind]], ["fraud"], 2)
    assert sorted(desk.as_viewer().ceiling) == made.bureau.ceiling == ceiling
    assert not desk.has_usable_password()


def test_less_may_be_allowed_to_a_bureau_than_its_kind_does() -> None:
    assert open_bureau("KR", "Seoul", Office(ceiling=["discover"])).ceiling == ["discover"]
    assert officer_of_profile("KR").as_viewer().ceiling == {"discover"}


def test_every_further_bureau_has_a_profile_of_its_own() -> None:
    seoul = open_bureau("KR", "NCB Seoul")
    unit = Office(kind=Bureau.Kind.DOMESTIC_UNIT, parent=seoul)
    for name in ("Anti-fraud unit", "Anti fraud unit", "사이버수사대", "경찰청"):
        open_bureau("KR", name, unit)
    assert sorted(Officer.objects.values_list("username", flat=True)) == [
        "kr.anti-fraud-unit",
        "kr.anti-fraud-unit-2",
        "kr.desk",
        "kr.unit",
        "kr.unit-2",
    ]
    assert officer_of_profile("kr.unit").as_viewer().ceiling == {"discover"}


def test_a_bureau_is_found_by_its_name_or_by_the_code_of_its_member() -> None:
    seoul = open_bureau("KR", "NCB Seoul")
    unit = open_bureau("KR", "Unit", Office(kind=Bureau.Kind.DOMESTIC_UNIT, parent=seoul))
    add_member(code="BANK", name="Reed Bank", kind=Member.Kind.ORGANISATION, now=NOW)
    bank = open_bureau("BANK", "Fraud desk", Office(kind=Bureau.Kind.PARTNER))
    assert [bureau_named(name) for name in ("ncb seoul", "kr", "Unit", "BANK")] == [seoul, seoul, unit, bank]
    with pytest.raises(NotFound):
        bureau_named("TH")


@pytest.mark.parametrize(
    ("terms", "pointers"),
    [
        ({"kind": Bureau.Kind.DOMESTIC_UNIT}, ["/parent"]),
        ({"ceiling": ["discover", "rule"]}, ["/ceiling/1"]),
        ({"time_zone": "Asia/Atlantis"}, ["/time_zone"]),
        ({"time_zone": "../etc/passwd"}, ["/time_zone"]),
        ({"detention_hours": 0}, ["/detention_hours"]),
    ],
)
def test_an_unfit_bureau_is_refused_at_its_place(terms: dict[str, object], pointers: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_bureau("KR", "Seoul", Office(**terms))  # type: ignore[arg-type]
    assert [problem.pointer for problem in refused.value.problems] == pointers
    assert not Bureau.objects.exists()


def test_a_unit_stands_under_a_bureau_of_its_own_member_alone() -> None:
    add_member(code="TH", name="Thailand", now=NOW)
    bangkok = open_bureau("TH", "Bangkok")
    for office in (Office(kind=Bureau.Kind.DOMESTIC_UNIT, parent=bangkok), Office(parent=bangkok)):
        with pytest.raises(InvalidInput):
            open_bureau("KR", "Unit", office)


def test_a_name_stands_for_one_bureau_and_a_bureau_for_a_member_that_is_known() -> None:
    open_bureau("KR", "Seoul")
    with pytest.raises(Conflict):
        open_bureau("KR", "SEOUL")
    with pytest.raises(NotFound):
        open_bureau("VN", "Hanoi")


def test_taking_in_and_opening_leave_their_leaves() -> None:
    open_bureau("KR", "Seoul")
    with steward(Task.VERIFY):
        assert list(Leaf.objects.order_by("event").values_list("event", "member")) == [
            ("bureau.added", "KR"),
            ("identity.officer_added", "KR"),
            ("member.added", "KR"),
        ]
