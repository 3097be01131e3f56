"""Pages of retention: the records of one case, the three decisions, the second person, the certificate."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from interlace.core.handling import Action
from interlace.core.procedure.keeping import Cause
from interlace.facts.describing import NAMES
from interlace.facts.field_words import property_name
from interlace.facts.models import Fact
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput, NotFound
from interlace.foundation.http.desk import Desk, code_field, desk_of, notice_of, take_word
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.approvals.actions import SignatureNeeded
from interlace.foundation.localize.formats import day_text, list_text, moment_text, number_text
from interlace.foundation.localize.shown import Notice, ShownField, ShownName, Trail
from interlace.foundation.localize.words import purpose_name
from interlace.oversight.keeping import deciding, extending, holding, queue, sealing
from interlace.oversight.models import Certificate, Extension, ExtensionState, KeptState
from interlace.oversight.pages.overview import STAGE_STATES
from interlace.oversight.presenting import (
    CertificatePage,
    GroupPage,
    ProposalPage,
    RecordRow,
    SealedPage,
    SealedRow,
    SeatShown,
)
from interlace.oversight.words import CATEGORY_WORDS, STAGE_WORDS, amount_text, cause_sentence

SHOWN_VALUES = 3
COUNT_WORDS: "dict[str, Promise]" = {
    "facts": gettext_lazy("Facts"),
    "subjects": gettext_lazy("Persons and things"),
    "pictures": gettext_lazy("Pictures, with their sealed files"),
    "hits_withdrawn": gettext_lazy("Hits that rested on them, withdrawn on both sides"),
    "rows_of_files": gettext_lazy("Rows of files that were never stored"),
    "files_handed_out_before": gettext_lazy("Files handed out before, to be destroyed by who took them"),
    "checks": gettext_lazy("Questions asked"),
    "hits": gettext_lazy("Hits emptied of their values"),
    "rejects": gettext_lazy("Files whose rejected rows were deleted"),
    "copies": gettext_lazy("Copies made for a hit"),
    "threads": gettext_lazy("Threads, our side"),
    "messages": gettext_lazy("Messages in them"),
    "attachments": gettext_lazy("Attached files"),
    "notes": gettext_lazy("Notes of our own"),
    "drafts": gettext_lazy("Letters never sent"),
    "versions": gettext_lazy("Versions of registers"),
    "entries": gettext_lazy("Entries in them"),
    "cases": gettext_lazy("Cases, with what was theirs alone"),
    "sealed": gettext_lazy("Facts sealed under a hold that has ended"),
}


@require_GET
@declare("page.privacy.group", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def group(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """The records of one case that are due for one reason."""
    desk = desk_of(request)
    found = queue.group_of(desk.viewer, record_id, now=desk.now)
    return render(request, "oversight/group.html", {"page": _group_page(request, desk, found)})


@sensitive_post_parameters("code", "passkey")
@require_POST
@declare("page.privacy.decide", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def decide(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Carry the chosen decision out for the chosen records."""
    desk = desk_of(request)
    found = queue.group_of(desk.viewer, record_id, now=desk.now)
    chosen = [each.item.id for each in found.items if str(each.item.id) in set(request.POST.getlist("record"))]
    try:
        if not chosen:
            raise InvalidInput(_("No record is chosen."), fix=_("Tick the records that the decision is about."))
        target = _carry_out(request, desk, chosen)
    except (NotFound, SignatureNeeded):
        raise
    except InterlaceError as refused:
        page = _group_page(request, desk, found, notices=_notices_of(refused))
        return render(request, "oversight/group.html", {"page": page}, status=status_of(refused))
    return redirect(target)


def _carry_out(request: HttpRequest, desk: Desk, chosen: Sequence[UUID]) -> str:
    """Do it, and say where the reader goes on."""
    viewer, now, posted = desk.viewer, desk.now, request.POST
    match posted.get("decision"):
        case "delete":
            certificate = deciding.delete_records(viewer, chosen, now=now)
            return reverse("privacy-certificate", args=[certificate.id])
        case "extend":
            until = _moment(desk, posted.get("until"))
            if until is None:
                raise InvalidInput(_("The new last day is missing."), fix=_("Choose a day."))
            reason = posted.get("extend_reason", "")
            signed = take_word(request)
            extension = extending.propose_extension(viewer, chosen, until=until, reason=reason, now=now, signed=signed)
            return reverse("privacy-extension", args=[extension.id])
        case "hold":
            holding.hold_records(
                viewer,
                chosen,
                reason=posted.get("hold_reason", ""),
                basis=posted.get("basis", ""),
                review=_moment(desk, posted.get("review")),
                now=now,
            )
            return reverse("privacy")
        case "lift":
            holding.lift_holds(viewer, chosen, now=now)
            return reverse("privacy")
    raise InvalidInput(_("Nothing was decided."), fix=_("Choose delete, extend or legal hold."))


@require_GET
@declare("page.privacy.extension", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def extension(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """A proposal to keep records longer."""
    desk = desk_of(request)
    return render(request, "oversight/extension.html", {"page": _extension_page(request, desk, extension_id)})


@sensitive_post_parameters("code")
@require_POST
@declare("page.privacy.sign", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def sign(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """Sign as the second person, with a passkey or a fresh code."""
    desk = desk_of(request)
    _extension_of(desk, extension_id)
    try:
        signed, digest = take_word(request), request.POST.get("digest", "")
        extending.approve_extension(desk.viewer, extension_id, digest=digest, now=desk.now, signed=signed)
    except SignatureNeeded:
        raise
    except InterlaceError as refused:
        page = _extension_page(request, desk, extension_id, notices=[notice_of(refused)])
        return render(request, "oversight/extension.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-extension", extension_id=extension_id)


@require_POST
@declare("page.privacy.refuse", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def refuse(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    """Decide against it as the second person."""
    desk = desk_of(request)
    _extension_of(desk, extension_id)
    try:
        extending.refuse_extension(desk.viewer, extension_id, now=desk.now)
    except InterlaceError as refused:
        page = _extension_page(request, desk, extension_id, notices=[notice_of(refused)])
        return render(request, "oversight/extension.html", {"page": page}, status=status_of(refused))
    return redirect("privacy-extension", extension_id=extension_id)


@require_GET
@declare("page.privacy.certificate", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate, to be read and printed."""
    desk = desk_of(request)
    found = queue.certificate_of(desk.viewer, certificate_id, now=desk.now)
    return render(request, "oversight/certificate.html", {"page": _certificate_page(desk, found)})


@require_GET
@declare("page.privacy.certificate_text", SurfaceKind.EXPORT, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def certificate_text(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The text that the ledger signed, to the byte."""
    desk = desk_of(request)
    found = queue.certificate_of(desk.viewer, certificate_id, now=desk.now)
    answer = HttpResponse(found.text + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.id}.json"'
    return answer


def _group_page(request: HttpRequest, desk: Desk, found: queue.Group, *, notices: Sequence[Notice] = ()) -> GroupPage:
    said, code = request.POST, code_field(request)
    reason = found.reason
    title = reason.reference or _("Without a reference")
    items = [each.item for each in found.items]
    facts = queue.readable_facts(desk.viewer, items, now=desk.now)
    titles = queue.titles_of(desk.viewer, items, now=desk.now)
    return GroupPage(
        title=title,
        sub=_("{what}, {purpose}; due because of {cause}").format(
            what=str(CATEGORY_WORDS[reason.category]),
            purpose=purpose_name(reason.purpose),
            cause=cause_sentence(reason.cause, reason.rule),
        ),
        handling=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        trail=_trail(title),
        url=reverse("privacy-decide", args=[found.id]),
        rows=tuple(
            record_row(desk, each, facts.get(each.item.id, []), titles.get(each.item.id, ())) for each in found.items
        ),
        extend_fields=(
            ShownField("until", _("New last day"), value=said.get("until", ""), kind="date", required=False),
            ShownField(
                "extend_reason", _("Why it is still needed"), value=said.get("extend_reason", ""), required=False
            ),
            # Only this decision takes it: the others share the form.
            *(() if code is None else (replace(code, required=False),)),
        ),
        hold_fields=(
            ShownField("hold_reason", _("Why it must be kept"), value=said.get("hold_reason", ""), required=False),
            ShownField("basis", _("Law or order"), value=said.get("basis", ""), required=False),
            ShownField("review", _("Looked at again on"), value=said.get("review", ""), kind="date", required=False),
        ),
        notices=(*notices, *_warnings(reason)),
    )


def _warnings(reason: queue.Reason) -> list[Notice]:
    """What the node will do without being told."""
    if reason.cause != Cause.AUTHORISATION:
        return []
    return [
        Notice(
            lead=_("The node deletes this copy by itself on its day."),
            text=_("Nobody can keep it longer; only a legal hold stops it. A new copy needs a new authorisation."),
            tone="warn",
            mark="waiting",
        )
    ]


def record_row(desk: Desk, queued: queue.QueuedItem, facts: Sequence[Fact], titles: tuple[str, ...]) -> RecordRow:
    """One record, with what this reader may still read of it."""
    item = queued.item
    is_open = not queued.is_held and not queued.waits_for_second
    return RecordRow(
        id=str(item.id),
        name=name_of(facts),
        title=titles[0] if titles else "",
        values=titles[1:] if titles else values_of(facts),
        amount=amount_text(item.category, item.amount, language=desk.reader.language),
        due=day_text(item.due.astimezone(desk.reader.zone).date(), language=desk.reader.language),
        state=STAGE_STATES[queued.stage] if not queued.waits_for_second else "one_of_two",
        state_text=_state_text(queued),
        is_open=is_open,
        is_held=queued.is_held,
        hold=": ".join(filter(None, (queued.hold_basis, queued.hold_reason))),
        sealed_url=reverse("privacy-sealed", args=[queued.hold.id]) if queued.hold and queued.opens_sealed else "",
    )


def _state_text(queued: queue.QueuedItem) -> str:
    if queued.waits_for_second:
        return _("Waits for a second person")
    if queued.item.state == KeptState.SEALED:
        return str(KeptState.SEALED.label)
    return str(STAGE_WORDS[queued.stage])


def name_of(facts: Sequence[Fact]) -> ShownName | None:
    """The first name among these facts."""
    return next((shown_name(fact.original) for fact in facts if fact.prop in NAMES), None)


def values_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """A few other values, enough to know the record again."""
    others = [fact.original or fact.value for fact in facts if fact.prop not in NAMES and fact.key]
    return tuple(dict.fromkeys(others))[:SHOWN_VALUES]


@require_GET
@declare("page.privacy.sealed", SurfaceKind.PAGE, actions=(Action.READ,), purpose=PurposeFrom.OBJECT)
def sealed(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """What was recalled and is sealed under a hold, for the hold's keeper alone."""
    desk = desk_of(request)
    found = sealing.sealed_of(desk.viewer, hold_id, now=desk.now)
    title = _("Sealed under a legal hold")
    page = SealedPage(
        title=title,
        handling=_("For the keeper of this hold only. Every look is logged."),
        trail=_trail(title),
        rows=tuple(_sealed_row(desk, each) for each in found),
    )
    return render(request, "oversight/sealed.html", {"page": page})


def _sealed_row(desk: Desk, fact: sealing.SealedView) -> SealedRow:
    return SealedRow(
        what=property_name(fact.prop),
        value=_("another record") if _points(fact.value) else fact.original or fact.value,
        source=fact.source,
        contributed=desk.when(fact.contributed),
        recalled=desk.when(fact.recalled),
        picture=_("The picture is sealed with it.") if fact.has_picture else "",
    )


def _extension_of(desk: Desk, extension_id: UUID) -> Extension:
    with acting(desk.viewer, now=desk.now):
        return extending.visible_extension(desk.viewer, extension_id)


def _extension_page(
    request: HttpRequest, desk: Desk, extension_id: UUID, *, notices: Sequence[Notice] = ()
) -> ProposalPage:
    found = _extension_of(desk, extension_id)
    is_own, is_open = str(found.proposed_by) == desk.viewer.id, found.waits(now=desk.now)
    may_decide = is_open and not is_own
    lines = (
        _("proposes, {when}").format(when=desk.when(found.proposed)),
        *((_("that is you"),) if is_own else ()),
    )
    second = (
        SeatShown(_("A second person"), (_("not signed"),), is_signed=False)
        if found.decided is None
        else SeatShown(
            found.decided_by_name,
            (f"{ExtensionState(found.state).label}, {desk.when(found.decided)}",),
            is_signed=found.state == ExtensionState.APPROVED,
        )
    )
    title = _("Keep longer: {reference}").format(reference=found.reference or _("Without a reference"))
    return ProposalPage(
        title=title,
        handling=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        trail=_trail(title),
        pairs=(
            (_("Records"), number_text(len(found.items), language=desk.reader.language)),
            (_("New last day"), moment_text(found.until, zone=desk.reader.zone, language=desk.reader.language)),
            (_("Reason"), found.reason),
            (_("Digest to sign"), found.digest),
        ),
        seats=(SeatShown(found.proposed_by_name, lines, is_signed=True), second),
        digest=found.digest,
        sign_url=reverse("privacy-sign", args=[found.id]) if may_decide else "",
        refuse_url=reverse("privacy-refuse", args=[found.id]) if may_decide else "",
        code=code_field(request) if may_decide else None,
        notices=notices,
    )


def _certificate_page(desk: Desk, found: Certificate) -> CertificatePage:
    body = json.loads(found.text)
    title = _("Certificate of deletion")
    return CertificatePage(
        title=title,
        handling=_("It holds counts and digests, and nothing of what was deleted."),
        trail=_trail(title),
        pairs=(
            (_("Number"), str(found.id)),
            (_("Bureau"), found.member),
            (_("Deleted"), moment_text(found.at, zone=desk.reader.zone, language=desk.reader.language)),
            (_("By"), found.by_name or _("by the node itself")),
            *(((_("Held for"), _held_for(desk, found)),) if found.purposes else ()),
            (_("SHA-256 of the text, as the ledger holds it"), found.sha256),
            (_("Merkle root of the digests"), body["root"]),
        ),
        counts=tuple(
            (str(COUNT_WORDS.get(kind, kind)), number_text(count, language=desk.reader.language))
            for kind, count in sorted(body["counts"].items())
        ),
        text_url=reverse("privacy-certificate-text", args=[found.id]),
        state="deleted" if found.swept else "waiting",
        state_text=_("Deleted everywhere") if found.swept else _("Deleted; the index is being rewritten"),
    )


def _held_for(desk: Desk, found: Certificate) -> str:
    return list_text([purpose_name(each) for each in found.purposes], language=desk.reader.language)


def _points(value: str) -> bool:
    """Whether a value only points at another record."""
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _notices_of(refused: InterlaceError) -> list[Notice]:
    """The refusal, and each field's problem as a sentence of its own."""
    problems = refused.problems if isinstance(refused, InvalidInput) else ()
    return [notice_of(refused), *(Notice(lead=str(each.what), text=str(each.fix), tone="warn") for each in problems)]


def _moment(desk: Desk, day: str | None) -> datetime | None:
    """The end of a day as the reader counts it."""
    try:
        return datetime.combine(date.fromisoformat(day or ""), time(23, 59), tzinfo=desk.reader.zone)
    except ValueError:
        return None


def _trail(title: str) -> tuple[Trail, ...]:
    return (Trail(_("Data protection"), reverse("privacy")), Trail(title))
