"""Answers in the one shape that API, command line and export share.

"No hit" and "not for you" are the same bytes: an answer holds nothing that depends on what the asker may not discover.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override
from ninja import Field, Schema

from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Label
from interlace.core.matching import Band
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.http.lines import Line
from interlace.foundation.identity.models import Member
from interlace.foundation.localize.handling import handling_sentence
from interlace.screening.checks.actions import CheckResult, HolderAnswer, OwnPart
from interlace.screening.checks.bands import STRENGTH
from interlace.screening.checks.batches import LineChecked, check_lines, in_rounds, read_line
from interlace.screening.checks.granted import LeftOut
from interlace.screening.checks.searching import SearchingProcesses, processes_for
from interlace.screening.hits.sides import guard_of
from interlace.screening.holdings import Holding, Statement
from interlace.screening.models import Check, CheckAnswer, HitSide
from interlace.screening.queries import AnswerView, CheckView
from interlace.screening.rules import as_present
from interlace.screening.words import band_word, field_word, known_sentence, left_out_sentence, reason_word


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

    id: str = Field(..., description="Empty where only some fields were granted to a unit.")
    schema_: str = Field(..., serialization_alias="schema", description="FollowTheMoney schema.")
    fields: list[FieldOut]
    handling: str
    register_title: str | None = None
    legal_effect: str | None = None


class PossibleOut(Schema):
    """One possible hit: a machine sees a likeness, and nobody has confirmed it."""

    hit: str
    state: str = Field(..., description="How far it has climbed: MATCHED reads *possible*.")
    band: str
    words: str
    known: str
    reasons: list[ReasonOut]
    record: RecordOut | None = None


class BureauAnswerOut(Schema):
    """What one bureau answers: possible, no_hit or waiting."""

    bureau: str
    name: str
    answer: CheckAnswer.State
    band: str | None
    words: str
    known: str
    possible: list[PossibleOut]
    answered: datetime | None
    last_contact: datetime | None


class OwnRecordOut(Schema):
    """A record of the asker's own bureau that resembles the question; its content only as far as it may be read."""

    band: str
    record: RecordOut | None


class LeftOutOut(Schema):
    """Something that was not compared: where nothing of it is listed, that is no answer."""

    code: LeftOut
    words: str


class CheckOut(Schema):
    """A check with the answers of every bureau asked."""

    check: str
    id: str | None
    purpose: str
    reference: str
    asked: datetime
    answers: list[BureauAnswerOut]
    ours: list[OwnRecordOut]
    left_out: list[LeftOutOut] = Field(
        ...,
        description=(
            "What was not compared, because the caller's bureau has not granted it to the caller; empty for a caller"
            " whose checks leave nothing out. `own_not_granted`: records of the own bureau, so that an empty `ours`"
            " does not say that the bureau holds nothing."
        ),
    )


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The answer to one line, or what is wrong with it."""

    number: int
    id: str | None
    answer: CheckOut | None
    problem: Mapping[str, Any] | None


def check_out(result: CheckResult, *, language: str) -> CheckOut:
    """The result as it leaves the node."""
    asked = result.check
    return _result(result, _Reader(asked.member, asked.created, language))


def stored_check_out(view: CheckView, *, now: datetime, language: str) -> CheckOut:
    """A check made before, as it stands under today's rights."""
    return _stored(view, _Reader(view.check.member, now, language))


def answered_lines(
    viewer: Viewer,
    batch: UUID,
    lines: Sequence[Line],
    *,
    scope: Sequence[str],
    now: datetime,
    language: str,
    processes: int | None = None,
) -> Iterator[BatchLine]:
    """The answers to the lines of an open batch as they leave the node, one by one and in order.

    A list may run for long: whoever is shut out meanwhile is told so at the next lines, and nothing after them.
    `processes` help to read and search; without a number, as many as there are cores for a list that is long enough.
    """
    begun = timezone.now()
    with SearchingProcesses(processes_for(len(lines), wanted=processes)) as searching:
        for together, read in searching.read(viewer, in_rounds(lines), scope=scope, now=now):
            # They are written after the request is over, when another reader's language may be active.
            with override(language):
                # Rights that end while the list runs, or while its reader waits, end with the next lines.
                try:
                    present = as_present(viewer)
                except Refused as refusal:
                    yield _shut_out(together[0], refusal)
                    return
                moment = now + max(timezone.now() - begun, timedelta(0))
                asked = [found or read_line(line) for line, found in zip(together, read, strict=True)]
                checked = check_lines(present, batch, asked, scope=scope, now=moment)
                reader = _Reader(present.member, moment, language)
                answers = [_line(line, reader) for line in checked]
            yield from answers


def _shut_out(line: Line, refusal: Refused) -> BatchLine:
    return BatchLine(line.number, None, None, _problem(InvalidInput(refusal.message, fix=refusal.fix)))


def line_out(line: BatchLine) -> dict[str, Any]:
    """One line of the answer, as every surface writes it."""
    if line.answer is not None:
        return {"line": line.number, **line.answer.model_dump(mode="json", by_alias=True)}
    return {"line": line.number, "id": line.id, "problem": line.problem}


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


def record_out(holding: Holding, *, member: str, now: datetime, language: str) -> RecordOut:
    """A record that the viewer may read, with the handling sentence over all of it."""
    return _record(holding, handling=handling_of(holding.statements, member=member, now=now, language=language))


def handling_of(statements: Sequence[Statement], *, member: str, now: datetime, language: str) -> str:
    """The handling sentence over all of these statements."""
    return _handling(guard_of(statements), member=member, now=now, language=language)


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom answers are written, and when."""

    member: str
    now: datetime
    language: str
    _sentences: dict[Label, str] = field(default_factory=dict)
    """Those said before: many records of one list are shared in one way."""

    def record(self, holding: Holding | None) -> RecordOut | None:
        """A record that the reader may read."""
        if holding is None:
            return None
        label = guard_of(holding.statements)
        if label not in self._sentences:
            self._sentences[label] = _handling(label, member=self.member, now=self.now, language=self.language)
        return _record(holding, handling=self._sentences[label])


def _handling(label: Label, *, member: str, now: datetime, language: str) -> str:
    return handling_sentence(label, language=language, member_names=members_by_code(), viewer_member=member, now=now)


def _record(holding: Holding, *, handling: str) -> RecordOut:
    return RecordOut(
        id=holding.record_id,
        schema_=holding.description.schema,
        fields=fields_out(holding.statements),
        handling=handling,
        register_title=holding.register_title or None,
        legal_effect=holding.legal_effect or None,
    )


def _result(result: CheckResult, reader: _Reader) -> CheckOut:
    return _check(result.check, [_bureau(answer, reader) for answer in result.answers], result.own, reader)


def _stored(view: CheckView, reader: _Reader) -> CheckOut:
    contacts = {
        member.code: member for member in Member.objects.filter(code__in=[a.answer.holder for a in view.answers])
    }
    answers = [_stored_bureau(answer, contacts[answer.answer.holder], reader) for answer in view.answers]
    return _check(view.check, answers, view.own, reader)


def _check(asked: Check, answers: list[BureauAnswerOut], own: OwnPart, reader: _Reader) -> CheckOut:
    entity_id = asked.question.get("id")
    return CheckOut(
        check=str(asked.id),
        id=str(entity_id) if entity_id is not None else None,
        purpose=asked.purpose,
        reference=asked.reference,
        asked=asked.created,
        answers=answers,
        ours=[OwnRecordOut(band=each.band, record=reader.record(each.told)) for each in own.ours],
        left_out=[LeftOutOut(code=each, words=left_out_sentence(each)) for each in own.left_out],
    )


def _bureau(answer: HolderAnswer, reader: _Reader) -> BureauAnswerOut:
    found = [
        _possible(each.side, each.band, each.likeness.holding if each.likeness.readable else None, reader)
        for each in answer.found
    ]
    return BureauAnswerOut(
        bureau=answer.holder,
        name=answer.name,
        answer=answer.state,
        band=answer.band,
        words=band_word(answer.band or ""),
        known=found[0].known if found else "",
        possible=found,
        answered=answer.answered,
        last_contact=answer.last_contact,
    )


def _stored_bureau(view: AnswerView, holder: Member, reader: _Reader) -> BureauAnswerOut:
    found = [_possible(each.side, each.side.band, each.record, reader) for each in view.found]
    best = max((each.side.band for each in view.standing), key=lambda band: STRENGTH[Band(band)], default=None)
    is_waiting = view.state == CheckAnswer.State.WAITING
    return BureauAnswerOut(
        bureau=holder.code,
        name=holder.name,
        answer=view.state,
        band=best,
        words=band_word(best or ""),
        known=found[0].known if view.standing else "",
        possible=found,
        answered=view.answer.answered,
        last_contact=holder.last_contact if is_waiting else None,
    )


def _possible(side: HitSide, band: str, record: Holding | None, reader: _Reader) -> PossibleOut:
    return PossibleOut(
        hit=str(side.hit),
        state=side.state,
        band=band,
        words=band_word(band),
        known=known_sentence(side.reasons, withheld=side.withheld),
        reasons=reasons_out(side),
        record=reader.record(record),
    )


def _line(line: LineChecked, reader: _Reader) -> BatchLine:
    answer = None
    if line.result is not None:
        answer = _result(line.result, reader)
    elif line.known is not None:
        answer = _stored(line.known, reader)
    return BatchLine(line.number, line.id, answer, _problem(line.problem) if line.problem is not None else None)


def _problem(problem: InvalidInput) -> dict[str, Any]:
    return {
        "code": problem.code,
        "what": str(problem.message),
        "fix": str(problem.fix),
        "errors": [
            {"pointer": each.pointer, "code": each.code, "what": str(each.what), "fix": str(each.fix)}
            for each in problem.problems
        ],
    }


def _bits(reason: Any) -> float | None:
    return float(reason["bits"]) if "bits" in reason else None
