"""What a bureau keeps beside facts and letters: offers, contacts, a rota, what it deletes and who asked it."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from tests.noninterference.filing_cases import file_case
from tests.noninterference.people_kept import keep_people
from tests.noninterference.playing import Sheet, sharing_of
from tests.noninterference.worlds import PEOPLE, Contribute

from interlace.bureaus.capabilities.actions import Offer, make_offer
from interlace.bureaus.directory.actions import add_contact
from interlace.bureaus.directory.entries import Entry
from interlace.bureaus.models import Capability, Contact
from interlace.bureaus.people.models import Authorisation, Change, Signal
from interlace.core.procedure.keeping import Category, Certainty, Period
from interlace.desk.shift.models import RotaDay, RotaTurn, Way
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns, plan_day
from interlace.desk.shift.ways import add_way
from interlace.facts.actions import contribute
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer, ResetProposal
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import propose_extension
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records
from interlace.oversight.keeping.queue import groups_due
from interlace.oversight.keeping.rule_changes import RuleTerms, approve_change, propose_rule
from interlace.oversight.models import (
    Certificate,
    Extension,
    KeptItem,
    KeptState,
    LegalHold,
    OwnerQuestion,
    OwnRule,
    RequestKind,
    RuleChange,
    SubjectRequest,
)
from interlace.oversight.requests.actions import ask_owners, check_identity, receive_request
from interlace.screening.handover.actions import give_shift, shift_of, write_note
from interlace.screening.handover.models import Handover, HandoverNote

OFFERED_TO = "VN"
_SPARE = (PEOPLE[1], PEOPLE[4], PEOPLE[5], PEOPLE[7])
"""Whom the bureau keeps records of, to decide about: one is deleted, one is to be kept longer, one is recalled under a
legal hold, one waits."""


def keep_house(keeper: Viewer, colleague: Viewer, *, bureau: Bureau, now: datetime) -> None:
    """One of everything, by an officer who heads the bureau; what needs two people, a colleague has proposed."""
    for_vietnam = frozenset({OFFERED_TO})
    make_offer(keeper, Offer("dna", "The laboratory", (now + timedelta(days=90)).date(), members=for_vietnam), now=now)
    entry = Entry("duty_point", "Duty desk", always_open=True, channels=(("email", "duty@example.org"),))
    add_contact(keeper, entry, now=now)
    turn = TurnTerms(time(8), time(16), Taker(role=Role.DUTY_OFFICER.value))
    add_turns(keeper, bureau, weekdays=frozenset({0}), terms=turn, since=now.date(), now=now)
    plan_day(keeper, bureau, now.date(), terms=None, now=now)
    add_way(keeper, kind=Way.Kind.EMAIL, address="desk@example.org", now=now)
    write_note(keeper, text="Whom we still owe an answer.", promised_by="", due=None, now=now)
    shift = shift_of(keeper, now=now)
    assert shift is not None
    give_shift(keeper, digest=shift.digest, now=now)
    _keep_records(keeper, colleague, now=now)
    _keep_rules(keeper, colleague, now=now)
    _take_requests(keeper, now=now)
    keep_people(keeper, bureau=bureau, now=now)
    file_case(keeper, OFFERED_TO, now=now)


def house_of(*members: str) -> dict[str, Any]:
    """Ids of all that, for the steward, by what the API calls them."""
    waiting = KeptItem.objects.filter(member__in=members, state=KeptState.OPEN)
    of_members: dict[str, Any] = {
        "offer": Capability,
        "contact": Contact,
        "certificate": Certificate,
        "extension": Extension,
        "request": SubjectRequest,
        "question": OwnerQuestion,
        "plan": RotaDay,
        "turn": RotaTurn,
        "way": Way,
        "hold": LegalHold,
        "rule": OwnRule,
        "rule_change": RuleChange,
        "change": Change,
        "signal": Signal,
        "authorisation": Authorisation,
        "note": HandoverNote,
        "handover": Handover,
    }
    units = Bureau.objects.filter(member__in=members, kind=Bureau.Kind.DOMESTIC_UNIT)
    return {
        "officer": Officer.objects.filter(bureau__member__in=members).values_list("id", flat=True),
        "unit": units.values_list("id", flat=True),
        "reset": ResetProposal.objects.filter(by__bureau__member__in=members).values_list("id", flat=True),
        "thing": Fact.objects.filter(originator__in=members).values_list("id", flat=True),
        "record": waiting.values_list("id", flat=True),
        **{
            kind: model._default_manager.filter(member__in=members).values_list("id", flat=True)
            for kind, model in of_members.items()
        },
    }


def undecided(member: str) -> list[UUID]:
    """Records of this member that nobody has proposed to keep longer, for the steward."""
    proposed = {each for items in Extension.objects.values_list("items", flat=True) for each in items}
    waiting = KeptItem.objects.filter(member=member, state=KeptState.OPEN).order_by("id")
    return [each for each in waiting.values_list("id", flat=True) if str(each) not in proposed]


def _keep_records(keeper: Viewer, colleague: Viewer, *, now: datetime) -> None:
    terms = sharing_of(Contribute(keeper.member, _SPARE), by=keeper, now=now)
    spare = contribute(keeper, Sheet(_SPARE, file_name="spare.csv"), terms, now=now).contribution
    find_due(now=now, member=keeper.member)
    queued = [each.item for group in groups_due(keeper, now=now) for each in group.items]
    gone, longer, held, _waits = [item for item in queued if item.contribution == spare.id]
    delete_records(keeper, [gone.id], now=now)
    hold_records(keeper, [held.id], reason="A court.", basis="An order", review=now + timedelta(days=30), now=now)
    with steward(Task.VERIFY):
        under = list(Fact.objects.filter(subject=held.subject).values_list("id", flat=True))
    recall(keeper, under, reason="outdated", now=now)
    find_due(now=now, member=keeper.member)
    propose_extension(colleague, [longer.id], until=now + timedelta(days=200), reason="The trial goes on.", now=now)


def _keep_rules(keeper: Viewer, colleague: Viewer, *, now: datetime) -> None:
    """A period of the bureau's own, and another one that waits for a second person."""
    law = ("Police Data Act, section 12", "Official Gazette", now.date(), Certainty.SOURCE_READ)
    for years in (9, 8):
        terms = RuleTerms(Category.REJECTS, Period(years=years), *law)
        change = propose_rule(colleague, terms, reason="Our law.", now=now)
        if years == 9:
            approve_change(keeper, change.id, digest=change.digest, now=now)


def _take_requests(keeper: Viewer, *, now: datetime) -> None:
    for is_put in (False, True):
        kind = RequestKind.ACCESS
        request = receive_request(keeper, kind=kind, name=PEOPLE[7]["name"], language="en", now=now)
        if is_put:
            check_identity(keeper, request.id, by_what="Passport", now=now)
            ask_owners(keeper, request.id, now=now)
