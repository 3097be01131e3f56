"""Words laid beside each other letter by letter."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.matching import CURRENT, Description, compare
from interlace.core.matching.letters import aligned, letter_bits, own_bits
from interlace.core.matching.weights import LetterWeights
from interlace.core.names import Kind, Script, name_form

assert CURRENT.names.letters is not None
LETTERS: LetterWeights = CURRENT.names.letters
WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=10)


def bits(left: str, right: str, schema: str = "Person") -> float:
    return compare(Description.of(schema, names=[left]), Description.of(schema, names=[right])).bits


def places(word: str) -> tuple[int, ...]:
    return tuple(ord(letter) - ord("a") + 1 for letter in word)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_words_of_one_script_say_the_same_from_either_side(a: str, b: str) -> None:
    table = LETTERS.table(Script.LATIN, Script.LATIN)
    assert aligned(places(a), places(b), table) == aligned(places(b), places(a), table)


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_word_never_agrees_less_with_itself_than_its_letters_say(word: str) -> None:
    table = LETTERS.table(Script.LATIN, Script.LATIN)
    assert aligned(places(word), places(word), table) >= sum(table.pairs[place][place] for place in places(word))


@pytest.mark.parametrize(("native", "latin"), [("محمد", "Muhammad"), ("Владимир", "Vladimir"), ("ສົມພອນ", "Somphone")])
def test_word_in_another_script_says_the_same_from_either_side(native: str, latin: str) -> None:
    (ours,), (theirs,) = name_form(native).tokens, name_form(latin).tokens
    assert letter_bits(ours, theirs, LETTERS) == letter_bits(theirs, ours, LETTERS) > 0


def test_rare_letters_say_more_than_frequent_ones() -> None:
    (rare,), (frequent,) = name_form("Quixz").tokens, name_form("Anena").tokens
    assert own_bits(rare, LETTERS) > own_bits(frequent, LETTERS)


@pytest.mark.parametrize(
    ("near", "far"), [("Aleksej", "Alessio"), ("Mohamud", "Mahdi"), ("Cheol", "Chang"), ("Sergey", "Serhan")]
)
def test_spelling_of_one_name_is_nearer_than_another_name(near: str, far: str) -> None:
    asked = {"Aleksej": "Alexei", "Mohamud": "Mohamed", "Cheol": "Chul", "Sergey": "Sergei"}[near]
    assert bits(f"{asked} Quintanar", f"{near} Quintanar") > bits(f"{asked} Quintanar", f"{far} Quintanar")


def test_short_form_of_a_given_name_is_near_it() -> None:
    assert bits("Bill Quintanar", "William Quintanar") > bits("Wilson Quintanar", "Robert Quintanar") + 5
    assert bits("Sasha Quintanar", "Aleksandr Quintanar") > 5.0


def test_other_marks_of_a_vietnamese_name_weaken_it_where_both_sides_write_them() -> None:
    assert bits("Trịnh Lân", "Trịnh Lan") == bits("Trinh Lan", "Trinh Lan")
    assert bits("Trịnh Lân", "Trịnh Lấn") < bits("Trịnh Lân", "Trịnh Lan")


def test_initial_is_read_in_any_script() -> None:
    assert bits("С. Смирнов", "Sergei Smirnov") > bits("Т. Смирнов", "Sergei Smirnov")


def test_words_of_many_organisations_say_less_than_their_own_names() -> None:
    assert bits("Quintanar Trading", "Quintanar Holdings", "Company") > bits(
        "Quintanar Trading", "Belmonte Trading", "Company"
    )
    reasons = compare(
        Description.of("Company", names=["Quintanar Trading"]), Description.of("Company", names=["Quintanar Trading"])
    ).reasons
    assert [(reason.code, dict(reason.params)) for reason in reasons] == [
        ("name_identical", {}),
        ("name_word_common", {}),
    ]


@pytest.mark.parametrize(
    "name",
    ["Quintanar, S.A. de C.V.", "Quintanar Ltda.", "AO Quintanar", "Quintanar Joint Stock Company", "Quintanar A.S."],
)
def test_legal_form_is_not_the_name(name: str) -> None:
    assert name_form(name, kind=Kind.ORGANISATION).latin == ("quintanar",)


def test_small_words_between_the_words_of_an_organisation_say_little() -> None:
    tokens = name_form("Bank of the Quintanar", kind=Kind.ORGANISATION).tokens
    assert [(token.text, token.is_light) for token in tokens] == [
        ("bank", False),
        ("of", True),
        ("the", True),
        ("quintanar", False),
    ]
