"""Packages on pages: made of the exhibits that are ticked, kept here, taken whole or with parts closed."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.bureaus.people.presenting import Box, Boxes, Button, Form, PeoplePage, Section
from interlace.cases.finding import matter_of_case
from interlace.core.handling import Action
from interlace.evidence.bundle.redacting import Hidden
from interlace.evidence.exporting import LeftOut
from interlace.evidence.models import KeptPackage
from interlace.evidence.packages import make_package, package_of, take_package
from interlace.evidence.pages.showing import case_page, done_notice, own_bureau, size_text, when_text
from interlace.evidence.words import ABOUT_LEFT_OUT, LEFT_OUT_WORDS, STATEMENT_WORDS
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_code
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.shown import Trail

SEES = (Action.DISCOVER, Action.READ)
TAKES = (*SEES, Action.EXPORT, Action.CITE)


@require_POST
@declare("page.package.make", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def make(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Make a package of the exhibits that are ticked."""
    desk = desk_of(request)
    _matter, case = matter_of_case(desk.viewer, case_id, now=desk.now)
    names = request.POST.getlist("row")
    try:
        if not names:
            raise InvalidInput(_("No exhibit is chosen."), fix=_("Tick the exhibits that go into the package."))
        made = make_package(desk.viewer, case_id, now=desk.now, names=names, consent=request.POST.get("consent", ""))
    except InterlaceError as error:
        page = case_page(request, desk, case, error=error)
        return render(request, "bureaus/people/page.html", {"page": page}, status=status_of(error))
    return redirect(f"{reverse('package', args=[made.id])}?done=made")


@require_GET
@declare("page.package", SurfaceKind.PAGE, actions=SEES, purpose=PurposeFrom.OBJECT)
def package(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """What is in a package, and how it is taken out."""
    desk = desk_of(request)
    found = package_of(desk.viewer, package_id, now=desk.now)
    return render(request, "bureaus/people/page.html", {"page": _page(request, desk, found)})


@sensitive_post_parameters("code")
@require_POST
@declare("page.package.take", SurfaceKind.PAGE, actions=TAKES, purpose=PurposeFrom.OBJECT)
def take(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """Take it out, whole or with parts closed."""
    desk = desk_of(request)
    found = package_of(desk.viewer, package_id, now=desk.now)
    try:
        hidden = _hidden(request) if request.POST.get("do") == "redacted" else None
        take_code(request)
        content = take_package(desk.viewer, package_id, now=desk.now, hidden=hidden)
    except NotFound:
        raise
    except InterlaceError as error:
        page = _page(request, desk, found, error=error)
        return render(request, "bureaus/people/page.html", {"page": page}, status=status_of(error))
    name = f"package-{package_id}{'' if hidden is None else '-redacted'}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )


def _hidden(request: HttpRequest) -> Hidden:
    numbers = frozenset(int(each) for each in request.POST.getlist("exhibit") if each.isdecimal() and len(each) < 6)
    hidden = Hidden(numbers, frozenset(request.POST.getlist("statement")) & STATEMENT_WORDS.keys())
    if not (hidden.exhibits or hidden.patterns):
        raise InvalidInput(_("Nothing is closed."), fix=_("Tick what the reader of the copy shall not see."))
    return hidden


def _page(request: HttpRequest, desk: Desk, found: KeptPackage, *, error: InterlaceError | None = None) -> PeoplePage:
    sections = [
        Section(
            "package",
            _("What it is"),
            hint=_("Check it without a network: python verify.py PACKAGE.zip --key KEY"),
            pairs=(
                (_("Exhibits"), ", ".join(found.exhibits)),
                *(((_("Left out"), _left_out_text(found)),) if found.left_out else ()),
                (_("Root"), found.root),
                (_("Size"), size_text(desk, found.size)),
                (_("Made by"), found.made_by_name),
                *(((_("Consent for closed exhibits"), found.consent),) if found.consent else ()),
            ),
        )
    ]
    if Verb.EXPORT in desk.viewer.verbs:
        url, code = reverse("package-take", args=[found.id]), code_field(request)
        whole = Form(url, (Button(_("Take the whole package"), "main"),), code=code)
        sections.append(Section("take", _("Take it out"), hint=_("The ledger notes who took it."), forms=(whole,)))
        sections.append(Section("closed", _("Take a copy with parts closed"), forms=(_redacting(found, url, request),)))
    return PeoplePage(
        title=_("Package of {when}").format(when=when_text(desk, found.made)),
        lead=own_bureau(desk),
        handling=_("Kept here, sealed. A copy with parts closed checks under the same root and signature."),
        sections=tuple(sections),
        trail=(
            Trail(_("Exhibits"), reverse("exhibits")),
            Trail(found.case.reference, reverse("exhibits-of", args=[found.case_id])),
            Trail(_("Package")),
        ),
        notices=done_notice(request) if error is None else (notice_of(error),),
    )


def _left_out_text(found: KeptPackage) -> str:
    return "; ".join(f"{name}: {LEFT_OUT_WORDS[LeftOut(why)]}" for name, why in found.left_out.items())


def _redacting(found: KeptPackage, url: str, request: HttpRequest) -> Form:
    exhibits = tuple(Box(str(number), name) for number, name in enumerate(found.exhibits, 1))
    offered = {each for each in STATEMENT_WORDS if found.left_out or each != ABOUT_LEFT_OUT}
    statements = tuple(Box(pattern, str(words)) for pattern, words in STATEMENT_WORDS.items() if pattern in offered)
    code = code_field(request)
    return Form(
        url,
        (Button(_("Take the copy"), value="redacted"),),
        hint=_("What is ticked is closed: its place and its weight in the root stay, its words and bytes do not."),
        boxes=(
            Boxes("exhibit", _("Whole exhibits"), exhibits),
            Boxes("statement", _("Statements about every exhibit"), statements),
        ),
        code=None if code is None else replace(code, key="code-closed"),
    )
