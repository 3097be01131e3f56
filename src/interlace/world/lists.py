"""The registers of Golden Reed: lists that a border post, a client of the matcher and cross-match look through.

Who stands on them is drawn from the criminal world by a seed of its own, so they are the same on every node. A few
entries are set by hand: the documents of `border_post.py` meet them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interlace.core.handling import HitMode
from interlace.victims.files import Named
from interlace.world.criminal.chance import chance
from interlace.world.criminal.population import Role, draw_person
from interlace.world.criminal.views import describe_person

Entity = Mapping[str, Any]

SEED = "golden-reed"
LOST_PASSPORT = "UT0070689"
_FIRST_PASSPORT = 70_600
SOUGHT = Named("Phạm Thị Thu Sương", "2003-09-05", "vn")
"""Missed by her family; in care after the operation (`reception.py`)."""
BOTH_KNOW = 12
"""Persons whom the lists of SG, TH and KR share: what cross-match finds."""
WITHOUT_BIRTH_DATE = 4
"""Every fourth person of a list has none, as in life: a name alone must not stop anybody."""


@dataclass(frozen=True, slots=True)
class NationalList:
    """A register of one member, and who may know of its entries."""

    member: str
    name: str
    title: str
    legal_effect: str
    entries: Callable[[], Iterator[Entity]]
    told: Sequence[str]
    purpose: str
    hit: HitMode = HitMode.CONTENT
    days: int = 365

    @property
    def code(self) -> str:
        """How a check names it."""
        return f"{self.member}/{self.name}"


def _lost_passports() -> Iterator[Entity]:
    """A list of documents names nobody: whoever carries one is asked, not suspected."""
    for number in range(_FIRST_PASSPORT, _FIRST_PASSPORT + 200):
        yield {"id": f"KR-L-{number}", "schema": "Passport", "properties": {"number": [f"UT{number:07}"]}}


def _wanted() -> Iterator[Entity]:
    yield _person("TH-W-HAN", ["HAN Ji-seop"], birthDate="1991-04-17", nationality="kr", status="suspect")
    yield from _drawn("TH", "wanted", 120, role=Role.BOSS, first=10_000)


def _missing() -> Iterator[Entity]:
    yield _person("VN-M-PHAM", [SOUGHT.name], birthDate=SOUGHT.birth_date, nationality=SOUGHT.country, status="missing")
    yield from _drawn("VN", "missing", 40, role=Role.WORKER, first=20_000)


def _sought_by_families() -> Iterator[Entity]:
    """The same person for those who protect: at the border she is a traveller, in care somebody who is sought."""
    yield _person("VN-F-PHAM", [SOUGHT.name], birthDate=SOUGHT.birth_date, nationality=SOUGHT.country, status="missing")


def _reported_mules() -> Iterator[Entity]:
    yield from _drawn("SG", "mules", 100, role=Role.MULE, first=30_000)


def _account_holders() -> Iterator[Entity]:
    """Others than SG's, and the first of SG's as TH writes them."""
    yield from _drawn("TH", "mules", BOTH_KNOW, role=Role.MULE, first=30_000)
    yield from _drawn("TH", "holders", 50, role=Role.MULE, first=40_000)


def _money_carriers() -> Iterator[Entity]:
    """The first of SG's as KR writes them, Koreans in their own script."""
    yield from _drawn("KR", "mules", BOTH_KNOW, role=Role.MULE, first=30_000)


def _own_list() -> Iterator[Entity]:
    yield from _drawn("XB", "own", 20, role=Role.RECRUITER, first=50_000)


LISTS: Sequence[NationalList] = (
    NationalList(
        "KR",
        "lost-passports",
        "Lost and stolen passports",
        "Keep the document and ask who it was issued to. The holder is not suspected by this alone.",
        _lost_passports,
        told=("TH", "VN", "SG"),
        purpose="border",
    ),
    NationalList(
        "TH",
        "wanted",
        "Persons wanted by TH",
        "Compare the person, and ask the TH bureau before any step.",
        _wanted,
        told=("KR", "VN", "SG"),
        purpose="border",
    ),
    NationalList(
        "VN",
        "missing",
        "Missing persons who may be forced to work",
        "Talk to the person alone and offer help. No coercive step.",
        _missing,
        told=("KR", "TH", "SG"),
        purpose="border",
    ),
    NationalList(
        "VN",
        "families",
        "Missing persons whom their families seek",
        "For those who protect: ask the person first. No step of the police.",
        _sought_by_families,
        told=("TH",),
        purpose="protection",
    ),
    NationalList(
        "SG",
        "mules",
        "Persons reported to have passed on money",
        "A lead to verify, nothing more.",
        _reported_mules,
        told=("KR", "TH", "VN"),
        purpose="fraud",
    ),
    NationalList(
        "TH",
        "account-holders",
        "Holders of accounts that were stopped",
        "A lead to verify, nothing more.",
        _account_holders,
        told=("KR", "SG"),
        purpose="fraud",
        hit=HitMode.HIT,
    ),
    NationalList(
        "KR",
        "money-carriers",
        "Persons who carried money",
        "A lead to verify, nothing more.",
        _money_carriers,
        told=("SG",),
        purpose="fraud",
    ),
    NationalList(
        # Nobody is named: for everybody else this list does not exist.
        "XB",
        "own-list",
        "Own list",
        "For XB alone.",
        _own_list,
        told=(),
        purpose="fraud",
    ),
)


def _person(record: str, names: Sequence[str], **properties: str) -> Entity:
    described = {name: [value] for name, value in properties.items()}
    return {"id": record, "schema": "Person", "properties": {"name": [*names], **described}}


def _drawn(member: str, people: str, count: int, *, role: Role, first: int) -> Iterator[Entity]:
    """So many persons, as this member writes them down: the same `people` drawn twice are the same persons."""
    truth, view = chance(SEED, people), chance(SEED, people, member)
    for place in range(count):
        person = draw_person(first + place, role, truth)
        properties, _damage = describe_person(person, member, "", view)
        if place % WITHOUT_BIRTH_DATE == 0:
            properties.pop("birthDate", None)
        yield {"id": f"{member}-{people}-{place:03}", "schema": "Person", "properties": properties}
