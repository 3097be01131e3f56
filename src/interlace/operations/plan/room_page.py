"""The operation room on its page: what is broken, what was brought, and what this officer may do about it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlace.bureaus.people.presenting import Button, Cell, Form, Row, Section, Table
from interlace.core.planning import InterpreterPlace, TeamPlace
from interlace.core.planning.going import Flag
from interlace.core.planning.what_if import Answer
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.foundation.vault.keys import derived
from interlace.foundation.vault.node import node_keys
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.brought_tables import address, brought_section, hour_text_of, targets_section
from interlace.operations.plan.day import NEVER_ACCEPTED
from interlace.operations.plan.forms import Posted, fields_for
from interlace.operations.plan.models import EntryKind, Saying
from interlace.operations.plan.planning import hours_of
from interlace.operations.plan.presenting import Glance, codes_of, glance_of
from interlace.operations.plan.queries import OperationView
from interlace.operations.plan.urgent_forms import abort_form, emergency_section, version_shown
from interlace.operations.plan.words import (
    COMPARTMENT_WORDS,
    KIND_WORDS,
    REMEDY_WORDS,
    TEAM_STATE_WORDS,
    broken_text,
)
from interlace.operations.queries import board
from interlace.operations.rules import may_lay_open


@dataclass(frozen=True, slots=True)
class RoomPage:
    """The whole room."""

    operation: str
    glance: Glance
    trail: tuple[Trail, ...]
    notices: tuple[Notice, ...]
    decide: tuple[Form, ...]
    abort: Form | None
    is_abort_open: bool
    """After input that was refused."""
    check_in: Form | None
    seal: str
    """Under which the officer's browser keeps what the node does not have yet; empty for whoever says nothing here."""
    sections: tuple[Section, ...]


def room_page(
    desk: Desk,
    seen: OperationView,
    *,
    posted: QueryDict | None = None,
    error: InterlaceError | None = None,
    notices: tuple[Notice, ...] = (),
    what_if: Answer | None = None,
) -> RoomPage:
    """The room as this officer may use it."""
    typed = Posted(posted if posted is not None else QueryDict(), desk.reader.zone, error)
    works = may_lay_open(desk.viewer)
    check_in_form = _check_in(desk, seen) if works else None
    return RoomPage(
        operation=str(seen.operation.id),
        glance=glance_of(desk, seen),
        trail=(
            Trail(_("Readiness"), reverse("readiness")),
            Trail(_("Operations"), reverse("operations")),
            Trail(seen.operation.title),
        ),
        notices=notices,
        decide=_decide(desk.viewer.member, seen) if works else (),
        abort=abort_form(desk.viewer.member, seen, typed) if works and seen.standing is not None else None,
        is_abort_open="reach" in typed.values,
        check_in=check_in_form,
        seal=_seal(desk, seen) if check_in_form is not None else "",
        sections=(
            *((_answer(desk, what_if),) if what_if is not None else ()),
            _broken(desk, seen, works=works),
            *((_plan(desk, seen),) if works and seen.is_leader else ()),
            targets_section(desk, seen, works=works),
            brought_section(desk, seen),
            *((_bring(desk, seen, typed), emergency_section(desk, seen), _word(seen)) if works else ()),
        ),
    )


def _decide(member: str, seen: OperationView) -> tuple[Form, ...]:
    """What would change something: a flag that is not raised already, and Go until it was given."""
    version = seen.standing.version if seen.standing is not None else 0
    said = [each for each in seen.sayings if each.version == version]
    flags = [each for each in said if each.kind == Saying.FLAG and each.member == member]
    last = max(flags, key=lambda each: each.received).detail["flag"] if flags else ""
    # An own abort that came late stops this plan until the own State says go for it once more.
    is_lifted_by_go = any(each.member == member and each.version != version for each, _abort in seen.aborts)
    buttons = [
        *([Button(_("Set our flag to Go"), "main", value=Flag.GO)] if last != Flag.GO or is_lifted_by_go else []),
        *([Button(_("Set our flag to No-go"), "stop", value=Flag.NO_GO)] if last != Flag.NO_GO else []),
    ]
    flag = Form(address("operation-flag", seen), tuple(buttons), values=version_shown(seen))
    if not seen.is_leader or any(each.kind == Saying.GO for each in said):
        return (flag,)
    go = Form(address("operation-go", seen), (Button(_("Give Go"), "two"),), values=version_shown(seen))
    return (flag, go)


def _check_in(desk: Desk, seen: OperationView) -> Form | None:
    own = [each.code for each in seen.entries if each.kind == EntryKind.TEAM and each.member == desk.viewer.member]
    if not own:
        return None
    return Form(
        address("operation-check-in", seen),
        (Button(_("Check in"), "main"),),
        fields=(
            ShownField(
                "team", pgettext("operation", "Team"), kind="select", choices=tuple(Choice(each, each) for each in own)
            ),
            ShownField(
                "state",
                pgettext("team", "State"),
                kind="select",
                choices=tuple(Choice(each, str(words)) for each, words in TEAM_STATE_WORDS.items()),
            ),
            ShownField(
                "text", _("In a few words"), required=False, attributes={"maxlength": "500"}, key="check-in-text"
            ),
        ),
    )


def _seal(desk: Desk, seen: OperationView) -> str:
    """A key of this officer in this operation (AES-256, hexadecimal): without their session a device has none."""
    return derived(node_keys().master, f"check-ins|{seen.operation.id}|{desk.viewer.id}").hex()


def _broken(desk: Desk, seen: OperationView, *, works: bool) -> Section:
    rows = tuple(
        Row(
            (
                Cell(
                    broken_text(each, language=desk.reader.language),
                    state="gap" if each.rule not in NEVER_ACCEPTED else "not_met",
                ),
                Cell(str(REMEDY_WORDS[each.remedy])),
            )
        )
        for each in seen.broken
    )
    acceptable = [each for each in seen.broken if each.rule not in NEVER_ACCEPTED]
    accept = Form(
        address("operation-accept", seen),
        (Button(_("Take it upon us by name")),),
        title=_("Accept a broken rule"),
        hint=_(
            "Rules about people held on site, another State's ground and an originator's condition are not accepted."
        ),
        fields=(
            ShownField(
                "broken",
                _("Rule"),
                kind="select",
                choices=tuple(
                    Choice(
                        "|".join((each.rule, each.where, each.detail)), broken_text(each, language=desk.reader.language)
                    )
                    for each in acceptable
                ),
            ),
        ),
        values=version_shown(seen),
        is_folded=True,
    )
    return Section(
        "broken",
        _("What is broken"),
        hint=_("Each with its reason and what mends it.") if seen.is_leader else _("What concerns your bureau."),
        table=Table(
            (_("Rule"), _("What mends it")),
            rows,
            empty=_("No rule is broken.") if seen.standing is not None else _("There is no plan yet."),
        ),
        forms=(accept,) if works and seen.is_leader and acceptable else (),
    )


def _plan(desk: Desk, seen: OperationView) -> Section:
    propose = Form(
        address("operation-plan", seen),
        (Button(_("Propose a plan"), "main", value="propose"),),
        hint=_(
            "The solver proposes the hour and who goes where. It becomes the next version, and every State flags it."
        ),
    )
    if seen.standing is None:
        return Section("plan", _("Plan"), forms=(propose,))
    teams = tuple(Choice(each, each) for each in codes_of(seen.entries, EntryKind.TEAM))
    sites = tuple(Choice(each, each) for each in codes_of(seen.entries, EntryKind.SITE))
    hours = tuple(
        Choice(each.isoformat(), hour_text_of(desk, each), each == seen.standing.plan.hour)
        for each in hours_of(seen.operation)
    )
    change = Form(
        address("operation-plan", seen),
        (Button(_("Change the plan"), value="change"),),
        title=_("Change the plan by hand"),
        fields=(
            ShownField("hour", _("The hour"), kind="select", choices=hours),
            ShownField(
                "team",
                pgettext("operation", "Team"),
                kind="select",
                choices=(Choice("", _("no team")), *teams),
                required=False,
                key="change-team",
            ),
            ShownField(
                "site",
                _("goes to"),
                kind="select",
                choices=(Choice("", _("nowhere")), *sites),
                required=False,
                key="change-site",
            ),
        ),
        is_folded=True,
    )
    leak = Form(
        address("operation-what-if", seen),
        (Button(_("Look"), value="leak"),),
        title=_("What if somebody talked?"),
        fields=(ShownField("before", _("It has to happen before"), kind="datetime-local"),),
        is_folded=True,
    )
    delay = Form(
        address("operation-what-if", seen),
        (Button(_("Look"), value="delay"),),
        title=_("What if a team were late?"),
        fields=(
            ShownField("team", pgettext("operation", "Team"), kind="select", choices=teams, key="late-team"),
            ShownField("minutes", _("Minutes late"), attributes={"inputmode": "numeric"}),
        ),
        is_folded=True,
    )
    return Section("plan", _("Plan"), forms=(propose, change, leak, delay))


def _answer(desk: Desk, found: Answer) -> Section:
    changes, language = found.changes, desk.reader.language
    rows = (
        *((Row((Cell(_("The hour")), Cell(hour_text_of(desk, changes.hour[1])))),) if changes.hour is not None else ()),
        *(
            Row((Cell(_("Would be sent")), Cell(f"{_who(each)}: {each.site}")))
            for each in sorted(changes.sent, key=repr)
        ),
        *(
            Row((Cell(_("Would be called back")), Cell(f"{_who(each)}: {each.site}")))
            for each in sorted(changes.called_back, key=repr)
        ),
        *(
            Row((Cell(_("Would be broken")), Cell(broken_text(each, language=language), state="not_met")))
            for each in sorted(changes.newly_broken)
        ),
        *(
            Row((Cell(_("Would be mended")), Cell(broken_text(each, language=language), state="met")))
            for each in sorted(changes.healed)
        ),
    )
    return Section(
        "what-if",
        _("What would become of the plan"),
        hint=_("Nothing of this was kept."),
        table=Table((_("What"), _("How")), rows, empty=_("Nothing would change.")),
    )


def _who(place: TeamPlace | InterpreterPlace) -> str:
    return place.team if isinstance(place, TeamPlace) else place.interpreter


def _bring(desk: Desk, seen: OperationView, typed: Posted) -> Section:
    there = {each.shape["ready_target"] for each in seen.entries if each.kind == EntryKind.TARGET}
    targets = [
        Choice(str(row.target.id), f"{row.target.reference} {row.target.name}".strip())
        for row in board(desk.viewer, now=desk.now).rows
        if row.target.member == desk.viewer.member and str(row.target.id) not in there
    ]
    own = tuple(
        Choice(str(each.id), f"{KIND_WORDS[EntryKind(each.kind)]} {each.code}")
        for each in seen.entries
        if each.member == desk.viewer.member
    )
    forms = [_bring_form(seen, kind, typed, targets) for kind in EntryKind]
    take_back = Form(
        address("operation-take-back", seen),
        (Button(_("Take back"), "stop"),),
        title=_("Take back what your bureau brought"),
        fields=(ShownField("entry", _("What"), kind="select", choices=own, key="back-entry"),),
        is_folded=True,
    )
    return Section(
        "bring",
        _("Bring something"),
        hint=_("A compartment says who reads it; for everybody else it is not there."),
        forms=(*forms, *((take_back,) if own else ())),
    )


def _bring_form(seen: OperationView, kind: EntryKind, typed: Posted, targets: list[Choice]) -> Form:
    is_this = typed.values.get("kind") == kind
    fields = fields_for(
        kind,
        typed if is_this else Posted(QueryDict(), typed.zone),
        targets=targets,
        sites=codes_of(seen.entries, EntryKind.SITE),
    )
    chosen = typed.values.get("compartment", "") if is_this else ""
    # A site has to be known to whoever is sent there, and the word to whoever has to stop.
    first = Compartment.ALL if kind in {EntryKind.SITE, EntryKind.ABORT_WORD} else Compartment.LEADER
    audience = ShownField(
        "compartment",
        _("Who reads it"),
        kind="select",
        choices=tuple(Choice(each, str(words), each == (chosen or first)) for each, words in COMPARTMENT_WORDS.items()),
        key=f"{kind}-compartment",
    )
    return Form(
        address("operation-bring", seen),
        (Button(_("Bring it")),),
        title=str(KIND_WORDS[kind]),
        fields=(*fields, audience),
        values=(("kind", kind),),
        is_folded=not is_this,
    )


def _word(seen: OperationView) -> Section:
    note = Form(
        address("operation-note", seen),
        (Button(_("Write into the log")),),
        fields=(
            ShownField(
                "text", _("For all who take part"), kind="textarea", attributes={"maxlength": "500"}, key="note-text"
            ),
        ),
    )
    return Section("word", _("A line for the log"), hint=_("Nothing in the log is ever changed."), forms=(note,))
