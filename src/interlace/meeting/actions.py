"""What an officer does with a meeting: calls it, judges links on its agenda, agrees on actions and ends them.

Nothing that was said is changed; what was agreed stays on the table of the series until it ended.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import connection, transaction

from interlace.cases.labels import kept_until, shared_label
from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.meeting import ledger_events
from interlace.meeting.finding import action_of, at_meeting, link_of
from interlace.meeting.models import ActionEnd, ActionEnding, AgreedAction, Finding, LinkVerdict, Meeting
from interlace.meeting.rules import error_of, require_caller, require_seat

LONGEST_TITLE, LONGEST_TEXT = 200, 500


@dataclass(frozen=True, slots=True)
class MeetingTerms:
    """When and where a meeting is held, about what, and which bureaus are asked to come."""

    title: str
    held_on: date
    bureaus: frozenset[str]
    place: str = ""
    after: UUID | None = None
    """The meeting of the same series that it follows: what is open there stays on the table."""


@dataclass(frozen=True, slots=True)
class ActionTerms:
    """What is agreed: who does what, until when, and who of the table may read it."""

    text: str
    owner: str
    due: date
    readers: frozenset[str] = frozenset()
    """Nobody named: everybody at the table."""


@transaction.atomic
def call_meeting(viewer: Viewer, terms: MeetingTerms, *, now: datetime) -> Meeting:
    """Call a meeting, the first of a series or the next of one. Everybody who is asked reads who else is."""
    require_caller(viewer)
    title = _text(terms.title, "title", most=LONGEST_TITLE)
    invited = sorted(terms.bureaus - {viewer.member})
    if not invited:
        raise error_of("bureaus_missing")
    if Member.objects.filter(code__in=invited, status=Member.Status.ACTIVE).count() != len(invited):
        raise error_of("bureau_unknown")
    new = uuid4()
    series = _series(viewer, terms, now=now) if terms.after is not None else new
    bureaus = sorted([viewer.member, *invited])
    label = intern(shared_label(viewer.member, audience=bureaus, purpose=viewer.purpose, until=kept_until(now)))
    with acting(viewer, now=now):
        meeting = Meeting(
            id=new,
            series=series,
            member=viewer.member,
            label_id=label,
            purpose=viewer.purpose,
            reference=viewer.reference.strip()[:120],
            title=title,
            held_on=terms.held_on,
            place=terms.place.strip()[:LONGEST_TITLE],
            bureaus=bureaus,
            called=now,
            called_by=UUID(viewer.id),
            called_by_name=viewer.officer_name,
        )
        meeting.save(force_insert=True)
        log_on_meeting(ledger_events.MEETING_CALLED, viewer, meeting, now=now, detail={"bureaus": list(bureaus)})
        return meeting


@transaction.atomic
def judge_link(
    viewer: Viewer, meeting_id: UUID, link_id: UUID, finding: Finding, *, reason: str = "", now: datetime
) -> LinkVerdict:
    """Say whether two cases meet. Only an officer of one of their bureaus does; a no and a doubt have a reason."""
    require_seat(viewer)
    said = reason.strip()[:LONGEST_TEXT]
    with at_meeting(viewer, meeting_id, now=now) as (matter, meeting):
        link = link_of(matter, meeting, link_id)
        if matter.member not in {link.bureau_a, link.bureau_b}:
            raise error_of("not_your_case")
        if finding is not Finding.MEET and not said:
            raise error_of("reason_missing")
        verdict = LinkVerdict(
            link=link,
            member=matter.member,
            label_id=link.label_id,
            officer=UUID(matter.id),
            officer_name=matter.officer_name,
            finding=finding,
            reason=said,
            at=now,
        )
        verdict.save(force_insert=True)
        detail: dict[str, JsonValue] = {"link": str(link.id), "finding": finding.value}
        log_on_meeting(ledger_events.LINK_JUDGED, matter, meeting, now=now, detail=detail)
        return verdict


@transaction.atomic
def agree_on_action(viewer: Viewer, meeting_id: UUID, terms: ActionTerms, *, now: datetime) -> AgreedAction:
    """Write down what was agreed, for the whole table or for some of it."""
    require_seat(viewer)
    text = _text(terms.text, "text", most=LONGEST_TEXT)
    with at_meeting(viewer, meeting_id, now=now) as (matter, meeting):
        table = frozenset(meeting.bureaus)
        readers = (terms.readers or table) | {matter.member, terms.owner}
        if terms.owner not in table:
            raise error_of("owner_not_invited")
        if not readers <= table:
            raise error_of("readers_not_invited")
        label = _label(matter, readers, now=now)
        agreed = AgreedAction(
            series=meeting.series,
            meeting=meeting,
            member=matter.member,
            label_id=label,
            owner=terms.owner,
            readers=sorted(readers),
            text=text,
            due=terms.due,
            at=now,
            by=UUID(matter.id),
            by_name=matter.officer_name,
        )
        agreed.save(force_insert=True)
        detail: dict[str, JsonValue] = {"action": str(agreed.id), "owner": agreed.owner}
        log_on_meeting(ledger_events.ACTION_AGREED, matter, meeting, now=now, detail=detail)
        return agreed


@transaction.atomic
def end_action(
    viewer: Viewer, meeting_id: UUID, action_id: UUID, ending: ActionEnding, *, outcome: str = "", now: datetime
) -> ActionEnd:
    """Say that an action is done, or that it was dropped and why. Also at a later meeting of the series."""
    require_seat(viewer)
    said = outcome.strip()[:LONGEST_TEXT]
    with at_meeting(viewer, meeting_id, now=now) as (matter, meeting):
        action = action_of(matter, meeting, action_id)
        _alone_with(action.id)
        if matter.member not in {action.owner, action.member}:
            raise error_of("not_your_action")
        if ActionEnd.objects.visible_to(matter).filter(action=action).exists():
            raise error_of("action_ended")
        if ending is ActionEnding.DROPPED and not said:
            raise error_of("reason_missing")
        end = ActionEnd(
            action=action,
            member=matter.member,
            label_id=action.label_id,
            ending=ending,
            outcome=said,
            at=now,
            by=UUID(matter.id),
            by_name=matter.officer_name,
        )
        end.save(force_insert=True)
        detail: dict[str, JsonValue] = {"action": str(action.id), "ending": ending.value}
        log_on_meeting(ledger_events.ACTION_ENDED, matter, meeting, now=now, detail=detail)
        return end


def log_on_meeting(
    event: Event, viewer: Viewer, meeting: Meeting, *, now: datetime, detail: dict[str, JsonValue]
) -> None:
    """One leaf of the own bureau, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=meeting.id,
        now=now,
        purpose=meeting.purpose,
        reference=meeting.reference,
        detail=detail,
    )


def _series(viewer: Viewer, terms: MeetingTerms, *, now: datetime) -> UUID:
    assert terms.after is not None
    with at_meeting(viewer, terms.after, now=now) as (matter, before):
        if before.member != matter.member:
            raise error_of("not_the_host")
        if terms.held_on < before.held_on:
            raise error_of("date_before")
        return before.series


def _alone_with(action: UUID) -> None:
    """Until the end of the transaction nobody else ends this action: rows of it can be neither changed nor locked."""
    number = int.from_bytes(sha256(b"agreed action" + action.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])


def _label(viewer: Viewer, readers: Collection[str], *, now: datetime) -> int:
    """The label of words for these bureaus; usable at once. A context must be open."""
    found = intern(shared_label(viewer.member, audience=readers, purpose=viewer.purpose, until=kept_until(now)))
    context_of.refresh()
    return found


def _text(given: str, name: str, *, most: int) -> str:
    said = given.strip()
    if not said:
        raise error_of(f"{name}_missing")
    if len(said) > most:
        raise error_of("text_too_long")
    return said
