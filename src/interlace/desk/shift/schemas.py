"""Shapes of the REST API: who is on duty, the rota, holidays, alerts and drills."""

from datetime import date, datetime, time
from typing import Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.core.procedure.rota import Duty, Gap, Post, Seat, Shift
from interlace.desk.shift.models import Alert, Delivery, RotaDay, RotaTurn, Way, WayKind
from interlace.desk.shift.planning import Taker, TurnTerms
from interlace.desk.waking.drills import DrillSheet
from interlace.foundation.http.moments import Moment
from interlace.screening.handover.actions import Shift as ShiftHandedOver
from interlace.screening.handover.models import Handover, HandoverNote


class PostOut(Schema):
    """Who takes a turn: one officer, or whoever holds a role."""

    officer: str
    role: str

    @classmethod
    def of(cls, post: Post) -> Self:
        """The post of the rota."""
        return cls(officer=post.officer, role=post.role)


class ShiftOut(Schema):
    """One turn as it lies in time."""

    starts: datetime
    ends: datetime
    seat: Seat
    post: PostOut

    @classmethod
    def of(cls, shift: Shift) -> Self:
        """The shift of the rota."""
        return cls(starts=shift.starts, ends=shift.ends, seat=shift.seat, post=PostOut.of(shift.post))


class GapOut(Schema):
    """A time in which nobody is on duty, with its reason."""

    starts: datetime
    ends: datetime
    why: str

    @classmethod
    def of(cls, gap: Gap) -> Self:
        """The gap of the rota."""
        return cls(starts=gap.starts, ends=gap.ends, why=gap.why.value)


class DutyOut(Schema):
    """Who is on duty at the caller's bureau now, and when nobody is in the coming fourteen days."""

    on_duty: list[ShiftOut]
    why_nobody: str | None
    gaps: list[GapOut]

    @classmethod
    def of(cls, duty: Duty, gaps: tuple[Gap, ...]) -> Self:
        """As the rota says."""
        return cls(
            on_duty=[ShiftOut.of(each) for each in duty.shifts],
            why_nobody=duty.why.value if duty.why else None,
            gaps=[GapOut.of(each) for each in gaps],
        )


class TurnIn(Schema):
    """A turn; exactly one of officer (a user name) and role is named."""

    model_config = ConfigDict(extra="forbid")

    starts: time
    ends: time
    seat: Seat = Seat.DESK
    officer: str = Field("", max_length=64)
    role: str = Field("", max_length=32)

    def terms(self) -> TurnTerms:
        """The same as the room knows it."""
        starts, ends = (each.replace(second=0, microsecond=0, tzinfo=None) for each in (self.starts, self.ends))
        return TurnTerms(starts, ends, Taker(self.officer, self.role), self.seat)


class WeeklyIn(TurnIn):
    """A turn on some days of every week; 0 is Monday."""

    weekdays: list[int] = Field(min_length=1, max_length=7)
    since: date
    until: date | None = None
    on_holidays: bool = False


class DayIn(Schema):
    """What holds on one day instead of the week; without a turn, nobody is there."""

    model_config = ConfigDict(extra="forbid")

    day: date
    turn: TurnIn | None = None


class TurnOut(Schema):
    """A turn of every week."""

    id: UUID
    weekday: int
    starts: time
    ends: time
    seat: str
    officer: UUID | None
    role: str
    since: date
    until: date | None
    on_holidays: bool

    @classmethod
    def of(cls, kept: RotaTurn) -> Self:
        """The kept turn."""
        return cls.model_validate(kept, from_attributes=True)


class DayOut(Schema):
    """The plan of one day."""

    id: UUID
    day: date
    starts: time | None
    ends: time | None
    seat: str
    officer: UUID | None
    role: str

    @classmethod
    def of(cls, kept: RotaDay) -> Self:
        """The kept plan."""
        return cls.model_validate(kept, from_attributes=True)


class RotaOut(Schema):
    """The week's pattern, and the single days from today on."""

    turns: list[TurnOut]
    days: list[DayOut]


class HolidayShape(Schema):
    """A day on which the member's offices are closed."""

    day: date
    name: str = Field(min_length=1, max_length=120)


class HolidaysIn(Schema):
    """Holidays, with where they are known from."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(min_length=1, max_length=240)
    days: list[HolidayShape] = Field(min_length=1, max_length=1000)


class HolidayOut(HolidayShape):
    """A holiday with where it is known from."""

    source: str
    as_of: date


class WayIn(Schema):
    """How the caller wants to be alerted beside the screen."""

    model_config = ConfigDict(extra="forbid")

    kind: WayKind
    address: str = Field(min_length=3, max_length=200)


class WayOut(Schema):
    """One of the caller's own ways."""

    id: UUID
    kind: str
    address: str

    @classmethod
    def of(cls, kept: Way) -> Self:
        """The kept way."""
        return cls(id=kept.id, kind=kept.kind, address=kept.address)


class DeliveryOut(Schema):
    """One attempt to reach somebody, and what became of it."""

    kind: str
    attempt: int
    state: str
    code: str
    ended: datetime | None

    @classmethod
    def of(cls, kept: Delivery) -> Self:
        """The kept attempt."""
        return cls(kind=kept.kind, attempt=kept.attempt, state=kept.state, code=kept.code, ended=kept.ended)


class AlertOut(Schema):
    """One of the caller's own alerts. It does not say what it is about: the inbox does."""

    id: UUID
    raised: datetime
    is_drill: bool
    answered: datetime | None
    is_over: bool
    deliveries: list[DeliveryOut]

    @classmethod
    def of(cls, alert: Alert) -> Self:
        """The kept alert."""
        return cls(
            id=alert.id,
            raised=alert.raised,
            is_drill=alert.drill_id is not None,
            answered=alert.answered,
            is_over=alert.over is not None,
            deliveries=[DeliveryOut.of(each) for each in alert.deliveries.all()],
        )


class AnsweredOut(Schema):
    """That the caller has come."""

    answered: bool


class DrillRowOut(Schema):
    """What became of one person in a drill."""

    officer: str
    answered: datetime | None
    deliveries: list[DeliveryOut]


class DrillOut(Schema):
    """The result of a drill."""

    id: UUID
    at: datetime
    held_by: str
    gap: str
    is_passed: bool
    rows: list[DrillRowOut]

    @classmethod
    def of(cls, sheet: DrillSheet) -> Self:
        """The sheet of a drill."""
        return cls(
            id=sheet.drill.id,
            at=sheet.drill.at,
            held_by=sheet.drill.by_name,
            gap=sheet.drill.gap,
            is_passed=sheet.is_passed,
            rows=[
                DrillRowOut(
                    officer=alert.officer_name,
                    answered=alert.answered,
                    deliveries=[DeliveryOut.of(each) for each in alert.deliveries.all()],
                )
                for alert in sheet.alerts
            ],
        )


class OverdueOut(Schema):
    """What a secretariat learns of a duty whose time is over."""

    owing: str
    waiting: str
    duty: str
    due: datetime
    at: datetime


class ShiftNoteIn(Schema):
    """A note for the next shift. It names the item, not the person: what others own stays in its item."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=500)
    promised_by: str = Field("", max_length=120)
    due: Moment | None = None


class ShiftNoteOut(Schema):
    """A note for the next shift: what is open, who promised it, until when."""

    id: UUID
    text: str
    promised_by: str
    due: datetime | None
    written_by: str
    at: datetime

    @classmethod
    def of(cls, note: HandoverNote) -> Self:
        """The kept note."""
        return cls(
            id=note.id, text=note.text, promised_by=note.promised_by, due=note.due, written_by=note.by_name, at=note.at
        )


class SignedHandoverOut(Schema):
    """A handover that one officer has signed, or both."""

    id: UUID
    digest: str
    given_by: str
    given: datetime
    taken_by: str
    taken: datetime | None

    @classmethod
    def of(cls, handover: Handover) -> Self:
        """The kept handover."""
        return cls(
            id=handover.id,
            digest=handover.digest,
            given_by=handover.given_by_name,
            given=handover.given,
            taken_by=handover.taken_by_name,
            taken=handover.taken,
        )


class HandoverOut(Schema):
    """What is open for the next shift, and who has signed it."""

    notes: list[ShiftNoteOut]
    digest: str = Field(description="SHA-256 of the notes as they are now: both sign the same.")
    waiting: SignedHandoverOut | None = Field(description="Given, and not taken over yet.")
    latest: SignedHandoverOut | None = Field(description="The last one that two have signed.")

    @classmethod
    def of(cls, shift: ShiftHandedOver) -> Self:
        """What the desk sees of its handover."""
        return cls(
            notes=[ShiftNoteOut.of(note) for note in shift.notes],
            digest=shift.digest,
            waiting=SignedHandoverOut.of(shift.waiting) if shift.waiting is not None else None,
            latest=SignedHandoverOut.of(shift.latest) if shift.latest is not None else None,
        )


class ShiftSignIn(Schema):
    """What is signed: the notes that were read."""

    model_config = ConfigDict(extra="forbid")

    digest: str = Field(pattern="^[0-9a-f]{64}$")
