"""The words of a list are those that the comparison of pairs reads."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.linkage.words import WordBook
from interlace.core.names import Kind, name_form

_PARTS = """
    Somchai jaidee K. k Mr. U Ma ko Tan sri Bin bte dela MD mohd. Mohd abd SE Dr. St. anak lelaki a/l J.R. Li-wei
    Garcia-Lopez O'Brien x7 ng. Ng nguyen สมชาย 한지섭 Đặng , Lee,
"""
PARTS = st.sampled_from(_PARTS.split())


@given(parts=st.lists(PARTS, min_size=1, max_size=6))
@settings(deadline=None, max_examples=200)
def test_a_name_has_the_words_that_any_other_reader_finds(parts: list[str]) -> None:
    name = " ".join(parts)
    book = WordBook()

    found = book.texts(book.add(name, Kind.PERSON))

    assert found == [(token.text, token.is_light) for token in name_form(name).tokens]


def test_an_organisation_is_read_with_its_legal_form_left_out() -> None:
    book = WordBook()

    assert book.texts(book.add("Mekong Trading Co., Ltd.", Kind.ORGANISATION)) == [
        ("mekong", False),
        ("trading", False),
    ]
