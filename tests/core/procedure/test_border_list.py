"""The list of a device finds every document it holds, and says "may" of few others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.border_list import BY_CHANCE, device_list, may_stand_in

SALT = bytes(range(16))
DOCUMENTS = st.sets(st.from_regex(r"(KR|TH|-):[A-Z0-9]{6,9}", fullmatch=True), max_size=30)


@given(documents=DOCUMENTS)
@settings(deadline=None, max_examples=50)
def test_no_document_that_was_listed_is_missed(documents: set[str]) -> None:
    listed = device_list(documents, salt=SALT)
    assert all(may_stand_in(listed, each) for each in documents)
    assert listed.size <= len(documents)


def test_one_foreign_document_in_ten_thousand_or_fewer_meets_by_chance_and_not_none() -> None:
    listed = device_list({f"KR:M{number:08}" for number in range(1_000)}, salt=SALT)
    by_chance = 1_000 / 2**listed.bits
    assert 1 / (2 * BY_CHANCE) < by_chance <= 1 / BY_CHANCE


def test_no_number_stands_in_the_list_and_another_salt_gives_another_list() -> None:
    documents = {"KR:M12345678", "-:UT0000142"}
    first, second = (device_list(documents, salt=salt) for salt in (SALT, SALT[::-1]))
    assert b"M12345678" not in first.digests
    assert first.digests != second.digests


def test_an_issuer_is_part_of_the_document() -> None:
    listed = device_list({"KR:M12345678"}, salt=SALT)
    assert [may_stand_in(listed, each) for each in ("KR:M12345678", "JP:M12345678", "-:M12345678")] == [
        True,
        False,
        False,
    ]
