"""Every command, where it lives and what it needs. Nothing is imported before it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from importlib.util import find_spec


class Needs(Enum):
    """What has to stand before a command runs."""

    NOTHING = auto()  # it sees to everything itself
    NODE = auto()  # an existing node: Django set up, its database started or joined


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the command line."""

    place: str
    """`module:attribute` of the click command."""
    help: str
    needs: Needs = Needs.NODE

    @property
    def module(self) -> str:
        """The module that holds it."""
        return self.place.partition(":")[0]

    @property
    def attribute(self) -> str:
        """Its name in there."""
        return self.place.partition(":")[2]

    def exists(self) -> bool:
        """Whether its capability has been built in."""
        return find_spec(self.module) is not None


COMMANDS: Mapping[str, Entry] = {
    "check": Entry("interlace.screening.cli:check", "Ask other bureaus about a person, a phone, a wallet ..."),
    "batch": Entry("interlace.screening.cli:batch", "Ask for, and give, leave to check a list above the budget."),
    "hit": Entry("interlace.screening.cli:hit", "List, show, explain, confirm or reject hits."),
    "link": Entry("interlace.crossmatch.cli:link", "Judge whether records of different bureaus are the same."),
    "case": Entry("interlace.surfaces.cli.case:case", "Cases, and what bureaus bring to a meeting."),
    "meeting": Entry("interlace.meeting.table_cli:meeting", "Meetings, where cases meet, and what was agreed."),
    "pack": Entry("interlace.meeting.pack_cli:pack", "What bureaus bring: read, stopped, resumed, stored, laid."),
    "readiness": Entry("interlace.operations.cli:readiness", "Which targets are ready, and what each lacks."),
    "operation": Entry("interlace.operations.plan.cli:operation_", "Joint operations: plan, go, check in, log."),
    "results": Entry("interlace.results.cli:results", "What came of an operation, each person counted once."),
    "care": Entry("interlace.victims.cli:care", "Those found on site: receive them, talk with them after rest."),
    "thread": Entry("interlace.desk.threads.cli:thread", "Write to other bureaus, answer, find, keep the register."),
    "import": Entry("interlace.facts.cli:import_", "Bring a file in, with an answer for every row."),
    "share": Entry("interlace.facts.cli:share", "Who may see what; recall what was shared."),
    "evidence": Entry("interlace.evidence.cli:evidence", "Seal exhibits, keep their custody, take packages to court."),
    "export": Entry("interlace.screening.cli:export", "Take out what you may read, for other systems."),
    "shift": Entry("interlace.desk.shift.cli:shift", "Who is on duty, and whether they wake."),
    "people": Entry("interlace.bureaus.people.cli:people", "Give officers and units their rights; suspend them."),
    "usage": Entry("interlace.oversight.usage.cli:usage", "Who uses and who contributes; unusual ways of searching."),
    "directory": Entry("interlace.bureaus.desk_cli:directory", "How every bureau is reached."),
    "capability": Entry("interlace.bureaus.desk_cli:capability", "What bureaus offer each other."),
    "privacy": Entry("interlace.oversight.cli:privacy", "What may still be kept; what people ask about their data."),
    "match": Entry("interlace.matching.cli:match", "Score pairs, find duplicates in files; no node.", Needs.NOTHING),
    "sheet": Entry("interlace.surfaces.cli.sheet:sheet", "Say whether this node printed a sheet, and for whom."),
    "admin": Entry("interlace.surfaces.cli.admin:admin", "Keep a node: people, keys, backups, the log.", Needs.NOTHING),
    "demo": Entry("interlace.surfaces.cli.demo:demo", "Build the demo world Golden Reed and serve it.", Needs.NOTHING),
    "world": Entry("interlace.surfaces.cli.world:world", "Make an invented world with its truth.", Needs.NOTHING),
    "serve": Entry("interlace.surfaces.cli.serve:serve", "Run the node: web, API and worker.", Needs.NOTHING),
    "doctor": Entry("interlace.surfaces.cli.doctor:doctor", "Say what is wrong and how to mend it.", Needs.NOTHING),
}

ADMIN: Mapping[str, Entry] = {
    "member": Entry("interlace.bureaus.cli:member", "Take members in; note who can be reached."),
    "bureau": Entry("interlace.bureaus.cli:bureau", "Open a member's bureaus."),
    "user": Entry("interlace.foundation.identity.cli:user", "Give officers and systems accounts; suspend them."),
    "key": Entry("interlace.foundation.identity.cli:key", "Make, list and revoke keys for programs."),
    "audit": Entry("interlace.foundation.audit.cli:audit", "Verify or export the log."),
    "bounce": Entry("interlace.surfaces.cli.bounce:bounce", "Take in a mail to an officer that came back."),
    "backup": Entry("interlace.surfaces.cli.backup:backup", "Write the whole node, encrypted.", Needs.NOTHING),
    "restore": Entry("interlace.surfaces.cli.backup:restore", "Put a backup into an empty folder.", Needs.NOTHING),
    "migrate": Entry("interlace.surfaces.cli.migrate:migrate", "Bring the database to this release.", Needs.NOTHING),
}
