"""Attack: a partner's insider who may only discover reads hidden values off the word band (traps, 13)."""

from dataclasses import replace
from typing import Any

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import Action
from interlace.screening.checks.actions import ask_holders
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
HIDDEN = {
    "name": "Somchai Jaidee",
    "birthDate": "1991-04-17",
    "gender": "male",
    "birthPlace": "Chiang Mai",
    "nationality": "th",
}


@pytest.fixture(autouse=True)
def hidden_person() -> None:
    """TH lets KR discover that it holds somebody, and read nothing."""
    make_members("KR", "TH")
    rest = {name: value for name, value in HIDDEN.items() if name != "name"}
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person(HIDDEN["name"], phone=PHONE, **rest))


def told(**properties: str) -> tuple[str, str | None]:
    entity: dict[str, Any] = {"schema": "Person", "properties": {name: [value] for name, value in properties.items()}}
    result = ask_holders(viewer("KR"), question_about(entity), now=NOW)
    return next((answer.state.value, answer.band) for answer in result.answers if answer.holder == "TH")


@pytest.mark.parametrize(
    ("prop", "guesses"),
    [
        ("birthDate", ("1980-01-02", "1991-05-01", "1991-04", "1991-04-17")),
        ("name", ("Bob Smith", "Kim Cheol-su", "Somchai Jaidee")),
        ("gender", ("female", "male")),
        ("nationality", ("fr", "th")),
        ("birthPlace", ("Phuket", "Chiang Mai")),
    ],
)
def test_whoever_knows_the_phone_reads_nothing_else_off_the_band(prop: str, guesses: tuple[str, ...]) -> None:
    assert len({told(phone=PHONE, **{prop: guess}) for guess in guesses}) == 1


def test_whoever_knows_phone_and_name_does_not_read_the_date() -> None:
    answers = {
        told(phone=PHONE, name=HIDDEN["name"], birthDate=f"{year}-04-17") for year in (1970, 1985, 1990, 1991, 1992)
    }
    assert len(answers) == 1


def test_whoever_knows_the_name_reads_no_date_off_many_checks() -> None:
    answers = [told(name=HIDDEN["name"], birthDate=f"{year}-04-17") for year in range(1980, 2000)]
    # A few descriptions may be tried before the answer stands; from then on it is one and the same.
    assert len(set(answers[4:])) == 1
    assert answers[-1] == told(name=HIDDEN["name"], birthDate=HIDDEN["birthDate"])


def test_a_wrong_date_beside_a_phone_that_meets_hides_nobody() -> None:
    assert told(phone=PHONE, birthDate="1950-01-01")[0] == "possible"


def test_a_unit_that_may_only_discover_reads_no_date_of_its_own_bureau_off_the_band() -> None:
    contribute(viewer("KR"), label("KR"), person("Kim Cheol-su", birthDate="1985-05-05"))
    unit = viewer("KR")
    unit = replace(unit, person=replace(unit.person, ceiling=frozenset({Action.DISCOVER})))

    def ours(year: int) -> tuple[str, ...]:
        entity = {"schema": "Person", "properties": {"name": ["Kim Cheol-su"], "birthDate": [f"{year}-05-05"]}}
        return tuple(each.band for each in ask_holders(unit, question_about(entity), now=NOW).ours)

    # A few descriptions may be tried before the answer stands.
    assert len({ours(year) for year in (1950, 1960, 1970, 1980, 1984, 1985, 1986)}) <= 2
    assert len({ours(year) for year in (1950, 1984, 1985, 1986)}) == 1
