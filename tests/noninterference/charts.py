"""Charts as the looker draws them: begun at a number, grown, saved, and taken out in every form."""

from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from tests.noninterference.worlds import LOOKED_FOR

FORMS = ("csv", "graphml", "anx", "svg")
"""The forms whose bytes are the content; a PDF and the picture of it are made of the SVG."""


class Browsing(Protocol):
    """Whoever is signed in to a browser."""

    def browse(self, method: str, path: str, surface: str, data: Any = None) -> Any: ...


def look_at_charts(looker: Browsing) -> None:
    """The same requests in every world."""
    for person in LOOKED_FOR:
        number = person.get("phone") or person.get("email") or "0"
        begun = looker.browse("POST", "/chart/number", "page.chart.number", {"number": number})
        address = begun.get("Location", "")
        start = dict(parse_qsl(urlsplit(address).query)).get("start")
        if start is None:  # nobody there, or nobody who draws charts
            continue
        looker.browse("GET", address, "page.chart")
        grown = {"start": start, "do": f"x:{start}", "at": start}
        for extra in (
            "",
            "&do=more",
            f"&at={start}",
            "&f=1&kind=person&kind=phone&owner=KR&owner=TH",
            "&sure=confirmed",
        ):
            looker.browse("GET", f"/chart?start={start}&do=x:{start}{extra}", "page.chart")
        for window in ("", "&since=2026-01-01&until=2026-12-31"):
            looker.browse("GET", f"/chart/timeline?start={start}&do=x:{start}{window}", "page.timeline")
        looker.browse("GET", f"/chart/export?start={start}&do=x:{start}", "page.chart.export")
        for form in FORMS:
            looker.browse("POST", "/chart/export/file", "chart.file", {**grown, "form": form})
        looker.browse("POST", "/chart/views", "page.chart.save", {**grown, "title": "Reed"})
    looker.browse("GET", "/chart", "page.chart")
