"""An officer before the import page: a browser that has signed in, and what it does there."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone
from tests.facts import sheets

from interlace.facts.presenting import ImportPage
from interlace.foundation.http.matter import PURPOSE_KEY, REFERENCE_KEY
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.sessions import DEVICE_COOKIE, Factor, open_session

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
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    open_session(request, Officer.objects.get(username=username), factor=Factor.PROFILE, now=timezone.now())
    request.session.update({PURPOSE_KEY: "fraud", REFERENCE_KEY: "KR-2026-0117"})
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    client.cookies[DEVICE_COOKIE] = request.COOKIES[DEVICE_COOKIE]
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
