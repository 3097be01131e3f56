"""Members, bureaus and officers for tests, and callers of the API who are one of them."""

import json
from datetime import timedelta
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from interlace.foundation.identity.actions import create_api_key
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role

PURPOSES = ("fraud", "trafficking", "protection")
PASSWORD = "a password of tests"


@cache
def _hashed() -> str:
    """Hashing a password is slow by design; all test officers share one."""
    return make_password(PASSWORD)


def make_member(code: str) -> Member:
    """A member of this code, made once."""
    return Member.objects.get_or_create(code=code, defaults={"name": code})[0]


def make_bureau(member: str, *, name: str = "", **terms: Any) -> Bureau:
    """A bureau of this member; without further terms its national one, made once."""
    name = name or f"NCB {member}"
    return Bureau.objects.get_or_create(member=make_member(member), name=name, defaults=terms)[0]


def make_officer(
    member: str = "TH",
    *,
    username: str = "",
    roles: tuple[Role, ...] = (Role.INVESTIGATOR,),
    purposes: tuple[str, ...] = PURPOSES,
    bureau: Bureau | None = None,
    **terms: Any,
) -> Officer:
    """An officer who signs in with `PASSWORD`."""
    officer = Officer(
        username=username or f"{member.lower()}-{Officer.objects.count() + 1}",
        display_name=f"Officer of {member}",
        bureau=bureau or make_bureau(member),
        roles=[role.value for role in roles],
        purposes=list(purposes),
        **terms,
    )
    officer.password = _hashed()
    officer.save()
    return officer


class Caller:
    """Calls the API with an officer's key, or as nobody."""

    def __init__(self, officer: Officer | None, *, language: str = "en") -> None:
        self.officer = officer
        self.headers = {"Accept-Language": language}
        if officer is not None:
            key = create_api_key(
                officer=officer, name="tests", now=timezone.now(), expires=timezone.now() + timedelta(days=1)
            )
            self.headers["Authorization"] = f"Bearer {key.text}"
        self._client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request with a JSON body; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = named.pop("Content-Type", "application/json")
        return self._client.generic(
            method, f"/api/v1{path}", content, content_type=kind, headers={**self.headers, **named}
        )

    def get(self, path: str, **headers: str) -> Any:
        """A read."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """A write."""
        return self.call("POST", path, body, **headers)
