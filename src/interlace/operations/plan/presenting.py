"""What the operation room and its wall show at a glance: clocks, flags, teams, counts, the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from interlace.core.planning import Work, is_compliant
from interlace.core.planning.aborting import is_aborted
from interlace.core.planning.going import Flag
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import hour_text, moment_text, offset_text
from interlace.operations.plan.models import EntryKind, OperationEntry, OperationSaying, Saying, TeamState
from interlace.operations.plan.queries import OperationView
from interlace.operations.plan.sayings import abort_said, order_text, saying_text
from interlace.operations.plan.words import (
    AFTER_AN_ABORT,
    AFTERMATH_WORDS,
    AFTERMATHS,
    TEAM_STATE_WORDS,
    TEAM_STATES,
    WORK_WORDS,
    after_abort,
    broken_text,
    held_text,
    language_text,
)

LATE = timedelta(minutes=2)
"""Between what was said and when the node had it; more than this is told."""
SECONDS_A_MINUTE, SECONDS_AN_HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """One zone of the operation: whose it is, and what time it is there."""

    label: str
    zone: str
    time: str
    offset: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing at a glance."""

    label: str
    value: str
    note: str = ""
    tone: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team, where it goes, and when it was last heard."""

    code: str
    member: str
    site: str
    work: str
    people: int
    state: str
    text: str
    heard: str
    remark: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; what came later than it was said tells both times."""

    time: str
    moment: str
    member: str
    text: str
    who: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """The part that page and wall have in common."""

    title: str
    sub: str
    lead: str
    handling: str
    hour: str
    is_past: bool
    """Whether the hour has struck."""
    countdown: str
    clocks: tuple[Clock, ...]
    pairs: tuple[tuple[str, str], ...]
    flags: tuple[Tile, ...]
    held: tuple[str, ...]
    aborts: tuple[str, ...]
    """Of the version that stands, the latest first."""
    after: tuple[str, ...]
    """What becomes of everything else, once something was aborted."""
    orders: tuple[str, ...]
    teams: tuple[TeamRow, ...]
    teams_told: str
    counts: tuple[Tile, ...]
    log: tuple[LogLine, ...]
    renewed: str
    is_go: bool


def glance_of(desk: Desk, seen: OperationView) -> Glance:
    """An operation as this reader's bureau reads it, at this moment."""
    operation, standing = seen.operation, seen.standing
    hour = standing.plan.hour if standing is not None else None
    is_go = standing is not None and any(
        each.kind == Saying.GO and each.version == standing.version for each in seen.sayings
    )
    teams = tuple(_team(desk, seen, entry) for entry in _entries(seen, EntryKind.TEAM))
    aborts = [said for said, _abort in seen.aborts]
    return Glance(
        title=operation.title,
        sub=_sub(seen, is_go=is_go),
        lead=_("For those who take part only: {members}.").format(members=", ".join(sorted(operation.members))),
        handling=_("Targets stand here by code. Each bureau reads what it brought and what others let it read."),
        hour=hour.isoformat() if hour is not None else "",
        is_past=hour is not None and hour <= desk.now,
        countdown=countdown_text(hour - desk.now) if hour is not None else _("No plan yet"),
        clocks=_clocks(desk, seen),
        pairs=_pairs(desk, seen, hour),
        flags=_flags(desk, seen),
        held=tuple(held_text(each) for each in seen.held),
        aborts=tuple(
            _("{what} ({officer}, {when})").format(what=abort_said(each), officer=each.by_name, when=desk.when(each.at))
            for each in reversed(aborts)
        ),
        after=tuple(map(str, AFTER_AN_ABORT)) if aborts else (),
        orders=tuple(order_text(each) for each in seen.sayings if each.kind == Saying.ORDER),
        teams=teams,
        teams_told=_teams_told(teams),
        counts=_counts(seen, language=desk.reader.language),
        log=tuple(log_line(desk, each) for each in reversed(seen.sayings)),
        renewed=_("Renewed at {time}").format(time=hour_text(desk.now, zone=desk.reader.zone)),
        is_go=is_go,
    )


def _sub(seen: OperationView, *, is_go: bool) -> str:
    if is_aborted((abort for _said, abort in seen.aborts), version=_version_of(seen)):
        return _("Aborted. Only who has an emergency order begins.") if seen.released else _("Aborted. Nobody begins.")
    return _("Go was given.") if is_go else _("Nothing begins before Go is given.")


def _version_of(seen: OperationView) -> int:
    return seen.standing.version if seen.standing is not None else 0


def _teams_told(teams: tuple[TeamRow, ...]) -> str:
    """How many are where they should be, and how many have done their work."""
    there = sum(each.state == TEAM_STATES[TeamState.IN_PLACE] for each in teams)
    # A team that may begin has the same mark as one that is done, and has not been heard yet.
    if done := sum(each.state == TEAM_STATES[TeamState.DONE] and bool(each.heard) for each in teams):
        return _("{there} in place and {done} done, of {count} teams").format(there=there, done=done, count=len(teams))
    return ngettext("{heard} of {count} team in place", "{heard} of {count} teams in place", len(teams)).format(
        heard=there, count=len(teams)
    )


def countdown_text(left: timedelta) -> str:
    """How long until the hour, or since, to the second."""
    seconds = abs(round(left.total_seconds()))
    minutes, rest = divmod(seconds, SECONDS_A_MINUTE)
    hours, minutes = divmod(minutes, SECONDS_A_MINUTE)
    sign = "+" if left < timedelta(0) else "\N{MINUS SIGN}"
    return f"{sign}{hours:02d}:{minutes:02d}:{rest:02d}"


def log_line(desk: Desk, said: OperationSaying) -> LogLine:
    """One line, on the reader's clock."""
    zone = desk.reader.zone
    is_late = said.received - said.at > LATE
    return LogLine(
        time=desk.when(said.at),
        moment=said.at.isoformat(),
        member=said.member,
        text=saying_text(said, language=desk.reader.language),
        who=said.by_name,
        remark=_("Said at {said}, received at {received}.").format(
            said=hour_text(said.at, zone=zone), received=hour_text(said.received, zone=zone)
        )
        if is_late
        else "",
    )


def _clocks(desk: Desk, seen: OperationView) -> tuple[Clock, ...]:
    named: dict[str, list[str]] = {}
    for entry in _entries(seen, EntryKind.SITE):
        named.setdefault(entry.shape["zone"], []).append(entry.code)
    named.setdefault(desk.reader.zone.key, []).append(desk.viewer.member)
    named.setdefault("UTC", []).append("UTC")
    return tuple(
        Clock(", ".join(labels), zone, f"{local:%H:%M:%S}", offset_text(local))
        for zone, labels in named.items()
        for local in [desk.now.astimezone(ZoneInfo(zone))]
    )


def _pairs(desk: Desk, seen: OperationView, hour: datetime | None) -> tuple[tuple[str, str], ...]:
    operation, language = seen.operation, desk.reader.language
    zones = dict.fromkeys(
        [*(each.shape["zone"] for each in _entries(seen, EntryKind.SITE)), desk.reader.zone.key, "UTC"]
    )
    hours = [moment_text(hour, zone=ZoneInfo(zone), language=language) for zone in zones] if hour is not None else []
    span = " – ".join(
        moment_text(each, zone=desk.reader.zone, language=language)
        for each in (operation.first_hour, operation.last_hour)
    )
    return (
        (_("The hour"), "; ".join(hours) or _("not proposed yet")),
        (_("Sought between"), span),
        *((_("Abort word"), abort_text(each)) for each in _entries(seen, EntryKind.ABORT_WORD)),
        (_("Leads"), operation.member),
        (_("Plan"), _("Version {version}").format(version=seen.standing.version) if seen.standing else _("none yet")),
    )


def abort_text(entry: OperationEntry) -> str:
    """A word, and where it is said."""
    word, sites = entry.shape["word"], entry.shape["sites"]
    return _("{word} (at {sites})").format(word=word, sites=", ".join(sites)) if sites else word


def _flags(desk: Desk, seen: OperationView) -> tuple[Tile, ...]:
    version = _version_of(seen)
    latest: dict[str, OperationSaying] = {}
    for each in sorted(seen.sayings, key=lambda said: said.received):
        if each.kind == Saying.FLAG:
            latest[each.member] = each
    return (
        *(_flag(desk, member, latest.get(member), version) for member in sorted(seen.operation.members)),
        _victims(seen, language=desk.reader.language),
    )


def _flag(desk: Desk, member: str, said: OperationSaying | None, version: int) -> Tile:
    if said is None:
        return Tile(member, _("Not set"), tone="waiting", mark="waiting")
    by = _("{officer}, {when}").format(officer=said.by_name, when=desk.when(said.at))
    if Flag(said.detail["flag"]) is Flag.NO_GO:
        return Tile(member, pgettext("flag", "No-go"), by, tone="bad", mark="stop")
    if said.version != version:
        return Tile(member, _("Set for version {version}").format(version=said.version), by, tone="warn", mark="gap")
    return Tile(member, pgettext("flag", "Go"), by, tone="good", mark="ok")


def _victims(seen: OperationView, *, language: str) -> Tile:
    """Whether everybody who is found on site is looked after, as far as the reader may read."""
    label = _("Plan for people held on site")
    if seen.standing is None:
        return Tile(label, _("No plan yet"), tone="waiting", mark="waiting")
    if not seen.may_say_compliant:
        return Tile(label, _("Your bureau does not read this"), tone="waiting", mark="waiting")
    if is_compliant(seen.broken):
        return Tile(label, _("Compliant"), tone="good", mark="ok")
    first = next(each for each in seen.broken if not is_compliant([each]))
    return Tile(label, _("Not compliant"), broken_text(first, language=language), tone="bad", mark="stop")


def _team(desk: Desk, seen: OperationView, entry: OperationEntry) -> TeamRow:
    plan = seen.standing.plan if seen.standing is not None else None
    places = [each for each in plan.teams if each.team == entry.code] if plan is not None else []
    is_stopped = any(_is_stopped(seen, entry, each.site) for each in places)
    heard = [
        each
        for each in seen.sayings
        if each.kind == Saying.CHECK_IN and each.detail.get("team") == entry.code and each.member == entry.member
    ]
    last = latest_word(heard)
    may_begin = any(each in seen.released for each in places)
    said = TeamState(last.detail["state"]) if last is not None else None
    after = after_abort(Work(entry.shape["work"]), said) if is_stopped and not may_begin else None
    if after is not None:
        state, text = AFTERMATHS[after], str(AFTERMATH_WORDS[after])
    elif said is not None:
        state, text = TEAM_STATES[said], str(TEAM_STATE_WORDS[said])
    else:
        state, text = ("in_force", _("May begin")) if may_begin else ("waiting", _("Not heard yet"))
    return TeamRow(
        code=entry.code,
        member=entry.member,
        site=", ".join(sorted(each.site for each in places)) or _("not sent"),
        work=str(WORK_WORDS[Work(entry.shape["work"])]),
        people=entry.shape["people"],
        state=state,
        text=text,
        heard=desk.when(last.at) if last is not None else "",
        remark=log_line(desk, last).remark if last is not None else "",
        is_own=entry.member == desk.viewer.member,
    )


def _is_stopped(seen: OperationView, team: OperationEntry, site: str) -> bool:
    grounds = {each.code: each.member for each in _entries(seen, EntryKind.SITE)}
    return any(each.stops(sent_by=team.member, site=site, ground=grounds.get(site, "")) for _said, each in seen.aborts)


def latest_word(heard: Iterable[OperationSaying]) -> OperationSaying | None:
    """What a team says of itself now. A call for help stands until it says something later, which arrived later too.

    A telephone's clock may be slow, and it may send later what it said before.
    """
    said = sorted(heard, key=lambda each: (each.at, each.received))
    for call in reversed([each for each in said if each.detail["state"] == TeamState.NEEDS_HELP]):
        if not any(each.received > call.received and each.at > call.at for each in said):
            return call
    return said[-1] if said else None


def _counts(seen: OperationView, *, language: str) -> tuple[Tile, ...]:
    """What the reader may read, added up: what it may not read is in no number."""
    sites, targets = _entries(seen, EntryKind.SITE), _entries(seen, EntryKind.TARGET)
    persons = sum(sum(each.shape["languages"].values()) for each in sites)
    beds = sum(each.shape["beds"] for each in _entries(seen, EntryKind.RECEPTION))
    kits = _entries(seen, EntryKind.KIT)
    at = sorted({site for each in kits for site in each.shape["sites"]})
    paths = sum(each.shape["hand_over"] is not None for each in targets)
    languages = {each for site in sites for each in site.shape["languages"]}
    return (
        Tile(_("Sites"), str(len(sites)), ", ".join(each.code for each in sites)),
        Tile(_("Targets"), str(len(targets)), _("{count} with a path after the arrest").format(count=paths)),
        Tile(_("Persons on site"), str(persons), _("estimate; all are received")),
        Tile(_("Beds outside detention"), _("{beds} for {persons}").format(beds=beds, persons=persons)),
        *((Tile(_("Exhibit kits"), str(sum(each.shape["kits"] for each in kits)), ", ".join(at)),) if kits else ()),
        Tile(
            _("Languages"),
            str(len(languages)),
            ", ".join(sorted(language_text(each, language=language) for each in languages)),
        ),
    )


def _entries(seen: OperationView, kind: EntryKind) -> list[OperationEntry]:
    return [each for each in seen.entries if each.kind == kind]


def codes_of(entries: Iterable[OperationEntry], kind: EntryKind) -> list[str]:
    """The codes of one kind."""
    return [each.code for each in entries if each.kind == kind]
