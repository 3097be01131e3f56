"""The rule holds inside a bureau too: for an officer of a lower level, and for a unit that may only discover."""

from dataclasses import replace
from typing import Any

import pytest
from tests.noninterference.comparing import first_difference, seen_in, told, told_apart
from tests.noninterference.looking import Heard
from tests.noninterference.playing import id_of
from tests.noninterference.worlds import LOOKED_FOR, PEOPLE, B, Check, Climb, Contribute, GrantUnit, Load, Story

from interlace.core.handling import HitMode
from interlace.facts.naming import Naming

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

SECRET = PEOPLE[3]
SHARED = (
    Contribute("TH", (PEOPLE[0], SECRET), members=(B,)),
    Contribute(B, (PEOPLE[0], PEOPLE[6]), members=("TH",)),
    Check(B, PEOPLE[0]),
)


def test_a_colleague_s_restricted_import_changes_no_byte() -> None:
    story = Story(4, "desk", SHARED, is_walked_through=True)
    people = (SECRET, LOOKED_FOR[2], {"refused": "+66 12x"})

    def with_secret(**terms: Any) -> Story:
        secret = Contribute(B, people, members=("TH",), post="chief", hit=HitMode.HIT, **terms)
        return story.with_hidden([(0, secret), (2, secret)])

    restricted = {
        "level": with_secret(level=3),
        "room": with_secret(rooms=("reed",)),
        "eyes": with_secret(codes=("E",)),
    }
    # What is hidden in three worlds would be seen if it were not.
    open_to_all = replace(story, hidden=((0, Contribute(B, (SECRET,), members=("TH",), post="chief")),))
    found = told_apart(story, {**restricted, "open to all": open_to_all})
    assert [*found] == ["open to all"], "\n\n".join(found.values())


def test_a_unit_that_may_only_discover_reads_no_value_of_its_own_bureau() -> None:
    one = {"name": "Somchai Jaidee", "phone": "+82 10 0000 0142", "email": "somchai@example.org"}
    other = one | {"email": "jaidee@example.net"}  # nobody compares it: the band may be known

    def story(values: dict[str, str]) -> Story:
        events = (
            Contribute("TH", (PEOPLE[0],), members=(B,)),
            Contribute(B, (values,), members=("TH",)),
            Check("TH", PEOPLE[0]),
            Climb("TH", B),
        )
        return Story(4, "unit", events, is_walked_through=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.noninterference.looking.LOOKED_FOR", ({"name": "-", "phone": one["phone"]},) * 3)
        # A subject's id is made of its values: here it must not be what differs.
        patch.setattr(Naming, "subject", lambda naming, *_content: id_of(naming.originator))
        patch.setattr(Naming, "digest", lambda _naming, subject, prop, _value: subject.bytes + prop.encode())
        here, there = seen_in(story(one)), seen_in(story(other))
    assert told(first_difference(here, there)) == ""


LEVELS = (("@others", "hit", ()), ("@case-facts", "none", ()), ("listed", "content", ("name",)))


def told_to_a_unit(kept: tuple[dict[str, str], ...], level: str, *fields: str, walked: bool = True) -> list[Heard]:
    """What a unit hears whose bureau keeps these people in a register of this level, beside one that it may read."""
    events: list[Any] = [
        Contribute("TH", (PEOPLE[0],), members=(B,)),
        GrantUnit((*LEVELS, ("kept", level, fields))),
        Load(Contribute(B, (PEOPLE[0],), hit=HitMode.CONTENT), "listed"),
        Load(Contribute(B, (PEOPLE[7], *kept), hit=HitMode.CONTENT), "kept"),
    ]
    return seen_in(Story(2, "unit", tuple(events), is_walked_through=walked))


ONE = {"name": "Somchai Jaidee", "phone": LOOKED_FOR[1]["phone"]}
OTHER = ONE | {"email": "jaidee@example.net"}  # nobody compares it: the band may be known


def test_a_register_in_which_a_unit_is_granted_nothing_changes_no_byte() -> None:
    assert told(first_difference(told_to_a_unit((), "none"), told_to_a_unit((OTHER,), "none"))) == ""


def test_a_field_that_a_unit_is_not_granted_changes_no_byte() -> None:
    here, there = (told_to_a_unit((each,), "content", "name") for each in (ONE, OTHER))
    assert told(first_difference(here, there)) == ""
    here, there = (told_to_a_unit((each,), "content", "email", walked=False) for each in (ONE, OTHER))
    assert told(first_difference(here, there)) != ""
