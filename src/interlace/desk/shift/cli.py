"""The commands `interlace shift`: who is on duty, the rota, holidays, own ways and alerts, drills, the handover."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.procedure.rota import Seat, gaps_between, on_duty
from interlace.desk.shift import holidays as kept_holidays
from interlace.desk.shift import planning, ways
from interlace.desk.shift.models import Way
from interlace.desk.shift.planning import Taker, TurnTerms
from interlace.desk.shift.rotas import holidays_of, rota_of, turns_of
from interlace.desk.shift.rules import require_reader
from interlace.desk.shift.schemas import AlertOut, DrillOut, HandoverOut, ShiftNoteOut, SignedHandoverOut, TurnOut
from interlace.desk.shift.words import SEAT_WORDS, WHY_WORDS, names_of, who, word
from interlace.desk.waking.alerts import answer_alerts, own_alerts
from interlace.desk.waking.drills import drill_of, drills_of, hold_drill
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.roles import Verb
from interlace.screening.handover import actions as handing_over
from interlace.screening.profile import CODE_HELP, aware, show_code
from interlace.screening.rules import require_verb

DUTY_COLUMNS = {
    "seat": gettext_lazy("As"),
    "who": gettext_lazy("Who"),
    "starts": gettext_lazy("Begins"),
    "ends": gettext_lazy("Ends"),
}
TURN_COLUMNS = {
    "weekday": gettext_lazy("Day of the week"),
    "starts": gettext_lazy("Begins"),
    "ends": gettext_lazy("Ends"),
    "seat": gettext_lazy("As"),
    "who": gettext_lazy("Who"),
    "id": gettext_lazy("Turn"),
}
ALERT_COLUMNS = {
    "raised": gettext_lazy("Raised"),
    "is_drill": gettext_lazy("Drill"),
    "answered": gettext_lazy("Answered"),
    "is_over": gettext_lazy("Over"),
}
DRILL_COLUMNS = {
    "officer": gettext_lazy("Officer"),
    "answered": gettext_lazy("Answered"),
    "attempts": gettext_lazy("Attempts"),
}
WAY_COLUMNS = {"kind": gettext_lazy("By"), "address": gettext_lazy("Address or number"), "id": gettext_lazy("Way")}
HOLIDAY_COLUMNS = {"day": gettext_lazy("Day"), "name": gettext_lazy("Name"), "source": gettext_lazy("Known from")}
NOTE_COLUMNS = {
    "text": gettext_lazy("Note"),
    "promised_by": gettext_lazy("Promised by"),
    "due": gettext_lazy("Due"),
    "id": gettext_lazy("Number"),
}

_Hour = click.DateTime(["%H:%M"])
_Day = click.DateTime(["%Y-%m-%d"])
_Moment = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


@click.group(cls=ExampleGroup, example="interlace shift now --as TH")
def shift() -> None:
    """Who is on duty, how officers are woken, and whether they come."""


@shift.command("now", example="interlace shift now --as TH")
@declare("shift.on-duty", SurfaceKind.COMMAND)
def show_duty() -> None:
    """Who is on duty now; with nobody, why, and when that is so in the coming fourteen days."""
    officer, viewer, now = _officer()
    require_reader(viewer)
    rota = rota_of(viewer, officer.bureau, now=now)
    names = names_of(viewer.member)
    rows = [
        {
            "seat": str(SEAT_WORDS[each.seat]),
            "who": who(names, officer=each.post.officer, role=each.post.role),
            "starts": _told(each.starts),
            "ends": _told(each.ends),
        }
        for each in on_duty(rota, now).shifts
    ]
    gaps = gaps_between(rota, now, now + timedelta(days=14))
    rows += [
        {"seat": "", "who": word(WHY_WORDS, gap.why), "starts": _told(gap.starts), "ends": _told(gap.ends)}
        for gap in gaps
    ]
    show(rows, columns=DUTY_COLUMNS)


@shift.command("rota", example="interlace shift rota --as TH")
@declare("shift.show-rota", SurfaceKind.COMMAND)
def show_rota() -> None:
    """The turns of the week."""
    officer, viewer, now = _officer()
    names = names_of(viewer.member)
    rows = [
        {
            **TurnOut.of(each).model_dump(mode="json"),
            "who": who(names, officer=each.officer, role=each.role),
        }
        for each in turns_of(viewer, officer.bureau, now=now)
    ]
    show(rows, columns=TURN_COLUMNS)


@shift.command(
    "plan", example="interlace shift plan --days 0,1,2,3,4 --from 07:00 --to 19:00 --officer th.desk --as th.head"
)
@click.option("--days", required=True, help="Days of the week by number, 0 is Monday: 0,1,2.")
@click.option("--from", "starts", type=_Hour, required=True)
@click.option("--to", "ends", type=_Hour, required=True, help="Not after the beginning: on the next day.")
@click.option("--officer", default="", help="User name of who takes it.")
@click.option("--role", default="", help="Or the role of who takes it.")
@click.option("--seat", type=click.Choice([seat.value for seat in Seat]), default=Seat.DESK.value, show_default=True)
@click.option("--on-holidays", is_flag=True, help="It holds on holidays too.")
@declare("shift.plan", SurfaceKind.COMMAND)
def plan(  # noqa: PLR0917 - click passes every option by name
    days: str, starts: datetime, ends: datetime, officer: str, role: str, seat: str, on_holidays: bool
) -> None:
    """Plan a turn on these days of every week."""
    actor, viewer, now = _officer()
    made = planning.add_turns(
        viewer,
        actor.bureau,
        weekdays=frozenset(int(each) for each in days.replace(",", " ").split() if each.isdecimal()),
        terms=TurnTerms(starts.time(), ends.time(), Taker(officer, role), Seat(seat)),
        since=now.date(),
        on_holidays=on_holidays,
        now=now,
    )
    show((TurnOut.of(each).model_dump(mode="json") for each in made), columns=TURN_COLUMNS)


@shift.command("unplan", example="interlace shift unplan 5d2c... --as th.head")
@click.argument("turn_id", type=click.UUID)
@declare("shift.unplan", SurfaceKind.COMMAND)
def unplan(turn_id: UUID) -> None:
    """Take a turn out of the week."""
    officer, viewer, now = _officer()
    planning.remove_turn(viewer, officer.bureau, turn_id, now=now)


@shift.command("day", example="interlace shift day 2026-12-25 --from 08:00 --to 20:00 --officer th.desk --as th.head")
@click.argument("day", type=_Day)
@click.option("--from", "starts", type=_Hour, default=None)
@click.option("--to", "ends", type=_Hour, default=None)
@click.option("--officer", default="", help="User name of who takes it.")
@click.option("--role", default="", help="Or the role of who takes it.")
@declare("shift.day", SurfaceKind.COMMAND)
def plan_day(day: datetime, starts: datetime | None, ends: datetime | None, officer: str, role: str) -> None:
    """Plan DAY instead of the week; without times nobody is there."""
    actor, viewer, now = _officer()
    terms = TurnTerms(starts.time(), ends.time(), Taker(officer, role)) if starts and ends else None
    made = planning.plan_day(viewer, actor.bureau, day.date(), terms=terms, now=now)
    show_one({"id": str(made.id), "day": made.day.isoformat()})


@shift.command("holidays", example="interlace shift holidays kr-2027.ics --source 'Official gazette' --as kr.head")
@click.argument("path", required=False)
@click.option("--source", default="", help="Where they are known from.")
@declare("shift.holidays", SurfaceKind.COMMAND)
def holidays(path: str | None, source: str) -> None:
    """Take in the holidays of the CSV or iCalendar file PATH, or list those that are known."""
    _actor, viewer, now = _officer()
    if path is not None:
        kept_holidays.take_in_holidays(viewer, _content_of(path), source=source, now=now)
    found = holidays_of(viewer, now=now)
    rows = ({"day": each.day.isoformat(), "name": each.name, "source": each.source} for each in found)
    show(rows, columns=HOLIDAY_COLUMNS)


@shift.command("ways", example="interlace shift ways --add 'sms: +66 2 000 0143' --as TH")
@click.option("--add", "added", default="", help="sms or email, a colon, and the number or address.")
@click.option("--remove", "removed", type=click.UUID, default=None, help="One of the list.")
@declare("shift.ways", SurfaceKind.COMMAND)
def list_ways(added: str, removed: UUID | None) -> None:
    """How one is alerted beside the screen; add or remove a way."""
    _actor, viewer, now = _officer()
    if added:
        kind, _colon, address = added.partition(":")
        ways.add_way(viewer, kind=kind.strip().lower(), address=address.strip(), now=now)
    if removed is not None:
        ways.remove_way(viewer, removed, now=now)
    show((_way_row(each) for each in ways.ways_of(viewer, now=now)), columns=WAY_COLUMNS)


@shift.command("alerts", example="interlace shift alerts --as TH")
@declare("shift.alerts", SurfaceKind.COMMAND)
def list_alerts() -> None:
    """One's own alerts, the latest first."""
    _actor, viewer, now = _officer()
    found = own_alerts(viewer, now=now)
    show((AlertOut.of(each).model_dump(mode="json") for each in found), columns=ALERT_COLUMNS)


@shift.command("here", example="interlace shift here --as TH")
@declare("shift.here", SurfaceKind.COMMAND)
def answer() -> None:
    """Say that one has come: nobody else is woken for what waits."""
    _actor, viewer, now = _officer()
    show_one({"answered": answer_alerts(viewer, now=now) > 0})


@shift.command("drill", example="interlace shift drill --as TH")
@click.option("--result", is_flag=True, help="Only show the latest one's result.")
@declare("shift.drill", SurfaceKind.COMMAND)
def drill(result: bool) -> None:
    """Wake whoever is on duty and whoever comes next, to see whether they come; then read --result."""
    officer, viewer, now = _officer()
    if result:
        sheets = drills_of(viewer, officer.bureau, now=now, most=1)
    else:
        held = hold_drill(viewer, officer.bureau, now=now)
        sheets = [drill_of(viewer, officer.bureau, held.id, now=now)]
    rows = (
        {
            "officer": row.officer,
            "answered": row.answered.isoformat(timespec="seconds") if row.answered else "",
            "attempts": [f"{each.kind}: {each.state} {each.code}".strip() for each in row.deliveries],
        }
        for sheet in sheets
        for row in DrillOut.of(sheet).rows
    )
    show(rows, columns=DRILL_COLUMNS)


@shift.command("handover", example="interlace shift handover --as TH")
@declare("shift.show-handover", SurfaceKind.COMMAND)
def show_handover() -> None:
    """What is open for the next shift, and who has signed it; the digest is what is signed."""
    _actor, viewer, now = _officer()
    require_verb(viewer, Verb.ANSWER)
    found = handing_over.shift_of(viewer, now=now)
    assert found is not None, "whoever answers has a desk"
    told = HandoverOut.of(found).model_dump(mode="json")
    if options().format is Format.TABLE:
        show(told["notes"], columns=NOTE_COLUMNS)
        del told["notes"]
    show_one(told)


@shift.command("note", example="interlace shift note 'KR waits for TH-2026-31' --due '2026-07-14 18:00' --as TH")
@click.argument("text")
@click.option("--promised-by", default="", help="Who promised it.")
@click.option("--due", type=_Moment, default=None, help="Until when, in your time zone.")
@declare("shift.note", SurfaceKind.COMMAND)
def write_note(text: str, promised_by: str, due: datetime | None) -> None:
    """Leave a note for the next shift. Name the item, not the person: what others own stays in its item."""
    _actor, viewer, now = _officer()
    written = handing_over.write_note(viewer, text=text, promised_by=promised_by, due=aware(due), now=now)
    show_one(ShiftNoteOut.of(written).model_dump(mode="json"))


@shift.command("done", example="interlace shift done 5d2c... --as TH")
@click.argument("note_id", type=click.UUID)
@declare("shift.done", SurfaceKind.COMMAND)
def finish_note(note_id: UUID) -> None:
    """Say that what a note asks for is done: it leaves the list."""
    _actor, viewer, now = _officer()
    handing_over.finish_note(viewer, note_id, now=now)


@shift.command("give", example="interlace shift give --digest 3f5a... --as TH")
@click.option("--digest", required=True, help="Digest of the notes that were read; it must be what is signed.")
@click.option("--code", default="", help=CODE_HELP)
@declare("shift.give", SurfaceKind.COMMAND)
def give(digest: str, code: str) -> None:
    """Sign the open notes as the one who leaves."""
    _actor, viewer, now = _officer()
    require_verb(viewer, Verb.ANSWER)
    show_code(code)
    given = handing_over.give_shift(viewer, digest=digest, now=now)
    show_one(SignedHandoverOut.of(given).model_dump(mode="json"))


@shift.command("take", example="interlace shift take 5d2c... --digest 3f5a... --as TH")
@click.argument("handover_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of the notes that were read; it must be what is signed.")
@click.option("--code", default="", help=CODE_HELP)
@declare("shift.take", SurfaceKind.COMMAND)
def take(handover_id: UUID, digest: str, code: str) -> None:
    """Sign the same notes as the one who comes: from here on they are one's own."""
    _actor, viewer, now = _officer()
    require_verb(viewer, Verb.ANSWER)
    show_code(code)
    taken = handing_over.take_shift(viewer, handover_id, digest=digest, now=now)
    show_one(SignedHandoverOut.of(taken).model_dump(mode="json"))


def _officer() -> tuple[Officer, Viewer, datetime]:
    officer = officer_of_profile(options().profile)
    return officer, viewer_of(officer), timezone.now()


def _way_row(each: Way) -> dict[str, str]:
    return {"kind": each.kind, "address": each.address, "id": str(each.id)}


def _told(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes")


def _content_of(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None
