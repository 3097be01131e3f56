"""What screening does when facts come and go: noted in the same transaction, done right after it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from interlace.bureaus.actions import MemberReachable
from interlace.facts.events import FactsRecalled, FactsStored, RegisterLoaded, RegisterWithdrawn
from interlace.facts.models import Contribution, Fact, RegisterVersion
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.events import listen
from interlace.screening.checks.waiting import match_again
from interlace.screening.guarding import guard_anew
from interlace.screening.hits.actions import withdraw
from interlace.screening.models import PendingRegister, StandingCheck
from interlace.screening.pending import note_changed
from interlace.screening.upkeep import catch_up_soon, search_registers_soon
from interlace.screening.waking import wake_worker

_ASK_STANDING = """
    insert into screening_standingcheck (id, member, officer, purpose, reference, subject, until, created)
    select gen_random_uuid(), %s, %s, %s, %s, subject, %s, %s from unnest(%s::uuid[]) as subject
    on conflict do nothing
"""


@listen(FactsStored)
def open_questions(stored: FactsStored) -> None:
    """New facts are to be indexed, and stay an open question of their contributor for as long as they are shared."""
    with steward(Task.INDEX):
        contribution = Contribution.objects.get(pk=stored.contribution)
        note_changed(stored.subjects)
        until = max(label.until for label in labels_of(stored.label_ids))
        _ask_standing(stored, purpose=contribution.purpose, reference=contribution.reference, until=until)
    transaction.on_commit(lambda: catch_up_soon(subjects=len(stored.subjects)), robust=True)


@listen(FactsRecalled)
def forget(recalled: FactsRecalled) -> None:
    """Recalled facts leave the index, and every hit that rests on them is withdrawn on both sides."""
    withdraw(recalled)
    with steward(Task.RECALL):
        note_changed(recalled.subjects)
        StandingCheck.objects.filter(subject__in=recalled.subjects).exclude(
            subject__in=_still_held(recalled.subjects)
        ).delete()
    transaction.on_commit(lambda: catch_up_soon(subjects=len(recalled.subjects)), robust=True)


@listen(RegisterLoaded)
def search_register(loaded: RegisterLoaded) -> None:
    """A register's new version is to become a segment of the index; who may not know an entry now loses its hits."""
    guard_anew(loaded.register, loaded.folder)
    with steward(Task.INDEX):
        PendingRegister.objects.create(register=loaded.register, version=loaded.version)
    transaction.on_commit(search_registers_soon, robust=True)


@listen(RegisterWithdrawn)
def leave_register(withdrawn: RegisterWithdrawn) -> None:
    """The version before, if there is one, is searched again."""
    if withdrawn.restored is not None:
        with steward(Task.INDEX):
            restored = RegisterVersion.objects.values_list("folder", flat=True).get(pk=withdrawn.restored)
        guard_anew(withdrawn.register, restored)
    with steward(Task.INDEX):
        PendingRegister.objects.create(register=withdrawn.register, version=withdrawn.restored)
    transaction.on_commit(search_registers_soon, robust=True)


@listen(MemberReachable)
def answer_what_waited(back: MemberReachable) -> None:
    """A member is back: its facts meet the open questions, and the questions that waited for it are answered."""
    match_again(back.member)
    transaction.on_commit(wake_worker, robust=True)


def _still_held(subjects: tuple[UUID, ...]) -> list[UUID]:
    return list(Fact.objects.filter(subject__in=subjects).values_list("subject", flat=True).distinct())


def _ask_standing(stored: FactsStored, *, purpose: str, reference: str, until: datetime) -> None:
    """Keep one open question for each new subject; all but the subject is the same for all of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ASK_STANDING,
            [stored.member, stored.officer, purpose, reference, until, stored.at, list(stored.subjects)],
        )
