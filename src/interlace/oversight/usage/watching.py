"""Looking at how officers search, hour by hour, and telling their head where it is unusual."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from interlace.bureaus.people.ledger_events import SIGNAL_NOTICED
from interlace.bureaus.people.models import Signal
from interlace.core.handling import Action
from interlace.core.procedure.border import BorderAnswer
from interlace.core.procedure.rota import Rota, on_duty
from interlace.desk.shift.rotas import rotas_of
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Officer
from interlace.oversight.usage.rules import DATES, NAMES, RULES, Noticed, Pattern, Search, Searcher, noticed_in
from interlace.screening.border.models import BorderScan
from interlace.screening.models import Check

LOOKED_BACK = RULES[Pattern.NIGHT].window + timedelta(days=2)


def watch_searches(*, now: datetime) -> int:
    """Look at every officer's searches; how many new signals there are. It can run again and says nothing twice."""
    by_member: defaultdict[str, list[Officer]] = defaultdict(list)
    for officer in Officer.objects.in_service().order_by("bureau__member_id", "username"):
        by_member[officer.member_code].append(officer)
    return sum(_watch_member(officers, now=now) for officers in by_member.values())


@transaction.atomic
def _watch_member(officers: list[Officer], *, now: datetime) -> int:
    # The member's own rows are read in the context of its own people: nothing here sees across members.
    with acting(viewer_of(officers[0]), Action.DISCOVER, now=now):
        searches = _searches(now)
        if not searches:
            return 0
        rotas = rotas_of(list({officer.bureau_id: officer.bureau for officer in officers}.values()), today=now.date())
        return sum(
            _keep(officer, each, now=now)
            for officer in officers
            if officer.pk in searches
            for each in noticed_in(searches[officer.pk], _searcher(officer, rotas[officer.bureau_id]), now=now)
        )


def _searches(now: datetime) -> Mapping[UUID, list[Search]]:
    """What was typed, by officer. Lists and contributed subjects are acts of their own and not counted."""
    typed = Check.objects.filter(created__gt=now - LOOKED_BACK, created__lte=now, batch=None, subject=None)
    found: defaultdict[UUID, list[Search]] = defaultdict(list)
    for officer, at, question in typed.values_list("officer", "created", "question"):
        found[officer].append(Search(at, tuple(_values(question))))
    for officer, scanned in _scans(now):
        found[officer].append(scanned)
    return found


def _scans(now: datetime) -> Iterator[tuple[UUID, Search]]:
    """Documents scanned at a border: a zone can be made up as well as read.

    Whoever met nothing is erased within a day and counts on as a scan. Passports of a group are often issued one after
    the other: their numbers are looked at nowhere here.
    """
    scans = BorderScan.objects.filter(at__gt=now - LOOKED_BACK, at__lte=now).exclude(answer=BorderAnswer.SCAN_AGAIN)
    asked = dict(Check.objects.filter(id__in=scans.values("id")).values_list("id", "question"))
    for scan, officer, at in scans.values_list("id", "officer", "at"):
        said = _values(asked.get(scan, {}))
        yield officer, Search(at, tuple((prop, value) for prop, value in said if prop in NAMES | DATES))


def _values(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for prop, values in question.get("properties", {}).items():
        for value in [values] if isinstance(values, str) else values:
            yield prop, str(value)


def _searcher(officer: Officer, rota: Rota) -> Searcher:
    def is_on_shift(at: datetime) -> bool:
        posts = [shift.post for shift in on_duty(rota, at).shifts]
        return any(post.officer == str(officer.pk) or (post.role and post.role in officer.roles) for post in posts)

    return Searcher((officer.display_name,), ZoneInfo(officer.time_zone), is_on_shift)


def _keep(officer: Officer, noticed: Noticed, *, now: datetime) -> bool:
    """Keep a signal, or what has been added to it since; whether it is a new one."""
    terms = {"first": noticed.first, "last": noticed.last, "params": dict(noticed.params)}
    signal, is_new = Signal.objects.get_or_create(
        officer=officer.pk,
        rule=noticed.pattern.value,
        day=noticed.day,
        defaults={"member": officer.member_code, "bureau": _answerable(officer), "noticed": now, **terms},
    )
    if is_new:
        record(
            SIGNAL_NOTICED,
            by=SYSTEM,
            member=officer.member_code,
            on=signal.pk,
            now=now,
            detail={"officer": str(officer.pk), "rule": signal.rule, **noticed.params},
        )
    elif signal.state == Signal.State.OPEN and signal.last < noticed.last:
        Signal.objects.filter(pk=signal.pk).update(**terms)
    return is_new


def _answerable(officer: Officer) -> UUID:
    """The bureau whose head is told: the one above a unit."""
    bureau: Bureau = officer.bureau
    return bureau.parent_id or bureau.pk
