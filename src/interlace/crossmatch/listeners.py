"""What cross-match does when facts come and go: noted in the same transaction, done right after it."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from interlace.bureaus.actions import MemberReachable
from interlace.crossmatch.pending import note_changed, note_member
from interlace.crossmatch.upkeep import catch_up_soon, wake_worker
from interlace.crossmatch.versions import folder_of, note_version, version_before
from interlace.crossmatch.withdrawing import withdraw, withdraw_relabelled
from interlace.facts.describing import NAMES
from interlace.facts.events import FactsLeaving, FactsRecalled, FactsStored, RegisterLoaded, RegisterWithdrawn
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
    """What is left of their subjects is to be matched again, by those who matched what goes.

    So is what shared a value with them: it may have been a hub, and be one no more.
    """
    with steward(Task.MATCH):
        labels: defaultdict[UUID, set[int]] = defaultdict(set)
        gone: defaultdict[UUID, set[str]] = defaultdict(set)
        facts = Fact.objects.filter(id__in=leaving.facts)
        for subject, label, prop, value, key in facts.values_list("subject", "label_id", "prop", "value", "key"):
            labels[subject].add(label)
            if shared := key or (value if prop in NAMES else ""):
                gone[subject].add(shared)
        note_changed(labels, gone=gone)
    transaction.on_commit(lambda: catch_up_soon(subjects=len(labels)), robust=True)


@listen(RegisterLoaded)
def match_entries(loaded: RegisterLoaded) -> None:
    """Entries that are new or say something else are matched with case facts, and what the old ones were counted in."""
    withdraw_relabelled(loaded.register, loaded.folder, at=loaded.at)
    with steward(Task.MATCH):
        note_version(loaded.register, searched=loaded.folder, before=version_before(loaded.register, loaded.number))
    transaction.on_commit(wake_worker, robust=True)


@listen(RegisterWithdrawn)
def match_entries_of_before(withdrawn: RegisterWithdrawn) -> None:
    """The version before is searched again: its entries are as they were."""
    with steward(Task.MATCH):
        searched = folder_of(withdrawn.restored) if withdrawn.restored else None
        note_version(withdrawn.register, searched=searched, before=folder_of(withdrawn.version))
    withdraw_relabelled(withdrawn.register, searched, at=withdrawn.at)
    transaction.on_commit(wake_worker, robust=True)


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
