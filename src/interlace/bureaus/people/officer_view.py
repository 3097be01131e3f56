"""The page of one officer, and what to do about a lost password."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.forms import (
    officer_boxes,
    officer_fields,
    paper_fields,
    problems_at,
)
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import OfficerPost
from interlace.bureaus.people.presenting import Boxes, Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.bureaus.people.queries import Person
from interlace.bureaus.people.rules import bureau_of, bureaus_under, may_appoint
from interlace.bureaus.people.shown_parts import (
    account_cell,
    code_of_its_own,
    for_own_bureau,
    papers_section,
    reason_field,
    trail_to,
    two_hint,
)
from interlace.bureaus.people.suspending import colleagues_of, open_items
from interlace.bureaus.people.words import (
    NOTHING,
    purposes_text,
    roles_text,
    training_text,
    value_text,
)
from interlace.foundation.errors import InterlaceError
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.identity.models import Bureau
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.shown import Choice, ShownField


def officer_page(
    request: HttpRequest,
    desk: Desk,
    post: OfficerPost,
    paper: Paper,
    *,
    person: Person | None = None,
    error: InterlaceError | None = None,
) -> PeoplePage:
    """One officer, or the form for a new one."""
    title = person.post.name if person is not None else _("Appoint an officer")
    is_head = may_appoint(desk.viewer)
    sections: list[Section] = []
    if person is not None:
        sections += [
            _rights(desk, person),
            papers_section(desk, person.officer.pk, is_head=is_head),
            _items(desk, person),
        ]
    is_other = person is None or str(person.officer.pk) != desk.viewer.id
    if is_head and is_other and (person is None or person.officer.is_active):
        sections.append(_change_form(request, desk, post, paper, person=person, error=error))
    if is_head and is_other and person is not None:
        sections.append(_ending(request, desk, person))
    return PeoplePage(
        title=title,
        lead=for_own_bureau(desk),
        handling=_("Every change is an act in the ledger, with the paper it rests on."),
        trail=trail_to(title),
        notices=() if error is None else (notice_of(error),),
        sections=tuple(sections),
    )


def lost_page() -> PeoplePage:
    """What to do about a lost password or device."""
    steps = (
        ("1", _("Tell the head of your bureau, in person or by a telephone number you know.")),
        ("2", _("Two persons who know you, one of them of your own member, sign for you.")),
        ("3", _("They hand you a password that is good for 24 hours and for one sign-in.")),
        ("4", _("You set a password and a device of your own. Until then nobody can act for you.")),
    )
    return PeoplePage(
        title=_("Lost password or device"),
        lead="",
        handling="",
        sections=(Section("steps", _("The way back takes two persons"), pairs=steps),),
    )


def _rights(desk: Desk, person: Person) -> Section:
    language, today = desk.reader.language, desk.now.astimezone(desk.reader.zone).date()
    post, titles = person.post, dict(registers_of(desk.viewer))
    names = [titles.get(each, each) for each in post.registers or ()]
    searched = list_text(names, language=language)
    if not names:
        searched = value_text("registers", None if post.registers is None else [], language=language, offices={})
    return Section(
        "rights",
        _("Rights"),
        pairs=(
            (_("User name"), post.username),
            (_("Office"), person.officer.bureau.name),
            (_("Account"), account_cell(person).text),
            (_("Roles"), roles_text(post.roles, language=language)),
            (_("Purposes"), purposes_text(post.purposes, language=language)),
            (_("Checks are compared with"), searched),
            (_("Level"), str(post.level)),
            (_("Operations"), list_text(post.rooms, language=language) if post.rooms else NOTHING),
            (_("Training"), training_text(person.training(today), post.training_ends, language=language)),
        ),
    )


def _items(desk: Desk, person: Person) -> Section:
    found = open_items(desk.viewer, person.officer.pk, now=desk.now)
    heads = (_("What"), _("About"), _("Due"))
    rows = tuple(
        Row((Cell(each.kind), Cell(each.what, each.url), Cell(desk.when(each.due) if each.due else "")))
        for each in found
    )
    return Section("items", _("Open items"), table=Table(heads, rows, _("Nothing lies with this officer alone.")))


def _change_form(
    request: HttpRequest,
    desk: Desk,
    post: OfficerPost,
    paper: Paper,
    *,
    person: Person | None,
    error: InterlaceError | None,
) -> Section:
    bureaus = list(bureaus_under(bureau_of(desk.viewer)))
    problems, registers = problems_at(error), registers_of(desk.viewer)
    boxes: tuple[Boxes, ...] = officer_boxes(
        desk.viewer, post, Bureau.Kind(bureau_of(desk.viewer).kind), registers, problems
    )
    form = Form(
        url=reverse("people-officer", args=[person.officer.pk]) if person else reverse("people-officer-new"),
        buttons=(Button(_("Propose these rights"), "two"),),
        fields=(
            *officer_fields(post, bureaus, is_new=person is None, problems=problems),
            *paper_fields(paper, problems),
        ),
        boxes=boxes,
        code=code_of_its_own(request, "rights"),
    )
    return Section("change", _("Change the rights") if person else _("Rights"), two_hint(), forms=(form,))


def _ending(request: HttpRequest, desk: Desk, person: Person) -> Section:
    key = person.officer.pk
    if not person.officer.is_active:
        back = Form(
            url=reverse("people-officer-return", args=[key]),
            buttons=(Button(_("Propose to let the officer back in"), "two"),),
            fields=paper_fields(Paper(), {}),
            code=code_of_its_own(request, "return"),
        )
        return Section("return", _("Back in service"), two_hint(), forms=(back,))
    suspend = Form(
        url=reverse("people-officer-suspend", args=[key]),
        buttons=(Button(_("Suspend now"), "stop"),),
        title=_("Suspend"),
        hint=_("At once and everywhere: sessions end, keys are revoked. One head is enough."),
        fields=(reason_field(),),
    )
    choices = tuple(Choice(str(each.pk), each.display_name) for each in colleagues_of(desk.viewer, person.officer))
    leaving = Form(
        url=reverse("people-officer-leave", args=[key]),
        buttons=(Button(_("Let the officer leave"), "stop"),),
        title=_("Leave"),
        hint=_("Open items pass to a colleague; the account and its keys end."),
        fields=(ShownField("successor", _("Open items go to"), kind="select", choices=choices, required=False),),
        is_folded=True,
    )
    lost = Form(
        url=reverse("people-officer-reset", args=[key]),
        buttons=(Button(_("Propose that the officer begins anew"), "two"),),
        title=_("Lost password or device"),
        hint=_(
            "You propose it, and a second person signs it: another head, or an administrator. Then sessions, keys and"
            " passkeys end; a password is shown once, to be handed over in person."
        ),
        code=code_of_its_own(request, "lost"),
        is_folded=True,
    )
    is_person = not person.officer.is_service and not person.officer.is_profile
    return Section("end", _("Take out of service"), forms=(suspend, leaving, *((lost,) if is_person else ())))
