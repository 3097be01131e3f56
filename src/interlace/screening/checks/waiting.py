"""Questions that waited for a bureau or for a part of the index, asked again when it is back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.handling import Action
from interlace.core.matching import Band
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Member, Officer
from interlace.screening.access import screening_index
from interlace.screening.checks.actions import found_at, matter_of_check, settle_answer
from interlace.screening.checks.scope import reach_again
from interlace.screening.models import Check, CheckAnswer
from interlace.screening.pending import note_changed
from interlace.screening.standing.actions import question_asked

ANSWERED_AT_ONCE = 50


def answer_waiting(*, now: datetime) -> int:
    """Answer every question that waits for a bureau which can be reached. Returns how many were answered.

    While a part of the index does not answer, all of them wait on.
    """
    answered = 0
    while not screening_index().missing() and (waiting := _reachable_answers()):
        for answer in waiting:
            if not _answer(answer, now=now):
                return answered
            answered += 1
    return answered


def match_again(member: str) -> None:
    """Compare all that a returning member holds with the open questions of the others, and its own with theirs."""
    with steward(Task.STANDING):
        subjects = Fact.objects.filter(originator=member).values_list("subject", flat=True).distinct()
        note_changed(list(subjects), indexed=True)


def _reachable_answers() -> list[UUID]:
    with steward(Task.CHECK):
        back = Member.objects.filter(reachable=True, status=Member.Status.ACTIVE).values("code")
        # A bureau has answered when all parts of the index have; what they found before is told at once.
        unanswered = CheckAnswer.objects.filter(answered=None).exclude(state=CheckAnswer.State.STOPPED)
        waiting = unanswered.filter(holder__in=back)
        return list(waiting.order_by("id").values_list("id", flat=True)[:ANSWERED_AT_ONCE])


@transaction.atomic
def _answer(answer_id: UUID, *, now: datetime) -> bool:
    """Answer it, unless that was done meanwhile; False where a part of the index is missing again."""
    with steward(Task.CHECK):
        answer = CheckAnswer.objects.select_for_update().get(id=answer_id)
        if answer.answered is not None or answer.state == CheckAnswer.State.STOPPED:
            return True
        asked = Check.objects.get(id=answer.check_asked_id)
        officer = Officer.objects.select_related("bureau__member").get(pk=asked.officer)
        book.refresh()
        viewer = viewer_of(officer, purpose=asked.purpose, reference=asked.reference)
        question = question_asked(asked, viewer, now=now)
    # An officer who may no longer ask is answered nothing; the bureau's own answer stays open for nobody.
    if question is None or not viewer.person.active:
        with steward(Task.CHECK):
            CheckAnswer.objects.filter(id=answer_id).delete()
        return True
    with acting(viewer, Action.DISCOVER, now=now) as context:
        reach = reach_again(context, asked.scope).at({answer.holder})
        matter = matter_of_check(viewer, asked, question)
        found = found_at(context, question, reach=reach, matter=matter, told_from=Band(asked.told_from))
        if found is not None:
            settle_answer(answer, found.get(answer.holder, ()), now=now)
    return found is not None
