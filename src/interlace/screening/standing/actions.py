"""Comparing later facts with open questions, and silent facts with checks.

All of it runs after the act that caused it, as the steward, and each comparison uses only what the member it is made
for may discover.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from interlace.core.handling import LIFE, Action
from interlace.core.matching import Band, band_of, compare
from interlace.core.procedure.ladder import Urgency
from interlace.facts.models import Fact, RegisterVersion
from interlace.facts.registers import open_register
from interlace.foundation.audit.actions import SYSTEM, Detail, record, record_each
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Officer
from interlace.screening import ledger_events
from interlace.screening.access import permitted_labels, screening_index
from interlace.screening.checks.bands import BITS_OF
from interlace.screening.checks.comparing import CANDIDATES
from interlace.screening.hits.sides import Likeness, Matter, guard_of, make_known, write_sides
from interlace.screening.holdings import Statement, held_by_subject, holdings_for_steward, statements_by_subject
from interlace.screening.models import Check, PendingRegister, PendingSilence, PendingSubject, StandingCheck
from interlace.screening.pending import fewest_first
from interlace.screening.questions import Question, question_about, question_about_own
from interlace.screening.standing.newcomers import Asked, Met, asked_by, candidates_for, met_among, met_by_newcomers
from interlace.screening.standing.rounds import Round

_ONE_AT_A_TIME = 0x1A7E0002
TAKEN_AT_ONCE = 50
"""Subjects in one transaction: what comes alone during a long list waits for no more than these."""


def match_pending(*, now: datetime) -> int:
    """Compare the subjects taken into the index with every open question. Returns how many subjects were matched."""
    matched = 0
    while subjects := _match_batch(now):
        matched += subjects
    return matched


def match_registers(*, now: datetime) -> None:
    """Put every open question of the other members to the new versions of registers, as its own officer could."""
    with steward(Task.STANDING):
        pending = list(PendingRegister.objects.filter(indexed=True).order_by("id"))
        # One that was taken back or followed by another meanwhile is searched no more, and its files may have gone.
        searched = RegisterVersion.objects.filter(id__in=[each.version for each in pending], current=True)
        folders = dict(searched.values_list("id", "folder"))
    for change in pending:
        if change.version in folders:
            _match_register(folders[change.version], now=now)
        with steward(Task.STANDING):
            PendingRegister.objects.filter(id=change.id).delete()


def _match_register(folder: str, *, now: datetime) -> None:
    originator = open_register(folder).originator
    with steward(Task.STANDING):
        open_checks = StandingCheck.objects.exclude(member=originator).filter(until__gt=now)
        waiting = list(open_checks.order_by("id").values_list("id", flat=True))
    for start in range(0, len(waiting), TAKEN_AT_ONCE):
        _ask_register(waiting[start : start + TAKEN_AT_ONCE], folder, originator, now=now)


def _ask_register(asking: Sequence[UUID], folder: str, originator: str, *, now: datetime) -> None:
    with steward(Task.STANDING):
        book.refresh()
        this_round = Round(now)
        open_still = list(StandingCheck.objects.filter(id__in=asking).order_by("id"))
        held = held_by_subject([standing.subject for standing in open_still])
        asked = [one for each in open_still for one in asked_by(each, held.get(each.subject), this_round)]
        found = [(each, candidates_for(each, this_round, holders=[originator], source=folder)) for each in asked]
        _raise_hits(met_among(found, this_round), now=now)


def match_silent(*, now: datetime) -> int:
    """Compare checks already answered with silent facts; their originators are told, the askers never."""
    matched = 0
    while checks := _match_silent_batch(now):
        matched += checks
    return matched


def _match_batch(now: datetime) -> int:
    with steward(Task.STANDING), connection.cursor() as cursor:
        # Two workers on one pair of subjects would raise the same hit twice.
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        pending = list(fewest_first(indexed=True)[:TAKEN_AT_ONCE])
        book.refresh()
        subjects = list(dict.fromkeys(row.subject for row in pending))
        _raise_hits(met_by_newcomers(subjects, Round(now)), now=now)
        PendingSubject.objects.filter(id__in=[row.id for row in pending]).delete()
        return len(pending)


def _raise_hits(met: Sequence[Met], *, now: datetime) -> None:
    """Make what open questions have met known to both sides, and write what is new of it to the logs of both."""
    written = write_sides([(_matter_of(each.asked), each.likenesses) for each in met], now=now)
    acts = {side.hit: uuid.uuid4() for side in written.new}
    logs: defaultdict[tuple[str, str], dict[UUID, Detail]] = defaultdict(dict)
    for side in sorted(written.new, key=lambda each: (each.member, each.purpose)):
        logs[side.member, side.purpose][side.hit] = {}
    for (member, purpose), hits in logs.items():
        record_each(ledger_events.HIT_FOUND, hits, by=SYSTEM, member=member, purpose=purpose, now=now, acts=acts)


def _matter_of(asked: Asked) -> Matter:
    standing, question = asked.standing, asked.question
    return Matter(
        asker=standing.member,
        purpose=standing.purpose,
        reference=standing.reference,
        urgency=Urgency.URGENT if standing.purpose == LIFE else Urgency.NORMAL,
        question=question.values,
        lent=False,
        own_subject=standing.subject,
        guard=question.guard,
    )


def _match_silent_batch(now: datetime) -> int:
    with steward(Task.STANDING), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        pending = list(PendingSilence.objects.order_by("id")[:TAKEN_AT_ONCE])
        book.refresh()
        for asked in Check.objects.filter(id__in=[row.check_asked for row in pending]).order_by("created", "id"):
            _match_silently(asked, now)
        PendingSilence.objects.filter(id__in=[row.id for row in pending]).delete()
        return len(pending)


def _match_silently(asked: Check, now: datetime) -> None:
    officer = Officer.objects.select_related("bureau__member").get(pk=asked.officer)
    viewer = viewer_of(officer, purpose=asked.purpose, reference=asked.reference)
    silent = book.silent(viewer.person, purpose=asked.purpose, now=now)
    if not silent.labels:
        return
    question = question_asked(asked, viewer, now=now)
    if question is None:
        return
    # One search for each originator: among all together, one's many silent facts would crowd out another's only one.
    originators = {origin for label in silent.labels for origin in book.label(label).origins}
    candidates = [
        candidate
        for holder in sorted(_in_scope(asked, originators))
        for candidate in screening_index().search(
            question.query, permitted_labels(silent), limit=CANDIDATES, holders=[holder]
        )
    ]
    for holding in holdings_for_steward(candidates, silent):
        # A bureau's own facts are compared by themselves: that is no search that anybody made, so their own label
        # decides whether the silent side may know of them.
        if question.guard is not None and holding.holder not in question.guard.seekers:
            continue
        score = compare(question.description, holding.description)
        if score.bits >= BITS_OF[Band(asked.told_from)]:
            matter = Matter(
                asker=asked.member,
                purpose=asked.purpose,
                reference=asked.reference,
                urgency=Urgency(asked.urgency),
                question=question.values,
                lent=asked.subject is None,
                check=asked.id,
                own_subject=asked.subject,
                guard=question.guard,
            )
            likeness = Likeness(holding=holding, score=score, band=band_of(score.bits), readable=False)
            make_known(matter, [likeness], now=now, tell_asker=False)
            record(
                ledger_events.HIT_FOUND, by=SYSTEM, member=holding.holder, on=asked.id, purpose=asked.purpose, now=now
            )


def question_asked(asked: Check, viewer: Viewer, *, now: datetime) -> Question | None:
    """What was asked; nothing when it was about facts that have gone since, or that its officer may not read now."""
    if asked.subject is None:
        return question_about(asked.question)
    readable = book.permitted(viewer.person, Action.READ, purpose=asked.purpose, now=now)
    mine = own_statements(asked.subject, asked.member, readable)
    return question_about_own(mine, subject=asked.subject, guard=guard_of(mine)) if mine else None


def _in_scope(asked: Check, members: Iterable[str]) -> list[str]:
    return [each for each in members if not asked.scope or each in asked.scope]


def own_statements(subject: UUID, member: str, readable: Permitted) -> list[Statement]:
    """The member's statements about its subject, as far as the officer whose question it is may read them."""
    facts = Fact.objects.filter(subject=subject, originator=member, label__in=readable.labels)
    return statements_by_subject(facts).get(subject, [])
