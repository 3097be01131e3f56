"""A case as another officer would see it, tried on a page of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interlace.bureaus.people.presenting import Button, Cell, Form, PeoplePage, Row, Section, Table
from interlace.cases.finding import matter_of_case
from interlace.cases.looking import LookingTerms, SeenCase, look_at_case_as
from interlace.cases.models import Case
from interlace.cases.pages.shared import SEES
from interlace.cases.queries import Subject
from interlace.cases.showing.parts import title_of
from interlace.facts.field_words import property_name
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.desk import Desk, desk_of, notice_of
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.shown import Choice, ShownField, Trail

_LEVELS = ("0", "1", "2", "3")


@require_http_methods(["GET", "POST"])
@declare("page.case.look", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def look(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose whom to look as; posted, what that one sees."""
    desk = desk_of(request)
    _matter, case = matter_of_case(desk.viewer, case_id, now=desk.now)
    if request.method == "GET":
        return render(request, "bureaus/people/page.html", {"page": _page(desk, case, _typed(request.GET))})
    terms = _typed(request.POST)
    try:
        seen = look_at_case_as(desk.viewer, case_id, terms, now=desk.now)
    except InvalidInput as refused:
        page = _page(desk, case, terms, error=refused)
        return render(request, "bureaus/people/page.html", {"page": page}, status=422)
    return render(request, "bureaus/people/page.html", {"page": _page(desk, case, terms, seen=seen)})


def _typed(said: QueryDict) -> LookingTerms:
    """As it was sent; words that are not known become the plainest ones."""
    role, level = str(said.get("role", "")), str(said.get("level", ""))
    return LookingTerms(
        member=str(said.get("member", "")).strip().upper(),
        role=Role(role) if role in set(Role) else Role.INVESTIGATOR,
        level=int(level) if level in _LEVELS else 0,
    )


def _page(
    desk: Desk, case: Case, terms: LookingTerms, *, seen: SeenCase | None = None, error: InvalidInput | None = None
) -> PeoplePage:
    sections = [Section("who", _("Look as"), forms=(_form(desk, case, terms),))]
    if seen is not None:
        sections = [*_seen(seen), *sections]
    return PeoplePage(
        title=_("The case as others see it"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("The test is logged and shows nothing that you may not see yourself."),
        sections=tuple(sections),
        trail=(
            Trail(_("Cases"), reverse("cases")),
            Trail(case.reference, reverse("case", args=[case.id])),
            Trail(_("The case as others see it")),
        ),
        notices=() if error is None else (notice_of(error),),
    )


def _form(desk: Desk, case: Case, terms: LookingTerms) -> Form:
    members = list(Member.objects.filter(status=Member.Status.ACTIVE).order_by("code").values_list("code", "name"))
    chosen = terms.member or next((code for code, _name in members if code != desk.viewer.member), "")
    roles = [(role, kind) for role, kind in ROLES.items() if kind.ceiling]
    return Form(
        reverse("case-look", args=[case.id]),
        (Button(_("Look as they do"), "main"),),
        hint=_(
            "An officer of this bureau who works for the purpose of this case,"
            " and is in no task force and no operation."
            " What such a room or a label that names persons opens to some of its officers is not counted."
        ),
        fields=(
            ShownField(
                "member",
                _("Bureau"),
                kind="select",
                choices=tuple(Choice(code, f"{code} · {name}", code == chosen) for code, name in members),
            ),
            ShownField(
                "role",
                _("Role"),
                kind="select",
                choices=tuple(Choice(role.value, str(kind.name), role is terms.role) for role, kind in roles),
            ),
            ShownField(
                "level",
                _("Clearance level"),
                kind="select",
                choices=tuple(Choice(level, level, level == str(terms.level)) for level in _LEVELS),
            ),
        ),
    )


def _seen(seen: SeenCase) -> list[Section]:
    bureau = seen.terms.member
    known = _("It exists for them.") if seen.is_known else _("For them it does not exist.")
    told = (
        (_("The case, its number and its parts"), known),
        (_("People and things read"), str(len(seen.reads))),
        (_("Of which only the existence is learned"), str(len(seen.learns))),
        (_("Leads read"), str(len(seen.leads))),
        (_("Leads read once they are laid in a joint case"), str(len(seen.leads_to_lay))),
        (_("Exhibits offered"), str(len(seen.offered))),
        (_("Own people, things and leads unseen"), str(seen.hidden)),
    )
    title = _("{bureau}, {role}, level {level}").format(
        bureau=bureau, role=ROLES[seen.terms.role].name, level=seen.terms.level
    )
    sections = [Section("seen", title, pairs=told)]
    if seen.reads:
        sections.append(Section("reads", _("What they read"), table=_subjects(seen.reads, with_facts=True)))
    if seen.learns:
        hint = _("When they ask about somebody who resembles these, they learn that something exists.")
        sections.append(
            Section("learns", _("What they may find"), hint, table=_subjects(seen.learns, with_facts=False))
        )
    leads = [(each, _("read")) for each in seen.leads] + [(each, _("once laid")) for each in seen.leads_to_lay]
    if leads:
        rows = tuple(Row((Cell(each.text), Cell(said))) for each, said in leads)
        sections.append(Section("leads", _("Leads"), table=Table((_("Lead"), _("When")), rows)))
    if seen.offered:
        rows = tuple(Row((Cell(title),)) for title in seen.offered)
        sections.append(Section("offered", _("Exhibits offered"), table=Table((_("Exhibit"),), rows)))
    return sections


def _subjects(subjects: tuple[Subject, ...], *, with_facts: bool) -> Table:
    heads = (_("Who or what"), *((_("What they read of it"),) if with_facts else ()))
    rows = []
    for each in subjects:
        told = "; ".join(f"{property_name(fact.prop)}: {fact.original}" for fact in each.facts)
        rows.append(Row((Cell(title_of(each)), *((Cell(told),) if with_facts else ()))))
    return Table(heads, tuple(rows))
