"""Shapes of the REST API: the table of a month, and unusual ways of searching."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from interlace.bureaus.people.models import Signal
from interlace.foundation.http.routing import Listing
from interlace.foundation.localize.formats import moment_text
from interlace.foundation.localize.reader import Reader
from interlace.oversight.usage.monthly import COLUMNS, UnitMonth
from interlace.oversight.usage.words import pattern_name, reason_text


class UsageIn(Schema):
    """Which month."""

    month: str = Field("", pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$", description="`2026-11`; this month without.")


class UnitUsageOut(Schema):
    """A month of the own bureau or of a domestic unit under it. Every number is of what it did or was told itself."""

    unit: UUID
    name: str
    checks: int = Field(..., description="Questions typed or sent in lists.")
    hits: int = Field(..., description="Different hits that these told it of, as far as the caller may know.")
    false_hits: int = Field(..., description='Those of them that their owner answered "different".')
    contributed: int = Field(..., description="Rows that became facts.")
    refused: int = Field(..., description="Rows with a fault, or not taken over.")
    answer_hours: float | None = Field(..., description="Median until an owner's first answer.")
    check_hours: float | None = Field(..., description="Median until the bureau decided on rows handed in.")
    alone: int = Field(..., description="Emergency releases by one officer, as far as the caller may know.")
    unreviewed: int = Field(..., description="Those of them that nobody else reviewed within 24 hours.")

    @classmethod
    def of(cls, row: UnitMonth) -> Self:
        """One row of the table."""
        return cls(unit=row.unit, name=row.name, **{name: getattr(row, name) for name in COLUMNS})


class UsageOut(Listing[UnitUsageOut]):
    """The table of one month, the own bureau first."""

    month: date = Field(..., description="Its first day, by the bureau's own clock.")


class SignalOut(Schema):
    """Something unusual about how an officer searches: a reason to look, never a finding."""

    id: UUID
    officer: UUID
    officer_name: str
    pattern: str
    words: str = Field(..., description="Pattern and numbers as people read them; never what was searched for.")
    first: datetime
    last: datetime
    noticed: datetime
    state: Signal.State
    decided: datetime | None
    decided_by: str
    reason: str

    @classmethod
    def of(cls, signal: Signal, names: Mapping[UUID, str], reader: Reader) -> Self:
        """The kept one."""

        def when(moment: datetime) -> str:
            return moment_text(moment, zone=reader.zone, language=reader.language)

        return cls(
            id=signal.pk,
            officer=signal.officer,
            officer_name=names.get(signal.officer, ""),
            pattern=signal.rule,
            words=f"{pattern_name(signal)}: {reason_text(signal, zone_text=when)}",
            first=signal.first,
            last=signal.last,
            noticed=signal.noticed,
            state=Signal.State(signal.state),
            decided=signal.decided,
            decided_by=signal.decided_by_name,
            reason=signal.reason,
        )


class SignalDecisionIn(Schema):
    """Why it is decided so."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(..., min_length=1, max_length=500)
