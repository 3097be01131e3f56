"""An officer before the import page: a browser that has signed in, and what it does there."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone
from tests.facts import sheets

from interlace.facts.presenting import ImportPage
from interlace.foundation.http.matter import PURPOSE_KEY, REFERENCE_KEY
from interlace.foundation.identity.models import Officer

IN_A_YEAR = (timezone.now() + timedelta(days=365)).date().isoformat()
SENTENCE = {
    "audience": ["TH", "VN", "SG"],
    "hit": "hit",
    "purpose": "fraud",
    "until": IN_A_YEAR,
    "reserved": ["no-proceedings"],
    "condition": "",
    "case_reference": "KR-2026-0117",
}


def browser_of(username: str) -> Client:
    """A browser in which this officer has signed in and works on a fraud case."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Officer.objects.get(username=username))
    session = client.session
    now = timezone.now().timestamp()
    session.update(
        {"opened": now, "seen": now, "factor": "profile", PURPOSE_KEY: "fraud", REFERENCE_KEY: "KR-2026-0117"}
    )
    session.save()
    return client


def korean_sheet(folder: Path) -> Path:
    return sheets.write_xlsx(folder / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)


def hand_in(client: Client, path: Path, **values: str) -> Any:
    with path.open("rb") as file:
        return client.post("/import", {"file": file, "status": "suspect", **values}, follow=True)


def page_of(answer: Any) -> ImportPage:
    page = answer.context["page"]
    assert isinstance(page, ImportPage)
    return page


def address_of(answer: Any) -> str:
    return str(answer.request["PATH_INFO"])
