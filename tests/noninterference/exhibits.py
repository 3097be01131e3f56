"""Exhibits in stories: what a bureau keeps sealed in its cases, and the looker's own, walked from end to end."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from interlace.evidence.acquiring import Acquisition
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.handing.actions import offer_to_bureau
from interlace.evidence.handing.rules import OfferTerms
from interlace.evidence.packages import make_package
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb

CONTENT = b"He was seen at noon."
_SAID = {"at": "2026-07-01T05:10:00Z", "place": "Incheon", "source": "a phone", "authority": "warrant 55"}
_STEP = {"step": "analysed", "at": "2026-07-02T05:10:00Z", "place": "Seoul", "purpose": "Extraction"}
_OFFER = {"taker": "kr.second", "place": "Seoul", "purpose": "Analysis"}
_ABROAD = {"at": "2026-07-02T05:10:00Z", "place": "Incheon", "purpose": "A trial", "authority": "MLA 2026/88"}
_CHUNK = "application/octet-stream"


class Calling(Protocol):
    """Whoever has a key and a browser."""

    def call(self, method: str, path: str, body: Any = None, **terms: Any) -> Any: ...

    def browse(self, method: str, path: str, surface: str, data: Any = None) -> Any: ...


def keep_exhibit(clerk: Viewer, case: UUID, *, now: datetime) -> None:
    """A sealed exhibit of the case, and where the officer may take things out a package with it."""
    acquired = Acquisition(clerk.officer_name, now - timedelta(days=1), "Incheon", "a phone", "warrant 55")
    exhibit = begin_exhibit(clerk, case, ExhibitTerms("seen.txt", len(CONTENT), acquired), now=now)
    put_chunk(clerk, exhibit.id, 0, CONTENT, now=now)
    seal_exhibit(clerk, exhibit.id, now=now)
    if Verb.EXPORT in clerk.verbs:
        make_package(clerk, case, now=now)
    recipient = next(each for each in ("SG", "TH", "VN") if each != clerk.member)
    offer = OfferTerms(recipient, now, "Incheon", "A trial over there", "MLA 2026/88")
    offer_to_bureau(clerk, exhibit.id, offer, now=now)


def look_at_exhibits(looker: Calling, case: str) -> None:
    """An exhibit of the looker's own case, the lists, and what is refused.

    No package is made here: its root rests on the proofs of the log, and the log on what everybody does.
    """
    said = {"file_name": "seen.txt", "size": len(CONTENT), "acquired": _SAID, "markings": "EUROPOL_H:H1"}
    begun = looker.call("POST", f"/cases/{case}/exhibits", said)
    if begun.status_code != 201:
        looker.call("GET", "/exhibits?limit=1")
        return
    path = f"/exhibits/{begun.json()['id']}"
    looker.call("PUT", f"{path}/chunks/0", CONTENT, kind=_CHUNK)
    for verb, body in (
        ("seal", None),
        ("check", None),
        ("steps", _STEP),
        ("offer", _OFFER),
        ("take", None),
        ("answer", {"text": "Nothing."}),
    ):
        looker.call("POST", f"{path}/{verb}", body)
    looker.call("GET", path, Accept_Language="fr")
    _look_at_hand_overs(looker, path)
    for address in ("/exhibits?limit=1", f"/exhibits?case={case}", f"/cases/{case}/packages"):
        looker.call("GET", address)
    looker.call("POST", f"/cases/{case}/packages", {"exhibits": ["E7"]})
    for page, surface in (
        ("/exhibits", "page.exhibits"),
        (f"/exhibits/of/{case}", "page.exhibits.case"),
        (path, "page.exhibit"),
        (f"{path}/look", "page.exhibit.look"),
        (f"{path}/picture", "page.exhibit.picture"),
    ):
        looker.browse("GET", page, surface)
    looker.browse("POST", f"{path}/offer", "page.exhibit.offer", {"taker": "th.desk", "place": "x", "purpose": "x"})
    looker.browse("POST", f"/exhibits/of/{case}/package", "page.package.make", {"row": "E7"})


def _look_at_hand_overs(looker: Calling, exhibit: str) -> None:
    """What the looker offers to others, and what is offered to it."""
    looker.call("POST", f"{exhibit}/hand-overs", {**_ABROAD, "recipient": "XX"})
    made = looker.call("POST", f"{exhibit}/hand-overs", {**_ABROAD, "recipient": "TH"})
    looker.browse("POST", f"{exhibit}/hand-over", "page.hand-over.offer", {"recipient": "TH"})
    looker.call("GET", "/exhibit-hand-overs")
    if made.status_code != 201:
        return
    offer = made.json()["id"]
    looker.call("GET", f"/exhibit-hand-overs/{offer}")
    looker.browse("GET", f"/exhibits/hand-overs/{offer}", "page.hand-over")
    for verb, body in (
        ("take", {"at": _ABROAD["at"], "place": "Seoul"}),
        ("refuse", {"reason": "Not ours."}),
        ("mistake", {"reason": "The wrong one."}),
        ("withdraw", {"reason": "The wrong one."}),
    ):
        looker.call("POST", f"/exhibit-hand-overs/{offer}/{verb}", body)
    looker.browse("POST", f"/exhibits/hand-overs/{offer}/say", "page.hand-over.say", {"do": "withdraw"})
    looker.browse("POST", f"/exhibits/hand-overs/{offer}/take", "page.hand-over.take", {"place": "Seoul"})
