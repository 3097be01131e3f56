"""The commands `interlace hit`: a hit on its ladder, step by step."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Move, Urgency
from interlace.facts.ordering import end_of
from interlace.facts.sharing import RESTRICTIONS
from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.answers import reasons_out
from interlace.screening.cli.checks import URGENCIES
from interlace.screening.hits import actions, releases
from interlace.screening.models import HitSide, Release
from interlace.screening.profile import CODE_HELP, DRY_RUN_HELP, aware, language, show_code, trial, viewer
from interlace.screening.queries import OPEN_STATES, hit_of, hits_of, matter_of_hit, reads_no_answer, release_of
from interlace.screening.rendering import hit_out
from interlace.screening.schemas import ReleaseOut
from interlace.screening.words import band_word, known_sentence, state_word

HIT_COLUMNS = {
    "hit": gettext_lazy("Hit"),
    "counterpart": gettext_lazy("Bureau"),
    "state": gettext_lazy("State"),
    "band": gettext_lazy("Strength"),
    "due": gettext_lazy("Due"),
}
REASON_COLUMNS = {"words": gettext_lazy("Reason"), "bits": gettext_lazy("Bits")}
RELEASE_HEADINGS = {
    "id": gettext_lazy("Release"),
    "to": gettext_lazy("To"),
    "state": gettext_lazy("State"),
    "fields": gettext_lazy("Fields"),
    "codes": gettext_lazy("Reservations"),
    "until": gettext_lazy("Until"),
    "digest": gettext_lazy("Digest to sign"),
    "proposed_by": gettext_lazy("Proposed by"),
}
REASON_HELP = "Why; the asker reads it."
RESTRICT_HELP = "What the asker may not do without asking (repeat it); without it the usual two."
HIT_EXAMPLE = "interlace hit list --as KR"

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)


@click.group(cls=ExampleGroup, example=HIT_EXAMPLE)
def hit() -> None:
    """Hits on their ladder: possible, asked, answered, released."""


@hit.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that nobody has answered yet.")
@declare("hit.list", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def list_(only_open: bool) -> None:
    """What is due first comes first."""
    now = timezone.now()
    sides = hits_of(viewer(), now=now, states=OPEN_STATES if only_open else ())
    show((side_row(side, now=now) for side in sides), columns=HIT_COLUMNS)


def side_row(side: HitSide, *, now: datetime) -> dict[str, Any]:
    """A hit as a row of a list."""
    due = side.confirmation_due if side.first_answered else side.first_answer_due
    return {
        "hit": str(side.hit),
        "party": side.party,
        "counterpart": side.counterpart,
        "state": _("No answer") if reads_no_answer(side, now=now) else state_word(side.state),
        "state_code": side.state,
        "band": band_word(side.band),
        "due": timezone.localtime(due).isoformat(timespec="minutes") if due and side.answered is None else "",
        "purpose": side.purpose,
        "reference": side.reference,
    }


@hit.command("show")
@click.argument("hit_id", type=click.UUID)
@declare("hit.show", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def show_hit(hit_id: UUID) -> None:
    """One hit: its state, our fields, and what the other side released."""
    now = timezone.now()
    view = hit_of(viewer(), hit_id, now=now)
    shown = hit_out(view, now=now, language=language()).model_dump(mode="json", by_alias=True)
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(shown)
        return
    record = shown["record"] or {"fields": [], "handling": ""}
    show_one(
        {
            **side_row(view.side, now=now),
            "known": shown["known"],
            "asked about": [f"{each['property']}={each['original']}" for each in shown["question"]],
            "ours": [f"{each['field']} {each['property']}={each['original']}" for each in shown["ours"]],
            "released": [f"{each['property']}={each['original']}" for each in record["fields"]],
            "handling": record["handling"],
            "answer": shown["answer_reason"],
            "to sign": [f"{each['id']} {each['digest']}" for each in shown["releases"] if each["state"] == "proposed"],
        }
    )


@hit.command()
@click.argument("hit_id", type=click.UUID)
@declare("hit.explain", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def explain(hit_id: UUID) -> None:
    """Why the machine sees a likeness, as far as the owner allows it to be told."""
    side = hit_of(viewer(), hit_id, now=timezone.now()).side
    reasons = [reason.model_dump() for reason in reasons_out(side)]
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one({"hit": str(side.hit), "band": side.band, "bits": side.bits, "model": side.model, "reasons": reasons})
        return
    show(reasons, columns=REASON_COLUMNS)
    if told := known_sentence(side.reasons, withheld=side.withheld and side.released is None):
        say(told)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--held-until", type=click.DateTime(), help="When the power to hold the person ends.")
@trying
@declare("hit.hold", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def hold(hit_id: UUID, held_until: datetime | None, dry_run: bool) -> None:
    """Say as the asker that the person or object is held."""
    _move(
        hit_id,
        lambda matter, now: actions.hold(matter, hit_id, held_until=aware(held_until), now=now),
        dry_run=dry_run,
    )


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--lend", multiple=True, type=click.UUID, help="Own field that the owner may see (repeat it).")
@click.option("--urgency", type=click.Choice(URGENCIES), default=Urgency.NORMAL.value, show_default=True)
@click.option("--held-until", type=click.DateTime(), help="When the power to hold the person ends.")
@trying
@declare("hit.ask", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def ask(hit_id: UUID, lend: tuple[UUID, ...], urgency: str, held_until: datetime | None, dry_run: bool) -> None:
    """Ask the owner to confirm."""
    _move(
        hit_id,
        lambda matter, now: actions.ask_owner(
            matter, hit_id, lend=lend, urgency=Urgency(urgency), held_until=aware(held_until), now=now
        ),
        dry_run=dry_run,
    )


@hit.command("first-answer")
@click.argument("hit_id", type=click.UUID)
@trying
@declare("hit.first_answer", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def first_answer(hit_id: UUID, dry_run: bool) -> None:
    """Say as the owner "we have it and are working on it"."""
    _move(hit_id, lambda matter, now: actions.first_answer(matter, hit_id, now=now), dry_run=dry_run)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@trying
@declare("hit.confirm", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def confirm(hit_id: UUID, reason: str, dry_run: bool) -> None:
    """Answer as the owner: the same."""
    _answer(hit_id, Move.CONFIRM, reason, dry_run=dry_run)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@trying
@declare("hit.reject", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def reject(hit_id: UUID, reason: str, dry_run: bool) -> None:
    """Answer as the owner: different."""
    _answer(hit_id, Move.DENY, reason, dry_run=dry_run)


@hit.command("cannot-tell")
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@trying
@declare("hit.cannot_tell", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def cannot_tell(hit_id: UUID, reason: str, dry_run: bool) -> None:
    """Answer as the owner: it cannot be told."""
    _answer(hit_id, Move.CANNOT_TELL, reason, dry_run=dry_run)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@trying
@declare("hit.undo", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def undo(hit_id: UUID, dry_run: bool) -> None:
    """Take the own answer back."""
    _move(hit_id, lambda matter, now: actions.undo_answer(matter, hit_id, now=now), dry_run=dry_run)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--field", "fields", multiple=True, required=True, help="Field to release (see `hit show`); repeat it.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Until when the asker may use it.")
@click.option("--restrict", multiple=True, type=click.Choice(sorted(RESTRICTIONS)), help=RESTRICT_HELP)
@click.option("--code", default="", help=CODE_HELP)
@trying
@declare("hit.release", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def release(  # noqa: PLR0917 - click passes every option by name
    hit_id: UUID, fields: tuple[str, ...], until: datetime, restrict: tuple[str, ...], code: str, dry_run: bool
) -> None:
    """Propose that the asker may read some fields; a second person signs."""
    matter, now = _at_work_on(hit_id)
    end = end_of(until.date(), zone=ZoneInfo(timezone.get_current_timezone_name()))
    codes = frozenset(RESTRICTIONS[word].value for word in restrict) if restrict else releases.USUAL_CODES
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        proposed = releases.propose_release(matter, hit_id, fields=fields, until=end, codes=codes, now=now)
        _show_release(proposed)


@hit.command()
@click.argument("release_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
@click.option("--code", default="", help=CODE_HELP)
@trying
@declare("hit.sign", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def sign(release_id: UUID, digest: str, code: str, dry_run: bool) -> None:
    """Sign a proposed release as the second person."""
    now = timezone.now()
    matter, _found = release_of(viewer(), release_id, now=now)
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        show_one(side_row(releases.approve_release(matter, release_id, digest=digest, now=now), now=now))


@hit.command()
@click.argument("release_id", type=click.UUID)
@trying
@declare("hit.refuse", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def refuse(release_id: UUID, dry_run: bool) -> None:
    """Decide against a proposed release as the second person."""
    now = timezone.now()
    matter, _found = release_of(viewer(), release_id, now=now)
    with trial() if dry_run else nullcontext():
        _show_release(releases.refuse_release(matter, release_id, now=now))


def _show_release(release: Release) -> None:
    show_one(ReleaseOut.of(release).model_dump(mode="json"), headings=RELEASE_HEADINGS)


def _answer(hit_id: UUID, verdict: Move, reason: str, *, dry_run: bool) -> None:
    _move(
        hit_id,
        lambda matter, now: actions.answer(matter, hit_id, verdict=verdict, reason=reason, now=now),
        dry_run=dry_run,
    )


def _move(hit_id: UUID, move: Callable[[Viewer, datetime], HitSide], *, dry_run: bool) -> None:
    """Make a move on the hit and show it after that, in earnest or as a trial."""
    matter, now = _at_work_on(hit_id)
    with trial() if dry_run else nullcontext():
        show_one(side_row(move(matter, now), now=now))


def _at_work_on(hit_id: UUID) -> tuple[Viewer, datetime]:
    """The profile under the hit's own purpose and reference, and the moment of the act."""
    now = timezone.now()
    return matter_of_hit(viewer(), hit_id, now=now), now
