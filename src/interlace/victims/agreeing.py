"""What leaves a file of care: single answers that the person agreed to, a slip without a story, and what a prosecutor
decided about not punishing.

An agreement is for one answer, one recipient and one use. The recipient reads a copy under a label and a key of its
own; taken back, the copy is deleted with its key.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from interlace.cases.labels import kept_until
from interlace.core.handling import HitMode, Label
from interlace.core.victims.agreeing import Agreement, ReferralSlip, Use
from interlace.core.victims.guarding import needs_guardian
from interlace.core.victims.talk import TOLD
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import refresh
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import CARE_ROOM
from interlace.victims import ledger_events
from interlace.victims.files import Care, Kept, OpenFile, open_file
from interlace.victims.models import ReleasedAnswer
from interlace.victims.receiving import record_kept
from interlace.victims.releases import delete_release
from interlace.victims.rules import CARE_PURPOSE, error_of
from interlace.victims.sealing import CareKey


@dataclass(frozen=True, slots=True)
class Wish:
    """The person lets one bureau read one answer for one use. One's own bureau is a recipient like any other."""

    question: str
    recipient: str
    use: Use


@dataclass(frozen=True, slots=True)
class Decided:
    """What a prosecutor decided about acts that belong to being trafficked."""

    authority: str
    test: str
    outcome: str
    review: date


@transaction.atomic
def agree(viewer: Viewer, found_id: UUID, wish: Wish, *, now: datetime) -> OpenFile:
    """Keep that the person agrees, and lay a copy of the one answer before the one recipient."""
    with open_file(viewer, found_id, now=now) as file:
        said = file.care.replies.get(wish.question)
        if said is None or said not in TOLD:
            raise error_of("nothing_answered")
        if not Member.objects.filter(code=wish.recipient, status=Member.Status.ACTIVE).exists():
            raise error_of("recipient_unknown")
        if needs_guardian(wish.use, is_child=file.care.is_child) and file.care.guardian is None:
            raise error_of("guardian_missing")
        if any(_is_of(each, wish) and each.holds_at(now) for each in file.care.agreements):
            raise error_of("agreed_already")
        release = ReleasedAnswer(
            id=uuid4(),
            member=file.row.member,
            label_id=intern(_label(file, wish, now=now)),
            care_label_id=file.row.label_id,
            found=file.found.id,
            number=file.found.number,
            recipient=wish.recipient,
            use=wish.use,
            agreed=now,
        )
        refresh()
        key = CareKey.made(release.id)
        words = file.care.words.get(wish.question, "")
        release.key = key.wrapped()
        release.sealed = key.sealed({"question": wish.question, "reply": said.value, "words": words}, number=0)
        release.save(force_insert=True)
        terms = {"question": wish.question, "recipient": wish.recipient, "use": wish.use.value}
        file.keep(Kept.AGREED, now=now, release=str(release.id), **terms)
        _record_release(file, release.id, now=now)
        return file


@transaction.atomic
def take_back(viewer: Viewer, found_id: UUID, wish: Wish, *, now: datetime) -> OpenFile:
    """Keep that the person agrees no longer: the copy and its key are gone, and the recipient finds nothing."""
    with open_file(viewer, found_id, now=now) as file:
        held = next((each for each in file.care.agreements if _is_of(each, wish) and each.holds_at(now)), None)
        if held is None:
            raise error_of("nothing_agreed")
        delete_release(file, held, now=now)
        return file


@transaction.atomic
def keep_non_punishment(viewer: Viewer, found_id: UUID, decided: Decided, *, now: datetime) -> OpenFile:
    """Keep a prosecutor's decision on not punishing, with the test used and the day on which it is looked at again."""
    texts = {"authority": decided.authority, "test": decided.test, "outcome": decided.outcome}
    if not all(text.strip() for text in texts.values()):
        raise error_of("decision_missing")
    with open_file(viewer, found_id, now=now) as file:
        kept = {name: text.strip()[:300] for name, text in texts.items()}
        file.keep(Kept.NON_PUNISHMENT, now=now, review=decided.review.isoformat(), **kept)
        record_kept(file, now=now)
        return file


def slip_of(care: Care, *, number: int, contact: str) -> ReferralSlip:
    """What a shelter needs to receive somebody: no story, no indicator, no site, no name."""
    if not contact.strip():
        raise error_of("contact_missing")
    return ReferralSlip(
        reference=f"P{number:03d}",
        language=care.language,
        is_child=care.is_child,
        needs=tuple(sorted(care.arranged)),
        contact=contact.strip()[:120],
    )


def _is_of(agreement: Agreement, wish: Wish) -> bool:
    return (agreement.question, agreement.recipient, agreement.use) == (wish.question, wish.recipient, wish.use)


def _label(file: OpenFile, wish: Wish, *, now: datetime) -> Label:
    """Who reads the copy: whoever of the recipient works on the matter, where the person agreed to an investigation.

    For every other use it is protection officers alone, who take it to the court or the family themselves.
    """
    is_for_the_case = wish.use is Use.INVESTIGATION
    return Label.of(
        file.row.member,
        audience={wish.recipient},
        purposes={file.found.reception.purpose, CARE_PURPOSE} if is_for_the_case else {CARE_PURPOSE},
        until=kept_until(now),
        rooms=() if is_for_the_case else {CARE_ROOM},
        hit=HitMode.NONE,
    )


def _record_release(file: OpenFile, release: UUID, *, now: datetime) -> None:
    record(
        ledger_events.ANSWER_RELEASED,
        by=file.viewer.id,
        member=file.viewer.member,
        on=release,
        now=now,
        purpose=file.viewer.purpose,
        reference=file.viewer.reference,
        detail={},
    )
