"""A presumed victim becomes a suspect by no one person, by no machine, and not without the form."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims import Presumed
from interlace.core.victims.standing import (
    MOVES,
    Bar,
    Matter,
    Office,
    Person,
    Protection,
    ProtectionMove,
    Signature,
    WordForInvestigators,
    bars_to_release,
    bars_to_suspect,
    word_for_investigators,
)

INVESTIGATOR = Signature("officer-1", Office.INVESTIGATION)
COLLEAGUE = Signature("officer-2", Office.INVESTIGATION)
CARER = Signature("officer-3", Office.PROTECTION)
PROSECUTOR = Signature("officer-4", Office.PROSECUTION)
MACHINE = Signature("rule", Office.MACHINE)
REASON = "keys of the dormitory, and two who were beaten name the person"

CLEARED = Person(Protection.SCREENED, Presumed.NOT_PRESUMED, is_form_complete=True, is_child=False)
PRESUMED = Person(Protection.SCREENED, Presumed.PRESUMED, is_form_complete=True, is_child=False)
UNSCREENED = Person(Protection.PRESUMED, Presumed.INSUFFICIENT, is_form_complete=False, is_child=False)
IDENTIFIED = Person(Protection.IDENTIFIED, Presumed.PRESUMED, is_form_complete=True, is_child=False)
CHILD = Person(Protection.SCREENED, Presumed.PRESUMED, is_form_complete=True, is_child=True)

PEOPLE = st.builds(Person, st.sampled_from(Protection), st.sampled_from(Presumed), st.booleans(), st.booleans())
SIGNATURES = st.lists(st.builds(Signature, st.sampled_from(["a", "b", "c"]), st.sampled_from(Office)), max_size=4)


@pytest.mark.parametrize(
    ("person", "by", "bars"),
    [
        (CLEARED, [INVESTIGATOR, COLLEAGUE], []),
        (CLEARED, [INVESTIGATOR], [Bar.SECOND_PERSON_MISSING]),
        (PRESUMED, [INVESTIGATOR, COLLEAGUE], [Bar.PROTECTION_NOT_HEARD]),
        (PRESUMED, [INVESTIGATOR, CARER], []),
        (PRESUMED, [CARER], [Bar.SECOND_PERSON_MISSING]),
        (PRESUMED, [INVESTIGATOR, CARER, MACHINE], [Bar.BY_A_MACHINE]),
        (UNSCREENED, [INVESTIGATOR, CARER], [Bar.FORM_MISSING]),
        (IDENTIFIED, [INVESTIGATOR, CARER], [Bar.PROSECUTOR_NOT_HEARD]),
        (IDENTIFIED, [CARER, PROSECUTOR], []),
        (CHILD, [INVESTIGATOR, CARER], [Bar.PROSECUTOR_NOT_HEARD]),
    ],
)
def test_what_stands_in_the_way_of_calling_somebody_a_suspect(
    person: Person, by: list[Signature], bars: list[Bar]
) -> None:
    assert list(bars_to_suspect(person, by=by, reason=REASON)) == bars
    assert list(bars_to_suspect(person, by=by, reason=" ")) == [*bars, Bar.REASON_MISSING]


@given(PEOPLE, SIGNATURES)
def test_one_person_and_a_machine_never_do(person: Person, by: list[Signature]) -> None:
    if len({each.officer for each in by}) < 2 or any(each.office is Office.MACHINE for each in by):
        assert bars_to_suspect(person, by=by, reason=REASON)


@given(PEOPLE, SIGNATURES)
def test_nobody_does_without_the_form(person: Person, by: list[Signature]) -> None:
    if not person.is_form_complete:
        assert Bar.FORM_MISSING in bars_to_suspect(person, by=by, reason=REASON)


def test_an_arrested_person_is_taken_out_of_the_matter_by_two() -> None:
    assert bars_to_release(by=[INVESTIGATOR, CARER], reason=REASON) == ()
    assert bars_to_release(by=[CARER, CARER], reason=REASON) == (Bar.SECOND_PERSON_MISSING,)
    assert Bar.BY_A_MACHINE in bars_to_release(by=[MACHINE, CARER], reason=REASON)


def test_the_two_standings_are_apart() -> None:
    """A coerced worker may be identified as a victim and be a suspect: no move of the one is a move of the other."""
    assert not set(Matter) & {each.value for each in Protection}
    assert {state for state, _ in MOVES} | set(MOVES.values()) == set(Protection)


@pytest.mark.parametrize(("state", "move"), list(product(Protection, ProtectionMove)))
def test_every_move_of_the_protection(state: Protection, move: ProtectionMove) -> None:
    allowed = {
        "ENCOUNTERED": {"presume": "PRESUMED", "screen": "SCREENED"},
        "PRESUMED": {"screen": "SCREENED"},
        "SCREENED": {"identify": "IDENTIFIED", "not_identify": "NOT_IDENTIFIED"},
        "NOT_IDENTIFIED": {"review": "SCREENED"},
        "IDENTIFIED": {"assist": "ASSISTED"},
        "ASSISTED": {"assess_return": "RETURN_ASSESSED"},
        "RETURN_ASSESSED": {"repatriate": "REPATRIATED", "stay": "REMAINS"},
        "REPATRIATED": {"reintegrate": "REINTEGRATION"},
    }
    assert MOVES.get((state, move)) == allowed.get(state.value, {}).get(move.value)


@pytest.mark.parametrize(
    ("person", "word"),
    [
        (UNSCREENED, WordForInvestigators.IN_CARE),
        (Person(Protection.ENCOUNTERED, Presumed.INSUFFICIENT, False, True), WordForInvestigators.IN_CARE),
        (PRESUMED, WordForInvestigators.PROTECTED),
        (IDENTIFIED, WordForInvestigators.PROTECTED),
        (CHILD, WordForInvestigators.PROTECTED),
        (CLEARED, WordForInvestigators.SCREENED),
    ],
)
def test_an_investigator_reads_one_word(person: Person, word: WordForInvestigators) -> None:
    assert word_for_investigators(person) is word
