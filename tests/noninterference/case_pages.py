"""The looker at the pages of cases: its own case, everything that it puts in, and the joint cases that it reads."""

import re
from typing import Any

PARTS = ("", "things", "leads", "exhibits", "tasks", "notes", "timeline", "joint", "case", "add")
_LINKS = re.compile(r'href="(/cases/[0-9a-f-]{36}/(things|leads|notes)/[0-9a-f-]{36})"')
_NAMES = {"things": "page.case.thing", "leads": "page.case.lead", "notes": "page.case.note"}


def look_at_cases(looker: Any, case: str, joint: str) -> None:
    """Put something in by every form, read every part, and follow every link to a part."""
    place = f"/cases/{case}"
    looker.browse("POST", "/cases", "page.cases", {"title": "Another", "purpose": "fraud", "reference": "KR-CASE-2"})
    person = {"kind": "person", "name": "Somchai Jaidee", "readers": "TH", "role": "suspect"}
    looker.browse("POST", f"{place}/things", "page.case.thing.add", person)
    looker.browse("POST", f"{place}/leads", "page.case.lead.add", {"text": "Who paid?", "number": "7"})
    looker.browse("POST", f"{place}/tasks", "page.case.task.add", {"text": "Call them.", "due": "2026-08-01"})
    looker.browse("POST", f"{place}/notes", "page.case.note.keep", {"text": "Seen.", "version": "0"})
    found: dict[str, str] = {}
    for part in PARTS:
        answer = looker.browse("GET", f"{place}?part={part}", "page.case")
        found |= {address: _NAMES[kind] for address, kind in _LINKS.findall(answer.seen.decode())}
    for address, name in found.items():
        looker.browse("GET", address, name)
    decision = {"to": "intelligence", "authority": "police", "reason": "Judged."}
    for address, name in found.items():
        if name != "page.case.note":
            looker.browse("POST", f"{address}/lane", f"{name}.lane", decision)
    looker.browse("GET", f"{place}/look", "page.case.look")
    looker.browse("POST", f"{place}/look", "page.case.look", {"member": "TH", "role": "investigator", "level": "3"})
    looker.browse("GET", "/cases", "page.cases")
    looker.browse("GET", "/joint-cases", "page.joint.list")
    looker.browse("GET", f"/joint-cases/{joint}", "page.joint")
    looker.browse("POST", f"/joint-cases/{joint}/terms", "page.joint.change", {"terms": "Longer still."})
