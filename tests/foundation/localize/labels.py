"""Labels that stand for every turn of the handling sentence, with the viewer that reads it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from interlace.core.handling import HitMode, Label, join

NOW = datetime(2026, 7, 14, 7, 22, tzinfo=UTC)
UNTIL = datetime(2027, 7, 1, tzinfo=UTC)
NAMES = {"SEC": "Regional Secretariat"}
DEATH_PENALTY = "death penalty or torture risk: ask first"


def of_kr(**terms: object) -> Label:
    """A label of KR for fraud investigation until the end of June 2027."""
    return Label.of("KR", **{"purposes": ["fraud"], "until": UNTIL, **terms})  # type: ignore[arg-type]


def of_th(**terms: object) -> Label:
    """The same of TH."""
    return Label.of("TH", **{"purposes": ["fraud"], "until": UNTIL, **terms})  # type: ignore[arg-type]


READERS = {"audience": ["TH", "VN"]}
TOGETHER = join(of_kr(audience=["TH", "VN"]), of_th(audience=["KR", "VN"]))

CASES: Mapping[str, tuple[Label, str | None, tuple[str, ...]]] = {
    "nobody but the owner": (of_kr(), None, ()),
    "one seeker": (of_kr(seekers=["TH"]), None, ()),
    "four seekers": (of_kr(seekers=["TH", "VN", "SG", "XA"]), None, ()),
    "four seekers, read by one of them": (of_kr(seekers=["TH", "VN", "SG", "XA"]), "TH", ()),
    "four seekers, read by a stranger": (of_kr(seekers=["TH", "VN", "SG", "XA"]), "XB", ()),
    "one reader": (of_kr(audience=["TH"]), None, ()),
    "two readers": (of_kr(**READERS), None, ()),
    "two readers, read by one of them": (of_kr(**READERS), "TH", ()),
    "readers and seekers": (of_kr(audience=["TH"], seekers=["VN", "SG"]), None, ()),
    "the secretariat by its name": (of_kr(audience=["SEC"]), None, ()),
    "no use in court": (of_kr(codes=["J"], **READERS), "TH", ()),
    "no passing on": (of_kr(codes=["F"], **READERS), "TH", ()),
    "no automatic comparison": (of_kr(codes=["M"], **READERS), "TH", ()),
    "court, passing on and comparison": (of_kr(codes=["J", "F", "M"], **READERS), "TH", ()),
    "conditions with their text": (of_kr(codes=["C"], **READERS), "TH", (DEATH_PENALTY,)),
    "conditions without a text": (of_kr(codes=["C"], **READERS), "TH", ()),
    "named persons": (of_kr(codes=["E"], named=["7"], **READERS), "TH", ()),
    "named persons, read by somebody who may only search": (of_kr(codes=["E"], named=["7"], seekers=["TH"]), "TH", ()),
    "a code of a later version, for its owner": (of_kr(codes=["Z"], **READERS), None, ()),
    "a code of a later version, for a reader": (of_kr(codes=["Z"], **READERS), "TH", ()),
    "denied to one": (of_kr(deny=["XB"], **READERS), None, ()),
    "level and operation": (of_kr(level=2, rooms=["golden-reed"], **READERS), "TH", ()),
    "several purposes": (of_kr(purposes=["fraud", "trafficking", "laundering"], **READERS), "TH", ()),
    "released for saving a life": (of_kr(life=True, **READERS), "TH", ()),
    "for saving a life alone": (of_kr(purposes=[], life=True, **READERS), "TH", ()),
    "silent": (of_kr(seekers=["TH", "VN"], hit=HitMode.SILENT), None, ()),
    "silent, for those who search": (of_kr(seekers=["TH", "VN"], hit=HitMode.SILENT), "TH", ()),
    "readable but not searchable": (of_kr(hit=HitMode.NONE, **READERS), "TH", ()),
    "withdrawn": (of_kr(live=False, **READERS), "TH", ()),
    "ended": (of_kr(until=datetime(2026, 7, 14, tzinfo=UTC), **READERS), "TH", ()),
    "ends within a day": (of_kr(until=datetime(2026, 7, 14, 18, 30, tzinfo=UTC), **READERS), "TH", ()),
    "no purpose": (of_kr(purposes=[], **READERS), None, ()),
    "a product of two owners, read by one of them": (TOGETHER, "TH", ()),
    "a product of two owners, with no common reader": (join(of_kr(), of_th()), "TH", ()),
    "a product that was withdrawn": (
        join(of_kr(audience=["TH", "VN"], live=False), of_th(audience=["KR", "VN"])),
        "VN",
        (),
    ),
}
