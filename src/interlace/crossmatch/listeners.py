"""What cross-match does when facts come and go: noted in the same transaction, done right after it."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from interlace.bureaus.actions import MemberReachable
from interlace.crossmatch.pending import note_changed, note_member
from interlace.crossmatch.upkeep import catch_up_soon, wake_worker
from interlace.crossmatch.withdrawing import withdraw
from interlace.facts.events import FactsLeaving, FactsRecalled, FactsStored
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.events import listen


@listen(FactsStored)
def match_new(stored: FactsStored) -> None:
    """New facts are to be matched with those of all other originators."""
    with steward(Task.MATCH):
        note_changed(dict.fromkeys(stored.subjects, stored.label_ids))
    transaction.on_commit(lambda: catch_up_soon(subjects=len(stored.subjects)), robust=True)


@listen(FactsLeaving)
def match_without(leaving: FactsLeaving) -> None:
    """What is left of their subjects is to be matched again, by those who matched what goes."""
    with steward(Task.MATCH):
        labels: defaultdict[UUID, set[int]] = defaultdict(set)
        facts = Fact.objects.filter(id__in=leaving.facts)
        for subject, label in facts.values_list("subject", "label_id"):
            labels[subject].add(label)
        note_changed(labels)
    transaction.on_commit(lambda: catch_up_soon(subjects=len(labels)), robust=True)


@listen(FactsRecalled)
def forget(recalled: FactsRecalled) -> None:
    """Links that rest on recalled facts are gone at once, and what was said about them stands no more."""
    withdraw(recalled)


@listen(MemberReachable)
def match_again(back: MemberReachable) -> None:
    """A member is back: its facts are matched with what came meanwhile."""
    with steward(Task.MATCH):
        note_member(back.member)
    transaction.on_commit(wake_worker, robust=True)
