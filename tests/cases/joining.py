"""Joint cases for tests of pages: proposed, accepted and filled through their own forms."""

import re

from django.test import Client
from tests.cases.walking import HAN, LEAD, opened, posted

TERMS = "KR leads. Evidence goes by the authorities."
ENDS = "2099-06-30"


def filled(client: Client, *readers: str, lead: str = LEAD, **terms: str) -> str:
    """A case with a person and a lead that these bureaus may read."""
    case = opened(client, **terms)
    posted(client, f"{case}/things", **HAN, readers=list(readers))
    posted(client, f"{case}/leads", text=lead, readers=list(readers))
    return case


def proposed(client: Client, case: str, *members: str) -> str:
    """A joint case; its address."""
    return posted(client, f"{case}/joint-cases", title="Golden Reed", terms=TERMS, until=ENDS, members=list(members))


def hidden(client: Client, path: str, name: str) -> str:
    """A value that a form of this page carries."""
    found = re.search(rf'name="{name}" value="([^"]*)"', client.get(path).content.decode())
    assert found is not None, name
    return found[1]


def options(client: Client, path: str, field: str) -> list[str]:
    """What a field of a page offers."""
    box = re.search(rf'<select[^>]*id="{field}".*?</select>', client.get(path).content.decode(), re.DOTALL)
    return re.findall(r'value="([^"]+)"', box[0]) if box else []


def accepted(client: Client, joint: str, case: str = "") -> None:
    posted(client, f"{joint}/answer", answer="accept", digest=hidden(client, joint, "digest"), case=case)


def lay_all(client: Client, joint: str) -> None:
    for thing in options(client, joint, "lay-thing"):
        posted(client, f"{joint}/items", thing=thing)
