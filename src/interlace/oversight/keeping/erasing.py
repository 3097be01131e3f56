"""Taking content away, for whoever has decided that it goes: an officer, the node by its rules, or a replay.

Every function runs as the steward in the caller's transaction, takes ids, and does nothing where nothing is left.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from interlace.core.procedure.ladder import State
from interlace.facts.events import FactsRecalled, RegisterWithdrawn
from interlace.facts.models import Contribution, Fact, RegisterVersion, RowProblem, Tombstone
from interlace.facts.pictures.kinds import DIGEST_PREFIX, PICTURES
from interlace.facts.pictures.places import forget_unstated
from interlace.facts.registers import has_version, open_register, release_version, remove_version
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.events import announce
from interlace.screening.models import Check, HitSide
from interlace.screening.pending import note_changed

NOBODY = UUID(int=0)
"""Stands in a tombstone for the node itself."""
PERIOD_ENDED = "period-ended"

OPEN_STATES = (State.MATCHED, State.PERSON_OR_OBJECT_HELD, State.CONFIRMATION_REQUESTED)


def erase_copies(member: str, facts: Sequence[UUID]) -> int:
    """Delete copies made for a hit, whose end has passed: nobody could read them any more."""
    with steward(Task.RETENTION):
        own = Fact.objects.filter(originator=member, id__in=facts)
        subjects = set(own.values_list("subject", flat=True))
        pictures = list(own.filter(prop__in=PICTURES).values_list("value", flat=True))
        count, _by_table = own.delete()
        note_changed(sorted(subjects))
    _forget_pictures(member, pictures)
    return count


def erase_checks(member: str, checks: Sequence[UUID]) -> int:
    """Delete questions with their answers; that they were asked stays in the ledger."""
    with steward(Task.RETENTION):
        own = Check.objects.filter(member=member, id__in=checks)
        count = own.count()
        own.delete()
    return count


def erase_hit_values(member: str, sides: Sequence[UUID]) -> int:
    """Empty a member's own side of hits of every value; the other side, and that there was a hit, stay."""
    with steward(Task.RETENTION):
        own = HitSide.objects.filter(member=member, id__in=sides)
        return own.update(question=[], reasons=[], bits=None, answer_reason="", asked_by="")


def erase_rejects(member: str, contributions: Collection[UUID]) -> int:
    """Delete the rows of a file that were never stored, and the name of the file, which may name a person."""
    with steward(Task.RETENTION):
        count, _by_table = RowProblem.objects.filter(member=member, contribution__in=contributions).delete()
        Contribution.objects.filter(member=member, id__in=contributions).update(file_name="")
    return count


def erase_facts_again(member: str, facts: Sequence[UUID], *, at: datetime) -> int:
    """Delete facts that a restored database holds although they had been deleted, and all that rests on them."""
    with steward(Task.RETENTION):
        own = Fact.objects.filter(originator=member, id__in=facts)
        gone = list(own.order_by("id").values_list("id", "subject", "digest"))
        if not gone:
            return 0
        Tombstone.objects.bulk_create(
            (
                Tombstone(
                    fact=fact, member=member, subject=subject, digest=digest, reason=PERIOD_ENDED, by=NOBODY, at=at
                )
                for fact, subject, digest in gone
            ),
            ignore_conflicts=True,
        )
        pictures = list(own.filter(prop__in=PICTURES).values_list("value", flat=True))
        own.delete()
    _forget_pictures(member, pictures)
    subjects = tuple(sorted({subject for _fact, subject, _digest in gone}))
    announce(FactsRecalled(member, NOBODY, tuple(fact for fact, _s, _d in gone), subjects, PERIOD_ENDED, at))
    return len(gone)


def close_registers(member: str, registers: Collection[UUID]) -> int:
    """Search restored versions of a register no more: entries have left it since, and it must be loaded anew."""
    with steward(Task.RETENTION):
        return RegisterVersion.objects.filter(member=member, register__in=registers, current=True).update(current=False)


def erase_versions(member: str, versions: Collection[UUID], *, at: datetime) -> int:
    """Delete the files of versions of registers. One that is searched leaves the index and every hit first."""
    with steward(Task.RETENTION):
        rows = list(RegisterVersion.objects.filter(member=member, id__in=versions).order_by("register", "number"))
    for version in rows:
        release_version(version.folder)
        if version.current:
            _close(version, at=at)
        else:
            transaction.on_commit(partial(remove_version, version.folder), robust=True)
    return len(rows)


def _close(version: RegisterVersion, *, at: datetime) -> None:
    """Search it no more; its files go when the index has let go of them."""
    with steward(Task.RETENTION):
        RegisterVersion.objects.filter(id=version.id).update(current=False)
    if has_version(version.folder):
        subjects = tuple(UUID(bytes=row.tobytes()) for row in open_register(version.folder).subjects)
        announce(FactsRecalled(version.member, NOBODY, (), subjects, PERIOD_ENDED, at, register=version.register_id))
    announce(RegisterWithdrawn(version.register_id, version.id, version.member, NOBODY, None, at))


def without_facts(member: str, contributions: Collection[UUID]) -> list[UUID]:
    """Of these contributions those that have no fact left."""
    with steward(Task.RETENTION):
        left = Fact.objects.filter(originator=member, contribution__in=contributions)
        return sorted(set(contributions) - set(left.values_list("contribution", flat=True).distinct()))


def _forget_pictures(member: str, values: Collection[str]) -> None:
    digests = [value.removeprefix(DIGEST_PREFIX) for value in values]
    if digests:
        transaction.on_commit(lambda: forget_unstated(member, digests), robust=True)
