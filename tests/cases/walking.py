"""Pages of cases for tests: officers at them, and a case that was filled through its own forms."""

import re
from typing import Any

from django.test import Client

NEW = {
    "title": "Golden Reed",
    "purpose": "fraud",
    "reference": "KR-2026-0117",
    "summary": "Investment fraud run from a compound near crossing K-7.",
    "neutrality": "neutral",
    "minors": "none_known",
    "asylum": "none_known",
}
HAN = {
    "kind": "person",
    "name": "한지섭",
    "birth_date": "1991-04-17",
    "phone": "+82 10 0000 0142",
    "role": "organiser",
    "grading": "ADMIRALTY:B2",
}
LEAD = "Ask the driver of the white van."


def browser_of(username: str) -> Client:
    """An officer who has signed in to a demo node."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})
    assert client.post("/sign-in/exercise", {"profile": username}).status_code == 302
    return client


def posted(client: Client, path: str, **values: Any) -> str:
    """Send a form that is accepted; the address that follows."""
    answer = client.post(path, values)
    assert answer.status_code == 302, (path, answer.status_code, text_of(answer))
    return str(answer["Location"])


def text_of(answer: Any) -> str:
    """What stands on a page, without its marks."""
    body = re.sub(r"(?s)<svg.*?</svg>|<script.*?</script>|<template.*?</template>", "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def read(client: Client, path: str) -> str:
    """A page that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return text_of(answer)


def opened(client: Client, **terms: str) -> str:
    """A new case; its address."""
    return posted(client, "/cases", **{**NEW, **terms})
