"""Meetings for tests: called, filled, and read back as one officer sees them."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.meeting.test_importing import folder
from tests.screening.network import NOW, viewer

from interlace.foundation.disclosure.viewer import Viewer
from interlace.meeting.actions import ActionTerms, MeetingTerms, call_meeting
from interlace.meeting.laying import Laid, lay_pack
from interlace.meeting.linking.links import propose
from interlace.meeting.models import Meeting
from interlace.meeting.pack.folders import read_folder

TODAY = date(2026, 10, 1)
FIRST, SECOND = date(2026, 10, 5), date(2027, 2, 8)


def called(by: Viewer | str = "KR", *bureaus: str, held_on: date = FIRST, **terms: Any) -> Meeting:
    """A meeting of this bureau with these."""
    host = viewer(by) if isinstance(by, str) else by
    named = frozenset(bureaus or ("MY", "TH"))
    return call_meeting(host, MeetingTerms("Golden Reed", held_on, named, "Seoul", **terms), now=NOW)


def laid(meeting: Meeting, root: Path, *, by: Viewer | None = None) -> Laid:
    """KR and MY each bring a case, with one phone in both."""
    pack, homes = read_folder(folder(root), today=TODAY)
    return lay_pack(by or viewer(meeting.member), meeting.id, pack, propose(pack, homes), now=NOW)


def terms(text: str = "Ask the exchange for the holder.", owner: str = "MY", **more: Any) -> ActionTerms:
    """Something to do before the next meeting."""
    return ActionTerms(text=text, owner=owner, due=date(2026, 12, 1), **more)
