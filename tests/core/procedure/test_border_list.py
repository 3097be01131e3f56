"""The list of a device finds every document it holds, and says "may" of few others."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.border_list import BY_CHANCE, CLASS, bits_for, device_list, may_stand_in

SALT = bytes(range(16))
DOCUMENTS = st.sets(st.from_regex(r"(KR|TH|-):[A-Z0-9]{6,9}", fullmatch=True), max_size=30)


@given(documents=DOCUMENTS)
@settings(deadline=None, max_examples=50)
def test_no_document_that_was_listed_is_missed(documents: set[str]) -> None:
    listed = device_list(documents, salt=SALT)
    assert all(may_stand_in(listed, each) for each in documents)
    assert listed.size <= len(documents)


@given(count=st.integers(min_value=2, max_value=300_000))
@settings(deadline=None, max_examples=100)
def test_a_foreign_document_meets_by_chance_seldom_and_never_not_at_all(count: int) -> None:
    by_chance = count / 2 ** bits_for(count)
    assert 1 / (2 * CLASS * BY_CHANCE) < by_chance * (1 if count > CLASS else CLASS) <= 1 / BY_CHANCE * CLASS


def test_a_document_more_changes_no_digest_of_the_others() -> None:
    before, after = (device_list({f"KR:M{number:08}" for number in range(many)}, salt=SALT) for many in (300, 301))
    assert (before.bits, after.size - before.size) == (after.bits, 1)
    assert all(
        may_stand_in(after, f"KR:X{number:08}") for number in range(20_000) if may_stand_in(before, f"KR:X{number:08}")
    )


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
