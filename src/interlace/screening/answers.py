"""Answers in the one shape that API, command line and export share.

"No hit" and "not for you" are the same bytes: an answer holds nothing that depends on what the asker may not discover.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ninja import Schema

from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Label
from interlace.foundation.localize.handling import handling_sentence
from interlace.screening.checks.actions import CheckResult, Found, HolderAnswer
from interlace.screening.hits.sides import Likeness, guard_of
from interlace.screening.holdings import Statement
from interlace.screening.models import CheckAnswer, HitSide
from interlace.screening.words import band_word, field_word, known_sentence, reason_word


class ReasonOut(Schema):
    """One reason of a likeness; weights only where the asker may read what was compared."""

    field: str
    code: str
    words: str
    bits: float | None = None


class FieldOut(Schema):
    """One value that the asker may read, with its handling."""

    property: str
    value: str
    original: str


class RecordOut(Schema):
    """The record behind a possible hit, for an asker who may read it."""

    id: str
    schema_: str
    fields: list[FieldOut]
    handling: str
    register_title: str | None = None
    legal_effect: str | None = None


class PossibleOut(Schema):
    """One possible hit: a machine sees a likeness, and nobody has confirmed it."""

    hit: str
    band: str
    words: str
    known: str
    reasons: list[ReasonOut]
    record: RecordOut | None = None


class BureauAnswerOut(Schema):
    """What one bureau answers: possible, no_hit or waiting."""

    bureau: str
    name: str
    answer: str
    band: str | None
    words: str
    known: str
    possible: list[PossibleOut]
    answered: datetime | None
    last_contact: datetime | None


class OwnRecordOut(Schema):
    """A record of the asker's own bureau that resembles the question."""

    band: str
    record: RecordOut


class CheckOut(Schema):
    """A check with the answers of every bureau asked."""

    check: str
    id: str | None
    purpose: str
    reference: str
    asked: datetime
    answers: list[BureauAnswerOut]
    ours: list[OwnRecordOut]


def check_out(result: CheckResult, *, language: str) -> CheckOut:
    """The result as it leaves the node."""
    asked = result.check
    return CheckOut(
        check=str(asked.id),
        id=result.question.id,
        purpose=asked.purpose,
        reference=asked.reference,
        asked=asked.created,
        answers=[_bureau(answer, asked.member, asked.created, language) for answer in result.answers],
        ours=[
            OwnRecordOut(band=ours.band, record=_record(ours, asked.member, asked.created, language))
            for ours in result.ours
        ],
    )


def reasons_out(side: HitSide) -> list[ReasonOut]:
    """The reasons that a side of a hit holds."""
    return [
        ReasonOut(
            field=str(reason["field"]),
            code=str(reason["code"]),
            words=f"{field_word(str(reason['field']))}: {reason_word(reason)}",
            bits=_bits(reason),
        )
        for reason in side.reasons
    ]


def fields_out(statements: Sequence[Statement]) -> list[FieldOut]:
    """Statements that the viewer may read."""
    return [FieldOut(property=each.prop, value=each.value, original=each.original) for each in statements]


def handling_of(statements: Sequence[Statement], *, member: str, now: datetime, language: str) -> str:
    """The handling sentence over all of these statements."""
    label: Label = guard_of(statements)
    return handling_sentence(label, language=language, member_names=members_by_code(), viewer_member=member, now=now)


def _bureau(answer: HolderAnswer, member: str, now: datetime, language: str) -> BureauAnswerOut:
    return BureauAnswerOut(
        bureau=answer.holder,
        name=answer.name,
        answer=answer.state,
        band=answer.band,
        words=band_word(answer.band or ""),
        known=_known(answer),
        possible=[_possible(found, member, now, language) for found in answer.found],
        answered=answer.answered,
        last_contact=answer.last_contact,
    )


def _known(answer: HolderAnswer) -> str:
    if answer.state != CheckAnswer.State.POSSIBLE:
        return ""
    best = answer.found[0].side
    return known_sentence(best.reasons, withheld=best.withheld)


def _possible(found: Found, member: str, now: datetime, language: str) -> PossibleOut:
    side = found.side
    return PossibleOut(
        hit=str(found.hit),
        band=found.band,
        words=band_word(found.band),
        known=known_sentence(side.reasons, withheld=side.withheld),
        reasons=reasons_out(side),
        record=_record(found.likeness, member, now, language) if found.likeness.readable else None,
    )


def _record(likeness: Likeness, member: str, now: datetime, language: str) -> RecordOut:
    holding = likeness.holding
    return RecordOut(
        id=holding.record_id,
        schema_=holding.description.schema,
        fields=fields_out(holding.statements),
        handling=handling_of(holding.statements, member=member, now=now, language=language),
        register_title=holding.register_title or None,
        legal_effect=holding.legal_effect or None,
    )


def _bits(reason: Any) -> float | None:
    return float(reason["bits"]) if "bits" in reason else None
