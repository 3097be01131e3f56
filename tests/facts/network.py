"""A small network that contributes facts: KR, TH and VN with an officer each, and the ways they share."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.people import make_member, make_officer

from interlace.core.handling import Action, HitMode
from interlace.facts.actions import Outcome, contribute
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import Fact
from interlace.facts.sharing import Sharing
from interlace.facts.values import Reading
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer

NOW = datetime(2026, 7, 14, 5, 22, tzinfo=UTC)
UNTIL = NOW + timedelta(days=365)
PURPOSES = ("fraud", "trafficking", "protection", "sanctions")
SUSPECTS = Defaults(reading=Reading(country="KR"), status="suspect")


def make_network() -> None:
    """KR, TH, VN and SG; KR and TH have an officer."""
    for code in ("KR", "TH", "VN", "SG"):
        make_member(code)
    for code in ("KR", "TH"):
        make_officer(code, username=f"{code.lower()}.desk", purposes=PURPOSES)


def viewer(member: str, *, purpose: str = "fraud") -> Viewer:
    """The member's officer at work."""
    officer = Officer.objects.select_related("bureau__member").get(username=f"{member.lower()}.desk")
    return viewer_of(officer, purpose=purpose, reference=f"{member}-2026-0117")


def sharing(
    *members: str, hit: HitMode = HitMode.HIT, purpose: str = "fraud", restrictions: Iterable[str] = ()
) -> Sharing:
    """Named members, for a year."""
    return Sharing.with_members(members, hit=hit, purpose=purpose, until=UNTIL, restrictions=restrictions)


def import_file(path: Path, *, by: str = "KR", terms: Sharing | None = None, defaults: Defaults = SUSPECTS) -> Outcome:
    """Contribute a file as it is."""
    source = ImportedFile.open(path, defaults)
    return contribute(viewer(by), source, terms or sharing("TH", "VN"), now=NOW)


def facts_of(member: str, *, action: Action = Action.READ, purpose: str = "fraud") -> list[Fact]:
    """What a member's officer sees, in order."""
    who = viewer(member, purpose=purpose)
    with acting(who, action, now=NOW):
        return list(Fact.objects.visible_to(who, action=action).order_by("row", "prop", "value"))


def counts(outcome: Outcome) -> dict[str, int]:
    """The rows of a contribution."""
    done = outcome.contribution
    return {
        "read": done.rows_read,
        "stored": done.rows_stored,
        "refused": done.rows_refused,
        "known": done.rows_known,
    }
