"""What is dated on a chart: as exactly as it is known, once for all who say it, and of links too."""

from datetime import date

from followthemoney import model
from tests.core.charting.test_charting import TWO_WITH_ONE_PHONE, said

from interlace.core.charting import Moment, Statement, assemble, moments_of
from interlace.core.charting.dating import HAPPENED, NOT_DRAWN

PAID = [
    *TWO_WITH_ONE_PHONE,
    said(10, "pay", "payer", "han", schema="Payment"),
    said(11, "pay", "beneficiary", "sim", schema="Payment"),
    said(12, "pay", "date", "2026-03-04T09:30:00", schema="Payment"),
    said(13, "pay", "amount", "900", schema="Payment"),
]


def moments(*more: Statement) -> list[tuple[str, str, str, str]]:
    """Name, word, property and text of each moment."""
    statements = [*PAID, *more]
    chart = assemble(statements)
    return [
        (chart.items[each.item].names[0], each.word, each.prop, each.text) for each in moments_of(chart, statements)
    ]


def test_every_date_of_the_model_is_told_apart() -> None:
    dates = {each.name for schema in model for each in schema.properties.values() if each.type.name == "date"}
    assert dates == HAPPENED | NOT_DRAWN


def test_a_payment_is_a_moment_of_its_link() -> None:
    assert moments() == [("Han", "Payment", "date", "2026-03-04")]


def test_a_beginning_and_its_end_are_one_span() -> None:
    firm = [
        said(20, "firm", "name", "Reed", schema="Company"),
        said(21, "own", "owner", "han", schema="Ownership"),
        said(22, "own", "asset", "firm", schema="Ownership"),
        said(23, "own", "startDate", "2024", schema="Ownership"),
        said(24, "own", "endDate", "2025-06", schema="Ownership"),
    ]
    assert moments(*firm)[0] == ("Han", "Ownership", "startDate", "2024/2025-06")
    statements = [*PAID, *firm]
    span = moments_of(assemble(statements), statements)[0]
    assert (span.first, span.last, span.is_span) == (date(2024, 1, 1), date(2025, 6, 30), True)


def test_what_two_bureaus_say_alike_is_one_moment_of_both() -> None:
    statements = [
        *PAID,
        said(30, "han", "deathDate", "2026-02"),
        said(31, "han", "deathDate", "2026-02", by="VN"),
    ]
    first = moments_of(assemble(statements), statements)[0]
    assert (first.owners, first.first, first.last, first.is_span) == (
        ("KR", "VN"), date(2026, 2, 1), date(2026, 2, 28), False,
    )  # fmt: skip


def test_what_is_no_date_is_passed_over_and_order_changes_nothing() -> None:
    statements = [*PAID, said(40, "han", "deathDate", "2026-13-45"), said(41, "han", "birthDate", "1990-01-01")]
    chart = assemble(statements)
    found: tuple[Moment, ...] = moments_of(chart, statements)
    assert [each.text for each in found] == ["2026-03-04"]
    assert moments_of(chart, statements[::-1]) == found
