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
