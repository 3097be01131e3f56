"""Members of one cluster that cannot both be right."""

from interlace.core.clusters import Contradiction, Document, contradictions


def passport(number: str, issuer: str = "KR") -> Document:
    return Document("passportNumber", issuer, number)


def test_two_numbers_of_one_issuer_contradict_each_other_pair_by_pair() -> None:
    found = contradictions({"b": [passport("M1")], "a": [passport("M2")], "c": [passport("M1")]})
    assert found == [
        Contradiction("b", "a", "passportNumber", "KR"),
        Contradiction("a", "c", "passportNumber", "KR"),
    ]


def test_another_issuer_another_kind_or_one_number_in_common_is_no_contradiction() -> None:
    found = contradictions(
        {
            "a": [passport("M1"), passport("M2")],
            "b": [passport("M2"), passport("M3")],
            "c": [passport("X9", issuer="TH"), Document("idNumber", "KR", "7")],
        }
    )
    assert found == []


def test_two_confirmed_numbers_are_told_as_such_and_one_alone_is_not() -> None:
    def prints(number: str, *, is_confirmed: bool) -> Document:
        return Document("fingerprintNumber", "TH", number, is_confirmed)

    confirmed, other, doubtful = (
        prints("1", is_confirmed=True),
        prints("2", is_confirmed=True),
        prints("3", is_confirmed=False),
    )
    found = contradictions({"a": [confirmed], "b": [other], "c": [doubtful]})
    assert [(each.one, each.other, each.is_confirmed) for each in found] == [
        ("a", "b", True),
        ("a", "c", False),
        ("b", "c", False),
    ]
