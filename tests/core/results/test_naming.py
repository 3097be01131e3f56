"""What is the same person or object is written the same, and too little is refused."""

from hypothesis import given
from hypothesis import strategies as st

from interlace.core.results import ResultKind, person_key
from interlace.core.results.naming import NAMED, SHORTEST, Named, identity


def test_every_kind_says_whose_names_it_has() -> None:
    assert set(NAMED) == set(ResultKind)


def test_two_ways_to_type_a_passport_are_one() -> None:
    written = {
        identity(ResultKind.ARREST, text, state="KR") for text in ("KR; m 123-45678", "kr ;M12345678", "ＫＲ;m12345678")
    }
    assert written == {("person", "kr", "m12345678")}


def test_a_person_has_one_key_for_whatever_a_bureau_reports_of_it_and_whoever_reports_it() -> None:
    assert identity(ResultKind.ARREST, "KR; M12345678", state="KR") == identity(
        ResultKind.REFERRED, "KR; M12345678", state="TH"
    )


def test_the_same_label_of_two_bureaus_is_two_exhibits() -> None:
    assert identity(ResultKind.EXHIBIT, "EX-17", state="KR") != identity(ResultKind.EXHIBIT, "EX-17", state="TH")


def test_marks_of_a_script_tell_people_apart() -> None:
    assert identity(ResultKind.ARREST, "ကျော်", state="MM") != identity(ResultKind.ARREST, "ကကက", state="MM")


def test_too_little_is_refused() -> None:
    assert [identity(ResultKind.ARREST, text, state="KR") for text in ("", " ; - ;", "K1", "!!!!")] == [None] * 4
    assert identity(ResultKind.EXHIBIT, "7", state="KR") == ("own", "KR", "7")


@given(st.text(max_size=40))
def test_to_write_it_with_spaces_and_other_case_changes_no_key(text: str) -> None:
    found = identity(ResultKind.SCREENED, text, state="KR")
    if found is not None:
        assert sum(map(len, found[1:])) >= SHORTEST[Named.PERSON]
        assert identity(ResultKind.SCREENED, f"  {text}  ", state="KR") == found
        assert len(person_key(b"secret", *found)) == 32
