"""What the looker does: the same requests in both worlds, through every path out, and every byte that comes back."""

import contextlib
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import pytest
from click.testing import CliRunner
from django.test import Client, override_settings
from procrastinate.contrib.django import app as jobs
from tests.noninterference.case_pages import look_at_cases
from tests.noninterference.charts import look_at_charts
from tests.noninterference.exhibits import look_at_exhibits
from tests.noninterference.playing import LOOKING, Hidden, World
from tests.noninterference.readying import look_at_readiness
from tests.noninterference.surfaces import ROUTES, command_named, commands, page_patterns
from tests.noninterference.worlds import LOOKED_FOR

from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.surfaces import surface_of
from interlace.foundation.errors import InterlaceError
from interlace.screening.checks import budget
from interlace.screening.checks.budget import Kind
from interlace.surfaces.cli.exits import exit_of, explain

SECOND = timedelta(seconds=1)
ASKED = len(LOOKED_FOR)
"""How many questions the looker has put before it dwells on anything."""
JSON = "application/json"


_MOVES: Mapping[str, dict[str, Any]] = {
    "ask": {"text": "Which office issued it?"},
    "supply": {"text": "Seoul."},
    "resume": {"reason": "Found it."},
    "write": {"text": "One more thing."},
    "urgency": {"urgency": "urgent", "reason": "He is held."},
    "assign": {},
    "snooze": {"until": "2026-07-15T00:00:00Z"},
    "numbers": {"foreign": {"i247": "I-1"}},
    "notes": {"text": "For us."},
    "seen": {},
    "answer": {"text": "No.", "outcome": "refused", "ground": "COST"},
    "withdraw": {"reason": "Found by ourselves."},
    "close": {},
}
"""What the looker tries in a thread, fitting or not."""
_KINDS: Mapping[str, str] = dict.fromkeys(("file", "import", "source"), "contribution")
"""What the ids in the addresses of pages are ids of, where their names do not say it."""
_ZONES = (
    "P<UTOHAN<<JI<SEOP<<<<<<<<<<<<<<<<<<<<<<<<<<<\nUT00001428UTO9104174M3106305<<<<<<<<<<<<<<08",
    "P<UTOHAN<<JI<SEOP<<<<<<<<<<<<<<<<<<<<<<<<<<<\nUT00001418UTO9104174M3106305<<<<<<<<<<<<<<08",
)
"""A document as a border post scans it: once as it is, once misread."""
_LETTER = {
    "type": "verification",
    "to": "TH",
    "title": "A licence",
    "text": "Was it issued?",
    "items": [{"kind": "document", "what": "Licence 7"}],
}


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer: which path out gave it, to what, and all its bytes."""

    surface: str
    request: str
    answer: str


@dataclass(slots=True)
class Looker:
    """The officer at work on one world."""

    world: World
    hidden: Hidden
    folder: Path
    heard: list[Heard] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)
    """Ids that lists gave to the looker although their records are others' own: it may read them."""
    _client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    _browser: Client = field(default_factory=lambda: Client(raise_request_exception=False, SERVER_NAME="localhost"))

    def look(self) -> list[Heard]:
        """Everything, in the same order in every world."""
        self._sign_in()
        asked = self._ask()
        for walk in self._turn(asked):
            walk()
        self._jobs()
        self._at_last()
        return self.heard

    def _turn(self, asked: list[Any]) -> list[Callable[[], None]]:
        """What the looker dwells on in this story."""
        turns: tuple[tuple[Callable[[], None], ...], ...] = (
            (self._pages, self._every_route_with_hidden_ids),
            (self._commands,),
            (self._account, self._uploads_and_jobs, self._too_often, lambda: self._checks(asked), self._screening),
            (
                *(self._hits, self._releases, self._standing, self._links, self._cases),
                *(lambda: look_at_charts(self), lambda: look_at_readiness(self), self._threads),
            ),
        )
        if self.world.story.is_walked_through:
            return [walk for turn in turns for walk in turn]
        return list(turns[self.world.story.seed % len(turns)])

    # --- asking ----------------------------------------------------------------------------------------------------

    def call(
        self, method: str, path: str, body: Any = None, *, kind: str = JSON, at_once: bool = False, **headers: str
    ) -> Any:
        """One request to the API with the looker's key; `at_once`: before any time has passed."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        key = self.world.screening_key if path.startswith("/opensanctions/") else self.world.key
        named = {"Authorization": f"Bearer {key}", "Accept-Language": "en", **named}
        self._next(f"{method} {path.partition('?')[0]}", at_once=at_once)
        response = self._client.generic(method, f"/api/v1{path}", content, content_type=kind, headers=named)
        return self._note(_route_of(method, path), f"{method} {path}", response)

    def browse(self, method: str, path: str, surface: str, data: Mapping[str, str] | None = None) -> Any:
        """One request of a browser that is signed in."""
        self._next(f"{method} {path}")
        sent = self._browser.get(path) if method == "GET" else self._browser.post(path, data or {})
        return self._note(surface, f"{method} {path}", sent)

    def type(self, words: str, *arguments: str, stdin: str = "", output: Format = Format.JSON) -> str:
        """One command line."""
        command = command_named(words)
        options = Options(
            data=self.folder,
            profile=self.world.looker.username,
            language=None,
            time_zone=None,
            format=output,
            is_coloured=False,
        )
        self._next(words)
        runner = CliRunner()
        result = runner.invoke(_explained(command), list(arguments), input=stdin, obj=options)
        text = f"{result.exit_code}\n{result.output}"
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            text += repr(result.exception)
        # What one typed oneself tells nothing when it is repeated, and it differs between the worlds.
        for typed in (str(self.folder), *(each for each in arguments if re.fullmatch(_ID, each))):
            text = text.replace(typed, "TYPED")
        declared = surface_of(command)
        self.heard.append(Heard(declared.name if declared else words, f"{words} {arguments}", text))
        return result.stdout

    def _next(self, name: str, *, at_once: bool = False) -> None:
        place = len(self.heard)
        moment = self.world.injected.moment if at_once else LOOKING + place * SECOND
        self.world.injected.step(f"look {place} {re.sub(_ID, '*', name)}", moment)

    def _note(self, surface: str, request: str, response: Any) -> Any:
        content = b"".join(response.streaming_content) if response.streaming else response.content
        headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
        cookies = response.cookies.output()
        text = f"{response.status_code}\n{headers}\n{cookies}\n\n{content.decode(errors='backslashreplace')}"
        # Some pages repeat the address they were asked at, and with it the id that the looker sent: not the same in
        # both worlds, because in one of them it is an id of nothing. Wherever it stands, it stands in both.
        for sent in _ID.findall(request):
            if sent not in self._told and self.hidden.is_sent(sent):
                # The code of a printed sheet is a digest of its address.
                text = re.sub(_SHEET_CODE, "code *", text.replace(sent, "*"))
        self.heard.append(Heard(surface, request, text))
        response.seen = content
        return response

    # --- the paths out ----------------------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        self.browse("GET", "/sign-in", "sign-in")
        self.browse("POST", "/sign-in", "sign-in", {"username": "th.desk", "password": "no", "code": ""})
        self.browse("POST", "/sign-in/exercise", "sign-in", {"profile": self.world.looker.username})
        self.browse("POST", "/work", "work", {"purpose": "fraud", "reference": "KR-1"})

    def _pages(self) -> None:
        for path, name in addresses(self.hidden):
            self.browse("GET", path, name)
        for path, name in addresses(self.hidden):
            if not path.startswith(("/sign-", "/work")):
                self.browse("POST", path, name, {"reason": "x", "purpose": "fraud", "value": LOOKED_FOR[0]["phone"]})

    def _account(self) -> None:
        self.call("GET", "/me")
        self.call("GET", "/keys")
        self.call("GET", f"/keys/{self.hidden.one('upload')}")
        self.call("POST", "/keys", {"name": "another"})
        if self.world.story.seed % 8 == 2:  # a description of a hundred routes takes a second to write
            self.call("GET", "/openapi.json")
        self.call("GET", "/nothing/here")
        self.call("PATCH", "/me")
        self.call("GET", "/me", Accept="text/xml")

    def _uploads_and_jobs(self) -> None:
        made = self.call("POST", "/uploads", {"name": "a.csv", "size": 3})
        own = _field(made, "id")
        self.call("PUT", f"/uploads/{own}?offset=0", b"abc", kind="application/octet-stream")
        self.call("GET", f"/uploads/{own}")
        self.call("DELETE", f"/uploads/{own}")
        self.call("GET", "/jobs?limit=1")

    def _ask(self) -> list[Any]:
        """In every story: some questions, and the lists as they are then."""
        asked = []
        for person in LOOKED_FOR:
            properties = {name: [value] for name, value in person.items()}
            matter = {"purpose": "fraud", "reference": "KR-2026-7"}
            body = {**matter, "entity": {"schema": "Person", "properties": properties}}
            asked.append(self.call("POST", "/checks", body, Idempotency_Key=person["name"].encode().hex()[:20]))
        self.call("GET", "/hits")
        return asked

    def _too_often(self) -> None:
        """Until each limit says no: when it does, and how long one must wait, tells nothing either."""
        typed = {"purpose": "fraud", "reference": "KR-2026-8", "kind": "phone", "value": LOOKED_FOR[0]["phone"]}
        for kind, most in ((Kind.OFFICER, ASKED + 2), (Kind.PAIR, ASKED + 4)):
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(budget.LIMITS, kind, replace(budget.LIMITS[kind], most=most))
                for _ in range(4):
                    self.call("POST", "/checks", typed)
                self.call("POST", "/checks", typed | {"scope": ["TH"]})
                self.browse("POST", "/check", "page.check", typed)
                self.type("check ask", "phone", typed["value"], "--purpose", "fraud", "--ref", "KR-2026-8")
        lines = b'{"schema":"Person","properties":{"name":["Somchai Jaidee"]}}\n' * 3
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(budget.LIMITS, Kind.BATCH, replace(budget.LIMITS[Kind.BATCH], most=4))
            for _ in range(2):
                self.call("POST", "/checks/bulk?purpose=fraud&reference=KR-9", lines, kind="application/x-ndjson")
        with override_settings(INTERLACE_SEARCHES_PER_MINUTE=1):
            for _ in range(2):
                self.call("POST", "/checks", typed)
        with override_settings(INTERLACE_REQUESTS_PER_SECOND=1):
            for path in ("/hits", "/hits", f"/hits/{self.hidden.one('hit')}"):
                self.call("GET", path, at_once=True)

    def _checks(self, asked: list[Any]) -> None:
        first = LOOKED_FOR[0]["phone"]
        typed = {"purpose": "fraud", "reference": "KR-2026-8", "kind": "phone", "value": first}
        self.call("POST", "/checks", typed)
        self.call("POST", "/checks", typed, Idempotency_Key="again")
        self.call("POST", "/checks", typed, Idempotency_Key="again")
        self.call("POST", "/checks", typed | {"value": "12"}, Idempotency_Key="again")
        self.call("POST", "/checks", typed | {"scope": ["TH"]})
        self.call("POST", "/checks", typed | {"scope": ["QQ"]})
        for named in ("TH/known list", "TH/list that was", "VN/list that was", "KR/own list", "TH/nothing"):
            self.call("POST", "/checks", typed | {"scope": [named]})
        self.call("POST", "/checks", typed | {"scope": ["SG", "TH/known list"]})
        for zone in _ZONES:
            self.browse("POST", "/border", "page.border", {"zone": zone})
        self.call("GET", "/checks/registers?purpose=fraud")
        self.call("GET", "/checks/registers?purpose=trafficking")
        self.call("POST", "/checks", typed | {"purpose": "trafficking"})
        self.call("POST", "/checks", typed | {"purpose": "drugs"})
        self.call("POST", "/checks", typed | {"value": "not a phone"})
        self.call("POST", "/checks", b"{", Accept_Language="vi")
        lines = b'{"id":"1","schema":"UserAccount","properties":{"number":["%s"]}}\nnonsense\n' % first.encode()
        lines += b'{"schema":"Person","properties":{"name":["Somchai Jaidee"]}}\n'
        self.call("POST", "/checks/bulk?purpose=fraud&reference=KR-9", lines, kind="application/x-ndjson")
        self.call("POST", "/exports/ftm", {"purpose": "fraud", "reference": "KR-2026-7"})
        self.call("POST", "/exports/ftm", {"purpose": "trafficking", "reference": "KR-2026-7"})
        self.call("POST", "/exports/ftm/sign", {"act": "facts.export", "content": {"sha256": "0"}})
        self._walk("/checks?limit=4")
        for answer in asked[:2]:
            if check := _field(answer, "check"):
                seen = self.call("GET", f"/checks/{check}", Accept_Language="fr")
                self.call("GET", f"/checks/{check}", Accept_Language="fr", If_None_Match=seen.get("ETag", "-"))

    def _screening(self) -> None:
        """As a client of the OpenSanctions matcher."""
        people = {
            str(at): {"schema": "Person", "properties": {name: [value] for name, value in person.items()}}
            for at, person in enumerate(LOOKED_FOR)
        }
        root, known = "/opensanctions", []
        for address in ("healthz", "readyz", "algorithms", "catalog"):
            self.call("GET", f"{root}/{address}")
        for scope in ("default", "TH%3Aknown list", "TH%3Alist that was", "KR%3Aown list", "TH%3Anothing"):
            found = _json(self.call("POST", f"{root}/match/{scope}?cutoff=0&limit=50", {"queries": people}))
            for each in found.get("responses", {}).values():
                known += [one["id"] for one in each["results"]]
            for words in ("somchai", "a"):
                self.call(
                    "GET", f"{root}/search/{scope}?q={words}&limit=1&facets=schema&facets=datasets&facets=countries"
                )
        for identifier in (str(self.hidden.one("entity")), *dict.fromkeys(known[:2])):
            self.call("GET", f"{root}/entities/{identifier}")
            self.call("GET", f"{root}/entities/{identifier}/adjacent")
            self.call("GET", f"{root}/entities/{identifier}/adjacent/ownershipOwner")

    def _hits(self) -> None:
        self._walk("/hits?limit=2")
        for narrowed in ("state=MATCHED", "party=holder", "counterpart=TH", "state=CONFIRMED&party=asker"):
            self.call("GET", f"/hits?{narrowed}")
        for hit in self._known_hits()[:3]:
            seen = self.call("GET", f"/hits/{hit}")
            self.call("POST", f"/hits/{hit}/hold", {})
            self.call("POST", f"/hits/{hit}/hold", {}, If_Match=seen.get("ETag", '"-"'))
            own = [each["field"] for each in _json(seen).get("ours", [])]
            self.call("POST", f"/hits/{hit}/ask", {"lend": own[:1]}, If_Match="*")
            self.call("POST", f"/hits/{hit}/first-answer", If_Match="*")
            self.call("POST", f"/hits/{hit}/answer", {"verdict": "different", "reason": "Another."}, If_Match="*")
            self.call("POST", f"/hits/{hit}/undo", If_Match="*")
            release = {"fields": own[:1] or ["x"], "until": "2027-01-01T00:00:00Z"}
            self.call("POST", f"/hits/{hit}/releases", release, If_Match="*")
            asked = {"fields": own[:1] or ["x"], "ground": "person_held", "reason": "He is to be let go at six."}
            self.call("POST", f"/hits/{hit}/emergency-releases", asked, If_Match="*")

    def _known_hits(self) -> list[str]:
        listed = _json(self.call("GET", "/hits?limit=200")).get("items", [])
        return [each["id"] for each in listed]

    def _releases(self) -> None:
        self._walk("/releases?limit=1")
        for each in _json(self.call("GET", "/releases")).get("items", [])[:1]:
            self.call("GET", f"/releases/{each['id']}")
            self.call("POST", f"/releases/{each['id']}/sign", {"digest": each["digest"]}, If_Match="*")
            self.call("POST", f"/releases/{each['id']}/refuse", If_Match="*")
        said = {"verdict": "right", "reason": "I looked at the file."}
        for each in self._walk("/emergency-releases?limit=1")[:2]:
            self.call("POST", f"/emergency-releases/{each['id']}/review", said, If_Match="*")
        self.call("GET", "/acts-alone")

    def _standing(self) -> None:
        matter = {"purpose": "fraud", "reference": "KR-3", "until": "2026-07-20T00:00:00Z"}
        self.call("POST", "/standing-checks", {**matter, "subject": str(self.hidden.one("subject"))})
        for each in self._walk("/standing-checks?limit=2")[:1]:
            self.call("POST", "/standing-checks", {**matter, "subject": each["subject"]})
            self.call("DELETE", f"/standing-checks/{each['id']}")

    def _links(self) -> None:
        found = self._walk("/candidate-links?limit=1")
        for each in found[:2]:
            self.call("GET", f"/candidate-links/{each['id']}", Accept_Language="fr")
            said = {"judgement": "same", "reason": "One file."}
            self.call("POST", f"/candidate-links/{each['id']}/statement", said)
            self.call("POST", f"/candidate-links/{each['id']}/statement", said)
            self.browse("GET", f"/links/{each['id']}", "page.link")
        for each in self._walk("/clusters?limit=1")[:2]:
            self._told.add(str(each["id"]))
            self.call("GET", f"/clusters/{each['id']}")
            self.browse("GET", f"/links/clusters/{each['id']}", "page.cluster")
        for each in found[:1]:
            self.call("DELETE", f"/candidate-links/{each['id']}/statement")
        for path, name in (("/links", "page.links"), ("/links/clusters", "page.clusters")):
            self.browse("GET", path, name)
        self.call("GET", "/reviewer-agreement")

    def _cases(self) -> None:
        """A case of the looker's own, those of its bureau, and the joint ones that it was asked to."""
        opened = {"purpose": "fraud", "reference": "KR-CASE-1", "title": "The white van"}
        case = _field(self.call("POST", "/cases", opened), "id")
        self.call("POST", "/cases", opened)
        subject = {"subject": str(self.hidden.one("subject")), "role": "suspect"}
        answers = {"neutrality": "neutral", "minors": "none_known", "asylum": "none_known"}
        until = "2026-12-31T00:00:00Z"
        joint = {"title": "The white van", "terms": "We work on it together.", "members": ["TH"], "until": until}
        self.call("POST", f"/cases/{case}/leads", {"text": "Ask the driver.", "grading": "ADMIRALTY:B2"})
        self.call("POST", f"/cases/{case}/tasks", {"text": "Ask the landlord."})
        self.call("POST", f"/cases/{case}/subjects", subject)
        self.call("PUT", f"/cases/{case}/notes", {"text": "He was seen at noon."})
        self.call("POST", f"/cases/{case}/joint-cases", joint)
        self.call("POST", f"/cases/{case}/check", answers, If_Match="*")
        made = _field(self.call("POST", f"/cases/{case}/joint-cases", joint), "id")
        self.call("POST", f"/joint-cases/{made}/items", {"kind": "subject", "thing": subject["subject"]})
        self.call("POST", f"/joint-cases/{made}/terms", {"terms": "We work on it longer."}, If_Match="*")
        self.call("POST", f"/cases/{case}/copy")
        self.call("POST", f"/cases/{case}/look", {"member": "TH", "level": 3})
        look_at_exhibits(self, case)
        for each in self._walk("/cases?limit=1"):
            self.call("GET", f"/cases/{each['id']}", Accept_Language="fr")
        for each in self._walk("/joint-cases?limit=1"):
            seen = self.call("GET", f"/joint-cases/{each['id']}", Accept_Language="fr")
            digest = _json(seen).get("terms_digest", "")
            self.call("POST", f"/joint-cases/{each['id']}/answer", {"answer": "accept", "digest": digest}, If_Match="*")
            self.call("GET", f"/joint-cases/{each['id']}")
        self.call("GET", "/evidence-profiles")
        look_at_cases(self, case, made)
        self.call("POST", f"/cases/{case}/close", {"reason": "Done."}, If_Match="*")

    def _threads(self) -> None:
        self._walk("/threads?limit=1")
        for narrowed in ("state=CLARIFICATION", "counterpart=TH", "ours=true"):
            self.call("GET", f"/threads?{narrowed}")
        self.call("GET", "/thread-wordings")
        self.call("POST", "/threads/search", {"text": "passport issued", "limit": 2})
        self.call("POST", "/threads/search", {"text": "secret"})
        self.call("POST", "/register-book", {"year": 2026, "month": 7})
        known = [each["id"] for each in _json(self.call("GET", "/threads?limit=200")).get("items", [])]
        for thread in known[:6]:
            self.call("GET", f"/threads/{thread}")
        for thread in known[:2]:
            seen = self.call("GET", f"/threads/{thread}", Accept_Language="fr")
            self.call("POST", f"/threads/{thread}/acknowledge", {}, If_Match=seen.get("ETag", '"-"'))
            for verb, body in _MOVES.items():
                self.call("POST", f"/threads/{thread}/{verb}", body, If_Match="*")
            for event in _json(seen).get("events", []):
                for file in event["attachments"]:
                    self.call("GET", f"/thread-attachments/{file['id']}")
        self._letter()
        self.call("GET", "/threads?limit=200")
        self.call("GET", "/thread-drafts")

    def _letter(self) -> None:
        """A letter of the looker's own, at first with a fact that is nobody's."""
        message = {**_LETTER, "facts": [str(UUID(int=7))]}
        matter = {"purpose": "fraud", "reference": "KR-4"}
        draft = _field(self.call("POST", "/thread-drafts", {**matter, "message": message}), "id")
        self.call("GET", f"/thread-drafts/{draft}/check")
        self.call("POST", f"/thread-drafts/{draft}/send", If_Match="*")
        self.call("PUT", f"/thread-drafts/{draft}", {"version": 1, "message": _LETTER})
        self.call("PUT", f"/thread-drafts/{draft}", {"version": 1, "message": message})
        upload = _field(self.call("POST", "/uploads", {"name": "a.txt", "size": 3}), "id")
        self.call("PUT", f"/uploads/{upload}?offset=0", b"abc", kind="application/octet-stream")
        self.call("POST", f"/thread-drafts/{draft}/attachments", {"upload": upload})
        self.call("POST", f"/thread-drafts/{draft}/submit", If_Match="*")
        self.call("POST", f"/thread-drafts/{draft}/approve", {"digest": "0" * 64}, If_Match="*")
        self.call("POST", f"/thread-drafts/{draft}/return", {"remark": "Shorter."}, If_Match="*")
        self.call("PUT", f"/thread-drafts/{draft}", {"version": 2, "message": {**_LETTER, "to": "VN"}})
        self.call("POST", f"/thread-drafts/{draft}/send", If_Match="*")

    def _every_route_with_hidden_ids(self) -> None:
        """Each operation of the API, those of tomorrow too, with ids of things that exist for others only."""
        for route in ROUTES:
            path = re.sub(r"\{(?:uuid:)?(\w+)\}", lambda name: str(self._hidden_for(name[1])), route.path)
            if route.method in {"GET", "DELETE"}:
                self.call(route.method, path)
                continue
            self.call(route.method, path, {})
            self.call(route.method, path, route.example(str(self.hidden.one("subject"))), If_Match="*")

    def _hidden_for(self, parameter: str) -> UUID:
        return self.hidden.one(parameter.removesuffix("_id").replace("import", "contribution"))

    def _commands(self) -> None:
        hidden = {kind: str(self.hidden.one(kind)) for kind in ("hit", "contribution", "fact", "release", "emergency")}
        hits = self._known_hits()
        matter = ("--purpose", "fraud", "--ref", "KR-2026-9")
        lines = self.folder / "lines.ndjson"
        lines.write_text('{"schema":"Person","properties":{"name":["Tran Thi My Le"]}}\n')
        sheet = self.folder / "people.csv"
        sheet.write_text("name,phone,status\nSomchai Jaidee,+66 2 000 0144,suspect\nHan,+82 10 0000 0142,suspect\n")
        until = ("--purpose", "fraud", "--until", "2027-06-30")
        self.type("check ask", "phone", LOOKED_FOR[0]["phone"], *matter, "--exit-code")
        self.type("check ask", "phone", LOOKED_FOR[0]["phone"], *matter, "--scope", "TH/known list")
        self.type("check registers", "--purpose", "fraud")
        self.type("check open list")
        self.type("check ask", "person", "-", *matter, "--born", "1991", stdin="Han Ji-seop", output=Format.TABLE)
        self.type("check ask", "file", str(lines), *matter)
        self.type("hit list")
        self.type("hit list", "--open", output=Format.CSV)
        for hit in (hidden["hit"], *hits[:1]):
            self.type("hit show", hit)
            self.type("hit explain", hit, output=Format.TABLE)
            self.type("hit ask", hit)
            for verdict in ("confirm", "reject", "cannot-tell", "undo"):
                self.type(f"hit {verdict}", hit)
            self.type("hit release", hit, "--field", hidden["fact"], "--until", "2027-01-01")
        self.type("hit sign", hidden["release"], "--digest", "0" * 64)
        reason = ("--reason", "He is to be let go at six.")
        for hit in (hidden["hit"], *hits[:1]):
            risk = ("--field", hidden["fact"], "--ground", "violence", *reason)
            self.type("hit emergency release", hit, *risk)
        self.type("hit emergency review", hidden["emergency"], "--verdict", "wrong", *reason)
        self.type("import file", str(sheet), *until, "--dry-run", "--audience", "TH")
        made = self.type("import file", str(sheet), *until, "--audience", "TH", "--hit", "none")
        self.type("import file", str(sheet), *until, "--audience", "TH", "--hit", "none")
        self.type("import file", str(sheet), *until, "--audience", "QQ")
        self.type("import list")
        self.type("import map list")
        self.type("import map save", "senders", "--column", "name=name")
        self.type("import map list")
        self.type("import templates")
        for contribution in (hidden["contribution"], _identifier(made)):
            self.type("import problems", contribution)
            self.type("import retry", contribution)
            self.type("import mend", contribution, "1", "--set", "name=x")
            self.type("import undo", contribution)
        self.type("sheet", "ABCD-EFGH-JKLM", "--page", f"/hits/{hidden['hit']}", "--at", "2026-07-14 14:22")
        own = _json(self.call("GET", "/threads?limit=200")).get("items", [])
        for each in own[:4]:
            self.type("thread show", each["id"])
        for thread in (str(self.hidden.one("thread")), *(each["id"] for each in own[:1])):
            self.type("thread show", thread, output=Format.TABLE)
            self.type("thread ack", thread)
            self.type("thread write", thread, "--text", "One more thing.")
            self.type("thread close", thread, "--dry-run")
        for waiting in _json(self.call("GET", "/candidate-links?limit=2")).get("items", [])[:1]:
            for verb in (("link show",), ("link judge", "different"), ("link undo",)):
                self.type(verb[0], waiting["id"], *verb[1:])
        self.type("link queue", output=Format.TABLE)
        self.type("link match", "--by", self.world.looker.username)
        self.type("thread list", "--due")
        self.type("case new", "The white van", *matter)
        self.type("case list", output=Format.TABLE)
        for name in ("KR-2026-9", str(self.hidden.one("case"))):
            self.type("case show", name)
            self.type("case export", name)
            self.type("case look", name, "TH")
            self.type("case close", name, "--reason", "Done.", "--dry-run")
        self.type("case add", "KR-2026-9", "lead", "Ask the driver.")
        self.type("case add", "KR-2026-9", "subject", str(self.hidden.one("subject")))
        self.type("thread search", "passport")
        letter = ("--to", "TH", "--title", "x", "--text", "-", "--item", "document:UT1", *matter)
        self.type("thread new", "verification", *letter, stdin="Was it issued?")
        self.type("thread check", str(self.hidden.one("draft")))
        book = self.folder / "register.csv"
        self.type("thread book", "2026-07", str(book))
        written = book.read_text() if book.exists() else ""
        self.heard.append(Heard("threads.book.file", "thread book", written))
        taken = self.folder / "taken.json"
        self.type("export ftm", str(taken), *matter)
        self.heard.append(Heard("facts.followthemoney", "export ftm", taken.read_text() if taken.exists() else ""))
        question = self.folder / "to-sign.json"
        question.write_text('{"act":"facts.export","content":{"sha256":"0"}}')
        self.type("export sign", str(question))
        self.type("share list")
        self.type("share recall", hidden["fact"], "--reason", "other")
        done = {heard.surface for heard in self.heard}
        for words, command in commands():
            declared = surface_of(command)
            if (declared.name if declared else words) not in done:
                tried = (_tried(each, hidden, lines) for each in command.params if isinstance(each, click.Argument))
                self.type(words, *tried)

    def _jobs(self) -> None:
        """What a worker would do now, with the looker's own latest job where a task takes one."""
        own = _json(self.call("GET", "/jobs")).get("items", [])
        jobs.perform_import_paths()  # type: ignore[no-untyped-call]
        for name in sorted(jobs.tasks):
            if name.startswith(("builtin:", "procrastinate.")):
                continue
            self._next(name)
            task = jobs.tasks[name]
            wanted = inspect.signature(task.func).parameters
            job = own[0]["id"] if own else str(UUID(int=0))
            with contextlib.suppress(InterlaceError):
                task.func(**{word: 0 if word == "timestamp" else job for word in wanted})
            declared = surface_of(task)
            self.heard.append(Heard(declared.name if declared else name, name, ""))

    def _at_last(self) -> None:
        """What the worker and the looker's own contribution have left behind."""
        self._walk("/hits?limit=100")
        self._walk("/standing-checks?limit=100")
        self._walk("/checks?limit=100")
        self.browse("GET", "/", "home")

    def _walk(self, path: str) -> list[dict[str, Any]]:
        """The pages of a list, by cursor."""
        items: list[dict[str, Any]] = []
        following: str | None = ""
        for _ in range(4):
            page = _json(self.call("GET", path + (f"&cursor={following}" if following else "")))
            items += page.get("items", [])
            following = page.get("next")
            if not following:
                break
        return items


_SHEET_CODE = re.compile(r"code [0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def _route_of(method: str, path: str) -> str:
    place = path.partition("?")[0]
    for route in ROUTES:
        if route.method == method and route.matches(place):
            return route.surface
    return "api.description" if place == "/openapi.json" else "api.unknown"


def addresses(hidden: Hidden) -> Iterator[tuple[str, str]]:
    """Every page, with the id of something hidden of the kind that its address is about."""
    for pattern, declared in page_patterns():
        yield "/" + re.sub(r"<(\w+):(\w+)>", lambda found: _place(hidden, found[1], found[2]), pattern), declared


def _place(hidden: Hidden, converter: str, name: str) -> str:
    if converter == "uuid":
        kind = name.removesuffix("_id")
        return str(hidden.one(_KINDS.get(kind, kind)))
    return "1" if converter == "int" else "acknowledge"


def _tried(argument: click.Argument, hidden: Mapping[str, str], file: Path) -> str:
    """A hidden id wherever the command takes one; else one of its words, a text, a file or a day, as it wants."""
    if isinstance(argument.type, click.Choice):
        return str(argument.type.choices[0])
    if isinstance(argument.type, click.Path):
        return str(file)
    if argument.name == "text":  # it is said back, and an id is not the same in both worlds
        return "One more thing."
    return "2026-07-15" if isinstance(argument.type, click.DateTime) else hidden["hit"]


def _explained(command: click.Command) -> click.Command:
    """The command with the errors of the domain told as the command line tells them."""
    wrapped = click.Command(command.name, params=command.params, callback=_told(command), add_help_option=False)
    return wrapped


def _told(command: click.Command) -> Any:
    def run(**words: Any) -> None:
        try:
            code = click.get_current_context().invoke(command.callback, **words) if command.callback else 0
        except InterlaceError as error:
            explain(error)
            code = exit_of(error)
        raise SystemExit(int(code or 0))

    return run


def _json(response: Any) -> dict[str, Any]:
    try:
        found = json.loads(response.seen)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _field(response: Any, name: str) -> str:
    return str(_json(response).get(name, UUID(int=0)))


def _identifier(printed: str) -> str:
    try:
        return str(json.loads(printed)["id"])
    except (ValueError, KeyError, TypeError):
        return str(UUID(int=0))
