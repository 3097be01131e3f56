"""The emergency release as a page: what one officer may let go alone, the exact difference, and the signature."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from interlace.bureaus.people.presenting import Box, Boxes, Button, Form, PeoplePage, Seat, Section
from interlace.core.handling import Action
from interlace.core.procedure.emergency import MINIMUM, EmergencyGround, IdentityPart, fits
from interlace.core.procedure.ladder import Urgency
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InterlaceError, InvalidInput, NotFound, Refused
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.screening.emergency_schemas import LONGEST_REASON
from interlace.screening.forms import Posted
from interlace.screening.hits.emergency_releases import (
    Drawn,
    Emergency,
    draw_up,
    may_release_alone,
    minimum_of,
    release_alone,
)
from interlace.screening.holdings import Statement
from interlace.screening.models import HitSide
from interlace.screening.pages.comparison import field_label
from interlace.screening.pages.release_view import sentence_of
from interlace.screening.queries import hit_of
from interlace.screening.words import GROUNDS, PARTS


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was sent, shown again with what is wrong with it."""

    fields: frozenset[str] = frozenset()
    ground: str = ""
    reason: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    @classmethod
    def of(cls, posted: Posted, error: InterlaceError) -> Self:
        """As it arrived, each problem at its field; one that has no field is said at the top."""
        problems = {each.pointer: f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}
        return cls(
            fields=frozenset(map(str, posted.getlist("fields"))),
            ground=str(posted.get("ground", "")),
            reason=str(posted.get("reason", "")),
            problems=problems,
            notices=() if problems else (notice_of(error),),
        )


@sensitive_post_parameters("code", "passkey", "reason")
@require_http_methods(["GET", "POST"])
@declare("page.hit.emergency", SurfaceKind.PAGE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def emergency(request: HttpRequest, hit_id: UUID) -> HttpResponse:
    """Choose the fields and the ground; read exactly what would leave; sign it."""
    desk = desk_of(request)
    side = hit_of(desk.viewer, hit_id, now=desk.now).side
    matter = desk.viewer.working_for(purpose=side.purpose, reference=side.reference or desk.viewer.reference)
    if request.method == "GET":
        return _form_page(request, desk, matter, side)
    try:
        asked = _asked(request.POST)
        if not desk.officer.needs_passkey and "digest" not in request.POST:
            return _exact_page(request, desk, draw_up(matter, hit_id, asked, now=desk.now))
        signed = take_word(request)
        if signed is None and not desk.officer.needs_passkey:
            _require_same(draw_up(matter, hit_id, asked, now=desk.now), str(request.POST["digest"]))
        made = release_alone(matter, hit_id, asked, now=desk.now, signed=signed)
    except NotFound:
        raise
    except (InvalidInput, Conflict, Refused) as error:
        typed = _Typed.of(request.POST, error)
        return _form_page(request, desk, matter, side, typed=typed, status=status_of(error))
    return redirect("release-review", emergency_id=made.id)


def _asked(posted: Posted) -> Emergency:
    ground = str(posted.get("ground", ""))
    if ground not in set(EmergencyGround):
        what = _("Choose the risk to life or safety.")
        raise InvalidInput(what, problems=[FieldProblem("/ground", "ground_missing", what)])
    return Emergency(
        fields=tuple(dict.fromkeys(map(str, posted.getlist("fields")))),
        ground=EmergencyGround(ground),
        reason=str(posted.get("reason", ""))[:LONGEST_REASON],
    )


def _require_same(drawn: Drawn, digest: str) -> None:
    if drawn.difference.digest != digest:
        raise Conflict(_("What you saw is not what would be signed."), fix=_("Read the difference again and sign it."))


def _form_page(
    request: HttpRequest,
    desk: Desk,
    matter: Viewer,
    side: HitSide,
    *,
    typed: _Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    if not may_release_alone(matter, side, now=desk.now):
        raise NotFound(_("There is no such hit."))
    said = typed or _Typed()
    with acting(matter, Action.READ, now=desk.now):
        choices = minimum_of(matter, side, now=desk.now)
    chosen = said.fields if typed is not None else _usual(choices)
    form = Form(
        reverse("hit-emergency", args=[side.hit]),
        (Button(_("Show exactly what leaves"), "main"),),
        fields=_fields(side, said),
        boxes=tuple(_boxes(choices, chosen, said)),
    )
    sections = (
        Section(
            "fields",
            _("What {bureau} will see at once").format(bureau=side.counterpart),
            hint=_("Only by whom a person is known, and only where its handling lets it go."),
            forms=(form,),
        ),
    )
    return _page(request, side, sections, notices=said.notices, status=status)


def _fields(side: HitSide, said: _Typed) -> tuple[ShownField, ...]:
    grounds = tuple(
        Choice(ground.value, str(word), ground.value == said.ground)
        for ground, word in GROUNDS.items()
        if fits(ground, Urgency(side.urgency))
    )
    return (
        ShownField("ground", _("The risk"), kind="select", choices=grounds, error=said.problems.get("/ground", "")),
        ShownField(
            "reason",
            _("What the risk is, and how you know"),
            kind="textarea",
            value=said.reason,
            error=said.problems.get("/reason", ""),
            hint=_("Whoever reviews this within 24 hours reads it; {bureau} does not.").format(bureau=side.counterpart),
            attributes={"maxlength": str(LONGEST_REASON)},
        ),
    )


def _boxes(choices: list[tuple[Statement, IdentityPart]], chosen: frozenset[str], said: _Typed) -> list[Boxes]:
    error = said.problems.get("/fields", "")
    found = []
    for part, word in PARTS.items():
        here = [each for each, its_part in choices if its_part is part]
        if here:
            boxes = tuple(Box(each.tag, _label(each), each.tag in chosen) for each in here)
            most = MINIMUM[part].most
            legend = _("{part}, up to {count}").format(part=word, count=most) if len(here) > most else str(word)
            found.append(Boxes("fields", legend, boxes, error=error))
            error = ""
    return found


def _usual(choices: list[tuple[Statement, IdentityPart]]) -> frozenset[str]:
    """As many of each part as may leave."""
    return frozenset(
        each.tag
        for part, terms in MINIMUM.items()
        for each in [each for each, its_part in choices if its_part is part][: terms.most]
    )


def _exact_page(request: HttpRequest, desk: Desk, drawn: Drawn) -> HttpResponse:
    """The exact difference with the signature below it, where the bureau has no passkeys yet."""
    asked, side = drawn.emergency, drawn.side
    difference = drawn.difference
    values = (
        *(("fields", tag) for tag in asked.fields),
        ("ground", asked.ground.value),
        ("reason", asked.reason),
        ("digest", difference.digest),
    )
    sign = Form(
        reverse("hit-emergency", args=[side.hit]),
        (Button(_("Release it now"), "two"),),
        hint=_("It leaves at once. Another person reviews it within 24 hours, and it is counted."),
        code=code_field(request),
        values=values,
    )
    back = (_("Change it"), reverse("hit-emergency", args=[side.hit]))
    seats = (
        Seat(desk.viewer.officer_name, (_("releases alone, now"),), is_signed=False),
        Seat(_("Another person"), (_("reviews it within 24 hours"), _("may not be you")), is_signed=False),
    )
    sections = (
        Section(
            "exact",
            _("Exactly this leaves for {bureau}").format(bureau=side.counterpart),
            pairs=(
                *((_("Field"), _label(each)) for each in drawn.chosen),
                (_("Handling"), sentence_of(desk, drawn.label, viewer=None)),
                (_("The risk"), str(GROUNDS[asked.ground])),
                (_("Reason"), asked.reason),
                (_("Digest to sign"), difference.digest),
            ),
        ),
        Section("sign", _("Your signature"), seats=seats, forms=(sign,), links=(back,)),
    )
    return _page(request, side, sections)


def _page(
    request: HttpRequest,
    side: HitSide,
    sections: tuple[Section, ...],
    *,
    notices: tuple[Notice, ...] = (),
    status: int = 200,
) -> HttpResponse:
    title = _("Release alone in an emergency")
    hit = _("Hit with {bureau}").format(bureau=side.counterpart)
    page = PeoplePage(
        title=title,
        lead=_("One signature instead of two, for a concrete risk to life or safety."),
        handling=_("The handling of every field stays as it is; another person of {bureau} reviews it.").format(
            bureau=side.member
        ),
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(hit, reverse("hit", args=[side.hit])), Trail(title)),
        sections=sections,
        notices=notices,
    )
    return render(request, "bureaus/people/page.html", {"page": page}, status=status)


def _label(statement: Statement) -> str:
    return field_label(statement.schema, statement.prop, statement.original)
