"""Callers of the OpenSanctions interface, and lists for them to look through."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from tests.people import Caller
from tests.screening.network import NOW, UNTIL, viewer

from interlace.core.handling import HitMode
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.registers.loading import RegisterTerms, load_register
from interlace.facts.sharing import Sharing
from interlace.foundation.identity.actions import create_api_key
from interlace.foundation.identity.key_matters import KeyMatter
from interlace.foundation.identity.models import Officer

ROOT = "/opensanctions"
PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": "w-1",
        "schema": "Person",
        "properties": {
            "name": ["Somchai Jaidee"],
            "alias": ["สมชาย ใจดี"],
            "birthDate": ["1991-04-17"],
            "nationality": ["th"],
            "topics": ["crime.fraud"],
        },
    },
    {"id": "w-2", "schema": "Person", "properties": {"name": ["Malee Jaidee"], "nationality": ["la"]}},
    {"id": "w-3", "schema": "Company", "properties": {"name": ["Golden Jaidee Holdings"], "jurisdiction": ["kh"]}},
    {"id": "w-4", "schema": "Ownership", "properties": {"owner": ["w-1"], "asset": ["w-3"], "role": ["shareholder"]}},
)
"""A list as other systems export it, with a link in it."""


def load_list(
    folder: Path,
    name: str,
    *entities: dict[str, Any],
    by: str = "SG",
    readers: tuple[str, ...] = ("KR",),
    hit: HitMode = HitMode.CONTENT,
    purpose: str = "fraud",
) -> None:
    """A bureau loads FollowTheMoney entities as a register."""
    path = folder / f"{by}-{name}.json"
    lines = (json.dumps(_with_status(each), ensure_ascii=False) for each in entities or PEOPLE)
    path.write_text("".join(f"{line}\n" for line in lines))
    sharing = Sharing.with_members(readers, hit=hit, purpose=purpose, until=UNTIL)
    terms = RegisterTerms(name, title=f"The {name}", legal_effect="A lead to verify, nothing more.")
    load_register(viewer(by, purpose=purpose), ImportedFile.open(path, Defaults()), sharing, terms, now=NOW)


def _with_status(entity: dict[str, Any]) -> dict[str, Any]:
    if entity["schema"] != "Person":
        return entity
    return {**entity, "properties": {"status": ["suspect"], **entity["properties"]}}


def key_of(username: str, *, purpose: str = "fraud", questions: int = 1_000) -> str:
    """A key for clients of the interface, acting as this account."""
    officer = Officer.objects.get(username=username)
    now = timezone.now()
    matter = KeyMatter(purpose, "KR-2026-7", questions)
    return create_api_key(officer=officer, name="bank", now=now, expires=now + timedelta(days=1), matter=matter).text


class Screener(Caller):
    """A program with such a key, without any client's library."""

    def __init__(self, username: str = "kr.desk", **terms: Any) -> None:
        super().__init__(None)
        self.headers["Authorization"] = f"ApiKey {key_of(username, **terms)}"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request below the interface's own address."""
        return super().call(method, ROOT + path, body, **headers)

    def match(self, scope: str = "default", *, query: str = "", schema: str = "Person", **properties: str) -> Any:
        """One entity put to a scope."""
        entity = {"schema": schema, "properties": {name: [value] for name, value in properties.items()}}
        return self.post(f"/match/{scope}{query}", {"queries": {"q": entity}})
