"""A message that is being written, as its page shows it, with the one sentence of what keeps it back."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.core.procedure.threads import TYPES, Item, Move, Outcome, ThreadStage, ThreadType
from interlace.desk.pages.draft_form import (
    Unreadable,
    fields_of,
    item_rows,
    message_from,
    more_fields,
    recipient_field,
    text_field,
    translation_fields,
    type_field,
)
from interlace.desk.pages.language_form import language_field
from interlace.desk.pages.presenting import DraftPage, Line, MoveForm, NewPage, Saved, ShownFile
from interlace.desk.pages.quote_form import quote_rows, words_before
from interlace.desk.pages.showing import size_text
from interlace.desk.pages.unsent import unsent_words, with_unsent
from interlace.desk.threads.attachments import attachments_of_draft
from interlace.desk.threads.drafting import draft_of, message_of
from interlace.desk.threads.files import LARGEST
from interlace.desk.threads.foreign_numbers import numbers_known, numbers_of_matter
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Draft
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.sending import check_sending
from interlace.desk.threads.wording import wording
from interlace.desk.threads.words import ITEMS, MESSAGES, OUTCOMES, STATES, blocked_sentence
from interlace.facts.field_words import property_name
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, Refused
from interlace.foundation.http.desk import Desk, code_field, notice_of
from interlace.foundation.http.problems import status_of
from interlace.foundation.http.unsent import Form, FormName
from interlace.foundation.localize.formats import hour_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail

MEBIBYTE = 1024 * 1024
LANGUAGES = (("en", "English"), ("fr", "Français"), ("vi", "Tiếng Việt"))


def new_page(request: HttpRequest, desk: Desk, *, error: InterlaceError | None = None) -> HttpResponse:
    """To whom, of what type, in which language: the draft begins with the standard wording."""
    chosen, hit = request.POST.get("type", ""), _hit(request.POST.get("hit", request.GET.get("hit", "")))
    if hit is not None:
        chosen = chosen or ThreadType.HIT_FOLLOW_UP
    languages = tuple(Choice(code, name, code == desk.reader.language) for code, name in LANGUAGES)
    page = NewPage(
        trail=(Trail(_("Threads"), reverse("threads")), Trail(_("New message"))),
        lead=_("A draft of {bureau}.").format(bureau=desk.viewer.member),
        handling=_("The other side sees nothing before it is sent."),
        notices=() if error is None else (notice_of(error),),
        fields=(
            recipient_field(desk.viewer.member, request.POST.get("to", request.GET.get("to", ""))),
            type_field(ThreadType(chosen) if chosen in set(ThreadType) else None),
            ShownField("language", _("Language of the message"), kind="select", choices=languages),
        ),
        hit=str(hit or ""),
        url=reverse("thread-new"),
    )
    return render(request, "desk/new.html", {"page": page}, status=200 if error is None else status_of(error))


def opening_from(request: HttpRequest, desk: Desk) -> Message:
    """The beginning of a message in the standard wording of its type, with the numbers that the case has elsewhere."""
    chosen, language = request.POST.get("type", ""), request.POST.get("language", "")
    if chosen not in set(ThreadType):
        raise InvalidInput(_("The type of the message is missing."))
    begun = wording(ThreadType(chosen), language if language in dict(LANGUAGES) else "en")
    return Message(
        title=begun.title,
        text=begun.text,
        language=begun.language,
        type=begun.type,
        to=request.POST.get("to", "").replace("\x00", "").strip().upper()[:16],
        hit=_hit(request.POST.get("hit", "")) if begun.type is ThreadType.HIT_FOLLOW_UP else None,
        foreign=numbers_of_matter(desk.viewer, now=desk.now),
        tell_secretariat=TYPES[begun.type].tells_secretariat,
    )


def _hit(text: str) -> UUID | None:
    """The hit that is followed up; what is no number of one is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def draft_page(
    request: HttpRequest,
    desk: Desk,
    draft_id: UUID,
    *,
    error: InterlaceError | None = None,
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a draft, with what could not be done and what had been typed then."""
    draft = draft_of(desk.viewer, draft_id, now=desk.now)
    matter = desk.viewer.working_for(purpose=draft.purpose, reference=draft.reference)
    view = thread_of(desk.viewer, draft.thread, now=desk.now) if draft.thread is not None else None
    before = words_before(view)
    message = _as_typed(typed, draft, desk, before)
    asked: tuple[Item, ...] = view.state.items if view is not None and view.state is not None else ()
    said = {each.pointer: f"{each.what} {each.fix}".strip() for each in getattr(error, "problems", ())}
    side = view.side if view is not None else None
    is_author, state = desk.viewer.id in draft.authors, ThreadStage(draft.state)
    is_opening, where = draft.move == Move.SEND, reverse("thread-draft", args=[draft.id])
    files = attachments_of_draft(matter, draft, now=desk.now)
    more = more_fields(message, draft=draft, desk=desk, said=said)
    page = DraftPage(
        trail=_trail(draft, message),
        title=message.title or (side.title if side else "") or _("Message"),
        sub=_("{move} to {bureau}").format(
            move=MESSAGES[Move(draft.move)],
            bureau=(side.counterpart if side else message.to) or _("nobody yet"),
        ),
        lead=_("A draft of {bureau}.").format(bureau=draft.member),
        handling=_("The other side sees nothing before it is sent."),
        notices=tuple(_notices(draft, error)),
        saved=saved_of(desk, draft),
        is_edited=state is ThreadStage.DRAFT or (is_author and state is not ThreadStage.SENT),
        is_opening=is_opening,
        fields=fields_of(message, draft=draft, side=side, said=said),
        text=text_field(message, said),
        language=language_field("language", _("Language of the text"), message.language),
        translation=translation_fields(message, said),
        is_translated=message.translation is not None or "/translation/language" in said,
        quotes=quote_rows(message, before),
        is_quoting=bool(message.quotes) or "/quotes" in said,
        tells_secretariat=message.tell_secretariat if is_opening and _may_tell(message) else None,
        known_numbers=known_numbers(matter, desk) if is_opening else (),
        more=more,
        has_more=any(each.value or each.error for each in more),
        items=item_rows(message, draft=draft, asked=asked),
        items_title=_("To be verified") if is_opening else _("The answer to each item"),
        facts=tuple(_facts(matter, message, desk)),
        files=tuple(
            ShownFile(
                each.file_name,
                size_text(each.size),
                reverse("thread-file", args=[each.id]),
                reverse("thread-file-detach", args=[each.id]),
            )
            for each in files
        ),
        largest=LARGEST,
        too_large=_("A message carries files of at most {most} MiB. Split it, or hand it over as evidence.").format(
            most=LARGEST // MEBIBYTE
        ),
        read=tuple(_read(message, asked)),
        seat=secrets.token_hex(16),
        reader=desk.viewer.id,
        url=reverse("thread-draft-send", args=[draft.id]),
        page_url=where,
        sign_in_url=f"{reverse('sign-in')}?{urlencode({'next': where})}",
        save_url=reverse("thread-draft-save", args=[draft.id]),
        attach_url=reverse("thread-draft-attach", args=[draft.id]),
        discard_url=reverse("thread-draft-discard", args=[draft.id]),
        send_url=reverse("thread-draft-send", args=[draft.id])
        if state in {ThreadStage.DRAFT, ThreadStage.REVIEWED}
        else "",
        approve=_approve(request, draft) if state is ThreadStage.IN_REVIEW and not is_author else None,
        give_back=_give_back(matter, draft, desk) if state is ThreadStage.IN_REVIEW and not is_author else None,
    )
    return render(request, "desk/draft.html", {"page": page}, status=200 if error is None else status_of(error))


def saved_of(desk: Desk, draft: Draft) -> Saved:
    """When the draft was kept, and in one sentence what keeps it back."""
    said = _("Kept at {time}. Nothing is lost if you leave.").format(
        time=hour_text(draft.changed, zone=desk.reader.zone)
    )
    matter = desk.viewer.working_for(purpose=draft.purpose, reference=draft.reference)
    try:
        check = check_sending(matter, draft.id, now=desk.now)
    except (Conflict, InvalidInput, Refused) as error:
        return Saved(draft.version, said, str(error.message), blocks=True)
    if not check.may_go:
        return Saved(draft.version, said, blocked_sentence(check), blocks=True)
    if check.review_needed and draft.state != ThreadStage.REVIEWED:
        return Saved(draft.version, said, _("Another officer must read this message before it is sent."))
    return Saved(draft.version, said, _("No label keeps it back."))


def known_numbers(matter: Viewer, desk: Desk) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was noted before in each register, so that it is chosen and not typed again."""
    return tuple(numbers_known(matter, now=desk.now).items())


def _may_tell(message: Message) -> bool:
    return message.type is not None and TYPES[message.type].tells_secretariat


def _as_typed(typed: Mapping[str, Any] | None, draft: Draft, desk: Desk, before: Mapping[int, str]) -> Message:
    """What was typed stays in the form when it could not be kept."""
    kept = message_of(draft)
    if typed is None or "version" not in typed:
        return kept
    try:
        return message_from(typed, kept, draft=draft, desk=desk, before=before)
    except Unreadable as error:
        return error.rest


def _trail(draft: Draft, message: Message) -> tuple[Trail, ...]:
    threads = Trail(_("Threads"), reverse("threads"))
    if draft.thread is None:
        return (threads, Trail(message.title or _("New message")))
    return (threads, Trail(_("Thread"), reverse("thread", args=[draft.thread])), Trail(str(MESSAGES[Move(draft.move)])))


def _notices(draft: Draft, error: InterlaceError | None) -> list[Notice]:
    notices = [] if error is None else [notice_of(error)]
    if draft.branch_of is not None:
        other = reverse("thread-draft", args=[draft.branch_of])
        lead = _("Somebody else changed the first draft meanwhile; this is what you typed.")
        notices.append(Notice(lead, tone="warn", link=_("Open the other one"), url=other))
    if draft.remark and draft.state == ThreadStage.DRAFT:
        notices.append(Notice(_("It came back to be changed:"), draft.remark, tone="warn"))
    if draft.state == ThreadStage.IN_REVIEW:
        notices.append(Notice(str(STATES[ThreadStage.IN_REVIEW]), _("A change takes it back.")))
    if draft.state == ThreadStage.REVIEWED:
        lead = _("Approved by {officer}, not sent.").format(officer=draft.reviewer_name)
        notices.append(Notice(lead, _("A change undoes the approval."), tone="good", mark="ok"))
    return notices


def _facts(matter: Viewer, message: Message, desk: Desk) -> list[tuple[str, str]]:
    """The chosen facts in words; one that may not be read any more by its number alone."""
    with acting(matter, now=desk.now):
        found = {fact.id: fact for fact in Fact.objects.visible_to(matter).filter(id__in=message.facts)}
    words = []
    for chosen in message.facts:
        fact = found.get(chosen)
        text = _("no longer yours to read")
        if fact is not None:
            text = _("{field}: {value} ({owner})").format(
                field=property_name(fact.prop), value=fact.original or fact.value, owner=fact.originator
            )
        words.append((str(chosen), text))
    return words


def _read(message: Message, asked: tuple[Item, ...]) -> list[Line]:
    """The message as another officer reads it."""
    lines = [Line(_("Text"), message.text)]
    if message.translation is not None:
        lines.append(Line(_("Translation, beside the text"), message.translation.text))
    for quote in message.quotes:
        lines.append(Line(_("From message {number}").format(number=quote.event), quote.text))
        if quote.translation is not None:
            lines.append(Line(_("Translation of these words"), quote.translation.text))
    lines += [Line(str(ITEMS[item.kind]), item.what) for item in message.items]
    if message.outcome is not None:
        lines.append(Line(_("Outcome"), str(OUTCOMES[Outcome(message.outcome)])))
    for item, verdict in zip(asked, message.verdicts, strict=False):
        lines.append(Line(item.what, ", ".join(filter(None, (str(OUTCOMES[verdict.outcome]), verdict.source)))))
    return lines


def _approve(request: HttpRequest, draft: Draft) -> MoveForm:
    code = code_field(request)
    return MoveForm(
        _("Approve"),
        _("Approve exactly this"),
        reverse("thread-draft-approve", args=[draft.id]),
        fields=(code,) if code is not None else (),
        values=(("digest", draft.digest),),
        is_main=True,
    )


def _give_back(matter: Viewer, draft: Draft, desk: Desk) -> MoveForm:
    remark: Mapping[str, str] = {"maxlength": "2000"}
    field = ShownField("remark", _("What is to be changed"), kind="textarea", attributes=remark)
    form = MoveForm(_("Give it back"), _("Give it back"), reverse("thread-draft-return", args=[draft.id]), (field,))
    words = unsent_words(matter, Form(FormName.DRAFT, draft.id), now=desk.now)
    (shown,) = with_unsent([form], words, keep_url=reverse("thread-draft-unsent", args=[draft.id]))
    return shown
