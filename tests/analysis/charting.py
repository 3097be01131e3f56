"""What the tests of charts look at: a chart as an officer of a member sees it, by names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.analysis.charts import LinkChart, Start, link_chart
from interlace.crossmatch.upkeep import catch_up

PHONE = "+82 10 0000 0142"
STORED = "+821000000142"
THAI = "ฮัน จีซอบ"
SOI = "88 Soi 4, Mae Sot, Tak, Thailand"


@dataclass(frozen=True, slots=True)
class Net:
    """The subjects of a small network."""

    han: UUID
    firm: UUID
    thai: UUID
    hidden: UUID


def thing(schema: str, **properties: str) -> dict[str, Any]:
    """An entity with one value a property."""
    return {"schema": schema, "properties": {key: [value] for key, value in properties.items()}}


def make_net() -> Net:
    """KR knows Han, his phone and his company; TH shares a man with the same phone, VN tells nobody of a third."""
    make_members("KR", "TH", "VN")
    (han,) = contribute(viewer("KR"), label("KR"), person("Han Ji-seop", phone=PHONE, birthDate="1991-04-17"))
    (firm,) = contribute(viewer("KR"), label("KR"), thing("Company", name="Reed Trading"))
    contribute(viewer("KR"), label("KR"), thing("Ownership", owner=str(han), asset=str(firm), role="nominee"))
    theirs = person(THAI, phone=PHONE, birthDate="1991-04-17")
    (thai,) = contribute(viewer("TH"), label("TH", readers=["KR"], codes=["F"]), theirs)
    (hidden,) = contribute(viewer("VN"), label("VN"), person("Hidden One", phone=PHONE, birthDate="1991-04-17"))
    catch_up()
    return Net(han, firm, thai, hidden)


@dataclass(frozen=True, slots=True)
class Dated:
    """The subjects of a small network in time and place."""

    han: UUID
    firm: UUID


def make_dated() -> Dated:
    """KR knows Han, his company and what it was paid; VN tells nobody when and where a third with his phone died."""
    make_members("KR", "TH", "VN")
    (han,) = contribute(viewer("KR"), label("KR", readers=["TH"]), person("Han Ji-seop", phone=PHONE, address=SOI))
    firm_of = thing("Company", name="Reed Trading", country="kh", incorporationDate="2024-05")
    (firm,) = contribute(viewer("KR"), label("KR", readers=["TH"]), firm_of)
    own = thing("Ownership", owner=str(han), asset=str(firm), startDate="2024-06-01", endDate="2025-12-31")
    contribute(viewer("KR"), label("KR"), own)
    paid = thing("Payment", payer=str(firm), beneficiary=str(han), date="2026-03-04", amount="900")
    contribute(viewer("KR"), label("KR", readers=["TH"]), paid)
    third = person("Hidden One", phone=PHONE, deathDate="2025-02-02", address="Vientiane, Laos")
    contribute(viewer("VN"), label("VN"), third)
    catch_up()
    return Dated(han, firm)


def drawn(member: str, *things: UUID, stages: Sequence[UUID | None] = (), **terms: Any) -> LinkChart:
    """The chart that starts from these things."""
    return link_chart(viewer(member, **terms), Start(things=things), stages=stages, now=NOW)


def items_of(found: LinkChart) -> set[str]:
    """The first name of each item drawn."""
    return {found.chart.items[each].names[0] for each in found.drawing.items}


def links_of(found: LinkChart) -> set[tuple[str, str, str, int]]:
    """Both ends, the word and the certainty of each link."""
    items = found.chart.items
    return {
        (items[each.one].names[0], items[each.other].names[0], each.word, int(each.certainty))
        for each in found.chart.links
    }
