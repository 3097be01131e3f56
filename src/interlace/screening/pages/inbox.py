"""S1 Inbox: what waits for this bureau, by due time. The list never reorders under the cursor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from interlace.core.handling import Action
from interlace.core.procedure.ladder import ANSWERS, Party, State, Urgency
from interlace.facts.describing import NAMES
from interlace.facts.pictures.kinds import PICTURES
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.acting import acting_in_every_matter
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.foundation.localize.formats import number_text
from interlace.foundation.localize.shown import ShownClock, ShownName
from interlace.screening.checks.permits import lapses, permits_to_sign
from interlace.screening.holdings import Statement
from interlace.screening.inbox_shown import InboxPage, QueueGroup
from interlace.screening.models import BatchPermit, HitSide, Release
from interlace.screening.pages.desk import PLAIN, icon_of, state_of, thing_name
from interlace.screening.pages.handover_view import handover_view, problems_of
from interlace.screening.presenting import Act, Handling, Pair, Preview, QueueItem
from interlace.screening.queries import desk_hits, hit_of, own_fields_of, reads_no_answer, releases_to_sign
from interlace.screening.queue import Place, Work, work_for
from interlace.screening.words import band_word

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_SEES = (Action.DISCOVER, Action.READ)


@require_GET
@declare("page.inbox", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def inbox(request: HttpRequest) -> HttpResponse:
    """The queue, and its first item beside it."""
    return inbox_page(request, desk_of(request))


def inbox_page(
    request: HttpRequest,
    desk: Desk,
    *,
    error: InterlaceError | None = None,
) -> HttpResponse:
    """S1, with what could not be done."""
    # Whatever reads here reads in one transaction, under every purpose of the officer at once.
    with acting_in_every_matter(desk.viewer, Action.READ, now=desk.now):
        to_sign = [
            *(_release_item(desk, each) for each in releases_to_sign(desk.viewer, now=desk.now)),
            *(_permit_item(desk, each) for each in permits_to_sign(desk.viewer, now=desk.now)),
        ]
        works = work_for(desk)
        sides = desk_hits(desk.viewer, now=desk.now)
        handover = handover_view(request, desk, error=error)
    groups = _groups(desk, sides, to_sign, works)
    items = [item for group in groups for item in group.items]
    chosen = next((item.id for item in items if item.preview_url), "")
    page = InboxPage(
        summary=_summary(items),
        handling=Handling(
            lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
            text=_(
                "Items show what each owner allows {bureau} to know. Nothing may be passed on without asking."
            ).format(bureau=desk.viewer.member),
        ),
        groups=tuple(_with_current(group, chosen) for group in groups),
        preview=_chosen_preview(desk, chosen, works, sides) if chosen else None,
        news_url=f"{reverse('inbox-news')}?{urlencode({'since': desk.now.isoformat()})}",
        show_new_url=reverse("inbox"),
        next_deadline=_("Checks of other bureaus and answers to yours come in here."),
        handover=handover,
        notices=() if error is None or problems_of(error) else (notice_of(error),),
    )
    status = 200 if error is None else status_of(error)
    return render(request, "screening/inbox.html", {"page": page}, status=status)


@require_GET
@declare("page.inbox.news", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def news(request: HttpRequest) -> HttpResponse:
    """How many items wait outside a list that was drawn before: the page asks, the list stays as it is."""
    desk = desk_of(request)
    since = _moment(request.GET.get("since", ""))
    waiting = 0
    if since is not None:
        with acting_in_every_matter(desk.viewer, Action.READ, now=desk.now):
            sides = desk_hits(desk.viewer, now=desk.now)
            proposals = releases_to_sign(desk.viewer, now=desk.now)
            permits = permits_to_sign(desk.viewer, now=desk.now)
            others = [each.came for each in work_for(desk)]
        came = [*others, *map(_came, sides), *(each.proposed for each in proposals), *(each.asked for each in permits)]
        waiting = sum(moment > since for moment in came)
    page = InboxPage(
        summary="",
        handling=Handling(text=""),
        groups=(),
        waiting_outside=waiting,
        show_new_url=reverse("inbox"),
        news_url=request.get_full_path(),
    )
    return render(request, "screening/_news.html", {"page": page})


@require_GET
@declare("page.inbox.preview", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def preview(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """One item beside the queue."""
    desk = desk_of(request)
    view = hit_of(desk.viewer, hit_id, now=desk.now)
    return render(request, "screening/_preview.html", {"preview": _preview(desk, view.side, view.own_fields)})


def _chosen_preview(desk: Desk, chosen: str, works: Sequence[Work], sides: Sequence[HitSide]) -> Preview | None:
    """The first item, whichever room it comes from."""
    work = next((each for each in works if each.item.id == chosen), None)
    if work is not None:
        return work.preview()
    side = next(each for each in sides if str(each.hit) == chosen)
    return _preview(desk, side, own_fields_of(desk.viewer, side, now=desk.now))


def _groups(
    desk: Desk,
    sides: Sequence[HitSide],
    to_sign: Sequence[tuple[datetime, QueueItem]],
    works: Sequence[Work],
) -> list[QueueGroup]:
    """Work with a deadline first, by due time; then what was answered, what is new, what others owe us."""
    due: list[tuple[datetime, QueueItem]] = []
    answered, new, theirs = [], [], []
    for side in sides:
        state = State(side.state)
        if side.party == Party.HOLDER and state is State.CONFIRMATION_REQUESTED:
            due.append(_asked_item(desk, side))
        elif state in ANSWERS:
            answered.append(_answered_item(desk, side))
        elif state is State.CONFIRMATION_REQUESTED:
            theirs.append(_waiting_item(desk, side))
        else:
            new.append(_new_item(desk, side))
    due += [*to_sign, *((each.due, each.item) for each in works if each.due is not None)]
    answered += _in_place(works, Place.ANSWERED)
    theirs += _in_place(works, Place.WAITING)
    groups = [QueueGroup(title, tuple(items)) for title, items in _by_due(desk, due)]
    for title, items in (
        (_("To take note of"), _in_place(works, Place.TOLD)),
        (_("Your turn, no clock runs"), _in_place(works, Place.OWN_TURN)),
        (_("Answered"), answered),
        (_("Possible, nobody has asked yet"), new),
        (_("Waiting for others"), theirs),
    ):
        if items:
            groups.append(QueueGroup(title, tuple(items)))
    return groups


def _in_place(works: Sequence[Work], place: Place) -> list[QueueItem]:
    return [each.item for each in works if each.due is None and each.place is place]


def _by_due(desk: Desk, due: Sequence[tuple[datetime, QueueItem]]) -> Iterator[tuple[str, list[QueueItem]]]:
    bounds = (
        (_("Overdue"), desk.now),
        (_("Next hour"), desk.now + HOUR),
        (_("Next 24 hours"), desk.now + DAY),
        (_("This week"), desk.now + WEEK),
        (_("Later"), None),
    )
    rest = sorted(due, key=lambda each: (each[0], each[1].id))
    for title, bound in bounds:
        here = [item for moment, item in rest if bound is None or moment <= bound]
        rest = rest[len(here) :]
        if here:
            yield title, here


def _asked_item(desk: Desk, side: HitSide) -> tuple[datetime, QueueItem]:
    """The holder owes the first answer, then the confirmation."""
    is_first = side.first_answered is None and not reads_no_answer(side, now=desk.now)
    due = (side.first_answer_due if is_first else side.confirmation_due) or desk.now
    places = {"bureau": side.counterpart, "thing": thing_name(side)}
    if not is_first:
        title = _("Confirm or reject: {thing}").format(**places)
    elif side.urgency == Urgency.HELD:
        title = _("First answer to {bureau} about a held person").format(**places)
    else:
        title = _("First answer to {bureau}: {thing}").format(**places)
    if reads_no_answer(side, now=desk.now):
        line = _("Nobody has answered yet: that reads no answer, never no.")
    else:
        line = _("Strength: {strength}. Asked by {bureau} {when}.").format(
            strength=band_word(side.band), bureau=side.counterpart, when=desk.when(side.asked or side.created)
        )
    item = _item(side, title, line, due=desk.when(due), clock=desk.clock(due, started=side.asked or side.created))
    return due, item


def _release_item(desk: Desk, release: Release) -> tuple[datetime, QueueItem]:
    due = release.proposed + SIGNED_WITHIN
    count = len(release.fields)
    title = ngettext(
        "Second person: release {count} field to {bureau}", "Second person: release {count} fields to {bureau}", count
    ).format(count=count, bureau=release.to)
    item = QueueItem(
        id=f"release-{release.id}",
        url=reverse("hit", args=[release.hit]),
        due=desk.when(due),
        clock=desk.clock(due, started=release.proposed),
        icon="two",
        title=title,
        owner=release.member,
        line=_("Asked by {officer}. You see the difference before you sign.").format(officer=release.proposed_by_name),
    )
    return due, item


def _permit_item(desk: Desk, permit: BatchPermit) -> tuple[datetime, QueueItem]:
    due = lapses(permit)
    title = ngettext(
        "Second person: check a list of {count} line", "Second person: check a list of {count} lines", permit.lines
    ).format(count=number_text(permit.lines, language=desk.reader.language))
    item = QueueItem(
        id=f"permit-{permit.id}",
        url=reverse("batch-permit", args=[permit.id]),
        due=desk.when(due),
        clock=desk.clock(due, started=permit.asked),
        icon="two",
        title=title,
        owner=permit.member,
        line=_("Asked by {officer}: {matter}. It is above the budget of a day.").format(
            officer=permit.asked_by_name, matter=desk.matter_text(permit.purpose, permit.reference)
        ),
    )
    return due, item


def _answered_item(desk: Desk, side: HitSide) -> QueueItem:
    titles: Mapping[State, str] = {
        State.CONFIRMED: _("{bureau} has confirmed"),
        State.NOT_CONFIRMED: _("{bureau} has answered: different"),
        State.INCONCLUSIVE: _("{bureau} cannot tell"),
    }
    title = titles[State(side.state)].format(bureau=side.counterpart)
    return _item(side, title, side.answer_reason, due=desk.when(side.answered or side.changed), clock=None)


def _waiting_item(desk: Desk, side: HitSide) -> QueueItem:
    due = side.confirmation_due or desk.now
    if reads_no_answer(side, now=desk.now):
        line = _("No answer: that is neither yes nor no. Ask by another way.")
    elif side.first_answered:
        line = _("{bureau} has it and is working on it.").format(bureau=side.counterpart)
    else:
        line = _("Asked {when}.").format(when=desk.when(side.asked or side.created))
    title = _("{bureau} is asked to confirm: {thing}").format(bureau=side.counterpart, thing=thing_name(side))
    return _item(side, title, line, due=desk.when(due), clock=desk.clock(due, started=side.asked or side.created))


def _new_item(desk: Desk, side: HitSide) -> QueueItem:
    strength = band_word(side.band)
    places = {"bureau": side.counterpart, "thing": thing_name(side), "strength": strength}
    if side.silent:
        title = _("{bureau} searched for something that we hold in silence").format(**places)
        line = _("{bureau} was answered no hit and does not know of this.").format(**places)
    elif side.party == Party.HOLDER and not side.question:
        title = _("Possible hit with {bureau}").format(**places)
        line = _("Strength: {strength}. {bureau} may ask you to confirm.").format(**places)
    elif side.party == Party.HOLDER:
        title = _("{bureau} has asked about something that we hold").format(**places)
        line = _("Strength: {strength}. Nobody waits for an answer.").format(**places)
    else:
        title = _("Possible hit with {bureau}: {thing}").format(**places)
        line = _("Strength: {strength}. Ask {bureau} to confirm.").format(**places)
    return _item(side, title, line, due=desk.when(side.created), clock=None)


def _item(side: HitSide, title: str, line: str, *, due: str, clock: ShownClock | None) -> QueueItem:
    name = _name(side)
    return QueueItem(
        id=str(side.hit),
        url=reverse("hit", args=[side.hit]),
        preview_url=reverse("inbox-preview", args=[side.hit]),
        due=due,
        clock=clock,
        icon=icon_of(side),
        title=title,
        owner=side.counterpart,
        name=name,
        code="" if name else _code(side),
        line=line,
    )


def _name(side: HitSide) -> ShownName | None:
    found = next((value for value in side.question if value["prop"] in NAMES), None)
    return shown_name(found.get("original") or found["value"]) if found else None


def _code(side: HitSide) -> str:
    told = [value for value in side.question if value["prop"] not in PICTURES]
    # A number says more than a date.
    found = next((value for value in told if value["prop"] not in PLAIN), told[0] if told else None)
    return (found.get("original") or found["value"]) if found else ""


def _with_current(group: QueueGroup, chosen: str) -> QueueGroup:
    return replace(group, items=tuple(replace(item, is_current=item.id == chosen) for item in group.items))


def _preview(desk: Desk, side: HitSide, own_fields: Sequence[Statement]) -> Preview:
    hit = side.hit
    own_name = next((shown_name(each.original) for each in own_fields if each.prop in NAMES), None)
    state, words = state_of(side, now=desk.now)
    pairs = []
    asked = side.asked or side.created
    if side.state == State.CONFIRMATION_REQUESTED:
        if side.first_answered is None and side.first_answer_due:
            pairs.append(Pair(_("First answer"), clock=desk.clock(side.first_answer_due, started=asked)))
        if side.confirmation_due:
            pairs.append(Pair(_("Confirmation"), clock=desk.clock(side.confirmation_due, started=asked)))
    if side.held_until:
        asker = side.counterpart if side.party == Party.HOLDER else side.member
        custody = _("{bureau} may hold until {when}").format(bureau=asker, when=desk.when(side.held_until))
        pairs.append(Pair(_("Custody"), text=custody))
    pairs.append(Pair(_("State"), state=state, text=words))
    pairs.append(Pair(_("Purpose"), text=desk.matter_text(side.purpose, side.reference)))
    acts = [Act(_("Compare"), reverse("hit", args=[hit]), is_main=True)]
    hint = ""
    if side.party == Party.HOLDER and side.state == State.CONFIRMATION_REQUESTED and side.first_answered is None:
        acts.append(Act(_("Send first answer"), reverse("hit-first-answer", args=[hit]), is_form=True))
        hint = _("“We have it and are working on it” counts as the first answer and stops the first clock.")
    return Preview(
        title=_("Hit with {bureau}").format(bureau=side.counterpart),
        name=own_name or _name(side),
        lines=_preview_lines(side),
        pairs=tuple(pairs),
        hint=hint,
        acts=tuple(acts),
    )


def _preview_lines(side: HitSide) -> tuple[str, ...]:
    if side.party == Party.HOLDER and side.state == State.CONFIRMATION_REQUESTED:
        if side.urgency == Urgency.HELD:
            text = _("{bureau} holds a person and asks {owner} to confirm the identity.")
        else:
            text = _("{bureau} asks {owner} to confirm.")
        return (text.format(bureau=side.counterpart, owner=side.member),)
    return ()


def _came(side: HitSide) -> datetime:
    """When the item came into this inbox."""
    if State(side.state) in ANSWERS:
        return side.answered or side.changed
    return side.asked or side.created


def _summary(items: Sequence[QueueItem]) -> str:
    urgent = sum(item.clock is not None and item.clock.tone in {"soon", "late"} for item in items)
    counted = ngettext("{count} item", "{count} items", len(items)).format(count=len(items))
    if not urgent:
        return counted
    soon = ngettext("{count} due within 30 minutes", "{count} due within 30 minutes", urgent).format(count=urgent)
    return _("{items}, {soon}").format(items=counted, soon=soon)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
