"""S3 as the page shows it, for either side: an owner sees every reason, an asker what the owner's handling allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Label
from interlace.core.procedure.ladder import ANSWERS, Party, State, Urgency
from interlace.facts.pictures.kinds import PICTURES
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.models import label_from_terms
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail
from interlace.foundation.localize.words import purpose_phrase
from interlace.screening.answers import handling_of
from interlace.screening.hits.reasons import is_deciding
from interlace.screening.hits.releases import SIGNED_WITHIN, USUAL_CODES, release_label
from interlace.screening.models import Release as Proposal
from interlace.screening.pages.comparison import (
    answered_names,
    asked_label,
    comparison,
    field_label,
    fields_compared,
    pictures,
    total,
)
from interlace.screening.pages.desk import label_of, state_of
from interlace.screening.presenting import (
    Act,
    AnswerForm,
    AskForm,
    Handling,
    HitPage,
    Pair,
    Release,
    Rung,
    Seat,
    TwoPersons,
)
from interlace.screening.queries import HitView, reads_no_answer
from interlace.screening.words import URGENCIES, band_word

USUALLY_RELEASED_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a form that could not be carried out, to be shown again with its problem."""

    values: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""
    notice: Notice | None = None
    form: str = ""
    """Which of the forms it was: ask, answer, release, sign."""


NOTHING_TYPED = Typed()


def hit_page(desk: Desk, view: HitView, *, code: ShownField | None, typed: Typed = NOTHING_TYPED) -> HitPage:
    """Everything S3 shows to this viewer."""
    side = view.side
    name = next((shown_name(each) for each in answered_names(view)), None)
    state, words = state_of(side, now=desk.now)
    pending = _pending(view, desk)
    title = _("Hit with {bureau}").format(bureau=side.counterpart)
    return HitPage(
        trail=(Trail(_("Inbox"), reverse("inbox")), Trail(title)),
        title=title,
        name=name,
        state=state,
        state_text=words,
        asked=_asked_line(desk, view),
        handling=_handling(desk, view),
        ladder=tuple(_ladder(desk, view, pending)),
        our_code=side.member,
        their_code=side.counterpart,
        notices=tuple(_notices(desk, view, typed)),
        clocks=tuple(_clocks(desk, view)),
        rows=comparison(view),
        total=total(view),
        pictures=tuple(pictures(view)),
        answer=_answer_form(desk, view, typed),
        ask=_ask_form(desk, view, typed),
        release=None if pending is not None else _release_form(desk, view, code, typed),
        two_persons=_two_persons(desk, pending, code) if pending is not None else None,
        acts=tuple(_acts(desk, view)),
        event=side.last_event,
        pulse_url=f"{reverse('hit-pulse', args=[side.hit])}?seen={pulse_of(view)}",
    )


def pulse_of(view: HitView) -> str:
    """A short text that changes when anything of the hit does that this side may know."""
    side = view.side
    moment = max([side.changed, *(release.decided or release.proposed for release in view.releases)])
    return f"{side.state}-{moment.timestamp():.6f}-{len(view.released)}"


def _asked_line(desk: Desk, view: HitView) -> str:
    side = view.side
    if side.asked is None:
        return _("Found {when}").format(when=desk.when(side.created))
    asker = side.member if side.party == Party.ASKER else side.counterpart
    return _("Asked by {bureau} {when}").format(bureau=asker, when=desk.when(side.asked))


def _handling(desk: Desk, view: HitView) -> Handling:
    side = view.side
    if side.party == Party.HOLDER:
        return _owners_handling(view)
    if view.released:
        sentence = handling_of(view.released, member=side.member, now=desk.now, language=desk.reader.language)
        return Handling(lead=_("What {owner} has released:").format(owner=side.counterpart), text=sentence)
    # A hit that rests on facts of both sides is guarded by both labels; what this side is told is the owner's part.
    return Handling(text=_sentence(desk, book.label(side.holders_label_id), viewer=side.member))


def _owners_handling(view: HitView) -> Handling:
    side = view.side
    lead = _("{owner} is the owner and sees everything of its entry.").format(owner=side.member)
    if side.silent:
        text = _("{bureau} was answered no hit and knows nothing of this.").format(bureau=side.counterpart)
        return Handling(lead=lead, text=text)
    if not side.question:
        text = _("{bureau} holds something that resembles it. Neither side has shown the other anything yet.")
        return Handling(lead=lead, text=text.format(bureau=side.counterpart))
    count = len(side.question)
    lent = ngettext(
        "{bureau} lent {count} field for this question only: {purpose}, {reference}.",
        "{bureau} lent {count} fields for this question only: {purpose}, {reference}.",
        count,
    ).format(bureau=side.counterpart, count=count, purpose=purpose_phrase(side.purpose), reference=side.reference)
    if not side.reference:
        lent = _("{bureau} asked for {purpose}; its reference comes with a question to confirm.").format(
            bureau=side.counterpart, purpose=purpose_phrase(side.purpose)
        )
    sees = _("{bureau} sees so far: a possible hit exists, {strength}.").format(
        bureau=side.counterpart, strength=band_word(side.band)
    )
    return Handling(lead=lead, text=f"{lent} {sees}" if side.released is None else lent)


def _ladder(desk: Desk, view: HitView, pending: Proposal | None) -> list[Rung]:
    side = view.side
    state = State(side.state)
    is_asker = side.party == Party.ASKER
    asker, owner = (side.member, side.counterpart) if is_asker else (side.counterpart, side.member)
    asked = (
        _("by {bureau}, {when}").format(bureau=asker, when=desk.when(side.asked))
        if side.asked
        else _("{bureau} has not asked").format(bureau=asker)
    )
    if state in ANSWERS and side.answered is not None:
        words = {State.CONFIRMED: _("same"), State.NOT_CONFIRMED: _("different"), State.INCONCLUSIVE: _("cannot tell")}
        answered = _("{owner}: {answer}, {when}").format(
            owner=owner, answer=words[state], when=desk.when(side.answered)
        )
    elif side.answered is not None:
        answered = _("by {bureau}, {when}").format(bureau=owner, when=desk.when(side.answered))
    elif side.confirmation_due:
        answered = _("{owner} decides, due {when}").format(owner=owner, when=desk.when(side.confirmation_due))
    else:
        answered = _("{owner} decides").format(owner=owner)
    released = _("fields for {bureau}").format(bureau=asker)
    if side.released:
        released = _("to {bureau}, {when}").format(bureau=asker, when=desk.when(side.released))
    done = (
        True,
        side.asked is not None,
        side.answered is not None,
        side.released is not None,
        side.released is not None,
    )
    # A proposal is a matter of the owner's bureau alone: the asker's ladder never shows it.
    signing = (
        _("waits for a second person")
        if pending is not None
        else _("by a second person of {owner}").format(owner=owner)
    )
    texts = (
        (_("Possible"), _("found by machine, {when}").format(when=desk.when(side.created))),
        (_("Asked"), asked),
        (_("Owner answers"), answered),
        (_("Release approved"), signing),
        (_("Released"), released),
    )
    now = next((place for place, is_done in enumerate(done) if not is_done), len(done))
    if state is State.WITHDRAWN:
        now = len(done)
    return [
        Rung(title, text, "done" if is_done else "now" if place == now else "next")
        for place, ((title, text), is_done) in enumerate(zip(texts, done, strict=True))
    ]


def _notices(desk: Desk, view: HitView, typed: Typed) -> list[Notice]:
    side = view.side
    found = [typed.notice] if typed.notice is not None else []
    if side.state == State.WITHDRAWN:
        found.append(
            Notice(
                lead=_("What this hit rested on was withdrawn."),
                text=_("Stop using it. What was learnt from it has been removed here."),
                tone="bad",
                mark="withdrawn",
            )
        )
    if reads_no_answer(side, now=desk.now):
        found.append(
            Notice(
                lead=_("Nobody has answered in time."),
                text=_("That is neither yes nor no. A late answer is still an answer."),
                tone="waiting",
                mark="waiting",
            )
        )
    if side.urgency == Urgency.HELD and side.state in {State.CONFIRMATION_REQUESTED, State.PERSON_OR_OBJECT_HELD}:
        found.append(_held_notice(desk, view))
    if side.party == Party.ASKER and State(side.state) in ANSWERS:
        found.append(_answer_notice(view))
    return found


def _held_notice(desk: Desk, view: HitView) -> Notice:
    side = view.side
    asker = side.member if side.party == Party.ASKER else side.counterpart
    text = ""
    if side.held_until:
        text = _("{bureau} may hold until {when}; a late answer never prolongs that.").format(
            bureau=asker, when=desk.when(side.held_until)
        )
    return Notice(lead=_("A person is held by {bureau}.").format(bureau=asker), text=text, tone="warn", mark="stop")


def _answer_notice(view: HitView) -> Notice:
    side = view.side
    leads = {
        State.CONFIRMED: _("{owner} has confirmed: the same."),
        State.NOT_CONFIRMED: _("{owner} has answered: different."),
        State.INCONCLUSIVE: _("{owner} cannot tell."),
    }
    lead = leads[State(side.state)].format(owner=side.counterpart)
    is_yes = side.state == State.CONFIRMED
    return Notice(
        lead=lead, text=side.answer_reason, tone="good" if is_yes else "", mark="confirmed" if is_yes else "info"
    )


def _clocks(desk: Desk, view: HitView) -> list[Pair]:
    side = view.side
    if side.state != State.CONFIRMATION_REQUESTED or side.asked is None:
        return []
    pairs = []
    if side.first_answered is not None:
        pairs.append(Pair(_("First answer"), text=_("given {when}").format(when=desk.when(side.first_answered))))
    elif side.first_answer_due is not None:
        pairs.append(Pair(_("First answer"), clock=desk.clock(side.first_answer_due, started=side.asked)))
    if side.confirmation_due is not None:
        pairs.append(Pair(_("Confirmation"), clock=desk.clock(side.confirmation_due, started=side.asked)))
    return pairs


def _answer_form(desk: Desk, view: HitView, typed: Typed) -> AnswerForm | None:
    side = view.side
    is_open = side.party == Party.HOLDER and side.state == State.CONFIRMATION_REQUESTED
    if not is_open or Verb.ANSWER not in desk.viewer.verbs:
        return None
    is_enough = is_deciding(side.reasons)
    hint = "" if is_enough else _("No identifier decides and no image was compared, so “same” needs a written reason.")
    why = ShownField(
        "why",
        _("Why ({bureau} sees this)").format(bureau=side.counterpart),
        kind="textarea",
        required=False,
        value=typed.values.get("why", ""),
        hint=hint,
        error=typed.problems.get("/reason", ""),
        attributes={"maxlength": "4000"},
    )
    return AnswerForm(
        question=_("Are what {bureau} asks about and our entry the same?").format(bureau=side.counterpart),
        url=reverse("hit-answer", args=[side.hit]),
        why=why,
    )


def _ask_form(desk: Desk, view: HitView, typed: Typed) -> AskForm | None:
    side = view.side
    is_open = side.party == Party.ASKER and side.state in {State.MATCHED, State.PERSON_OR_OBJECT_HELD}
    if not is_open or Verb.ASK not in desk.viewer.verbs:
        return None
    chosen = typed.chosen
    choices = tuple(
        (each.tag, field_label(each.schema, each.prop, each.original), chosen is None or each.tag in chosen, "")
        for each in view.own_fields
    )
    if side.own_subject is None:
        asked = list_text([asked_label(value) for value in side.question], language=desk.reader.language)
        sentence = _("{owner} has your question already: {values}. Your reference goes with it now.").format(
            owner=side.counterpart, values=asked
        )
    else:
        sentence = _("{owner} may use these fields for this question only: {purpose}, {reference}.").format(
            owner=side.counterpart, purpose=purpose_phrase(side.purpose), reference=side.reference
        )
    urgency = typed.values.get("urgency", Urgency.HELD if side.state == State.PERSON_OR_OBJECT_HELD else Urgency.NORMAL)
    return AskForm(
        title=_("Ask {bureau} to confirm").format(bureau=side.counterpart),
        url=reverse("hit-ask", args=[side.hit]),
        choices=choices,
        urgency=ShownField(
            "urgency",
            _("How urgent it is"),
            kind="select",
            choices=tuple(Choice(code, str(word), code == urgency) for code, word in URGENCIES.items()),
        ),
        held_until=ShownField(
            "held_until",
            _("A person is held: until when you may hold"),
            value=typed.values.get("held_until", ""),
            required=False,
            error=typed.problems.get("/held_until", ""),
            hint=_("Day and time in your zone, for example {example}.").format(
                example=(desk.now + timedelta(hours=24)).astimezone(desk.reader.zone).strftime("%Y-%m-%d %H:%M")
            ),
        ),
        sentence=sentence,
        error=typed.problems.get("/lend", ""),
    )


def _release_form(desk: Desk, view: HitView, code: ShownField | None, typed: Typed) -> Release | None:
    side = view.side
    is_open = side.party == Party.HOLDER and State(side.state) in {State.CONFIRMATION_REQUESTED, *ANSWERS}
    if not is_open or Verb.ANSWER not in desk.viewer.verbs or not view.own_fields:
        return None
    gone = {fact for release in view.releases if release.state == Proposal.State.APPROVED for fact in release.facts}
    usual = fields_compared(view) - gone
    chosen = typed.chosen if typed.form == "release" and typed.chosen is not None else usual
    choices = tuple(
        (
            each.tag,
            field_label(each.schema, each.prop, each.original),
            each.tag in chosen,
            _("released before") if each.tag in gone else "" if each.tag in usual else _("not part of the question"),
        )
        for each in view.own_fields
    )
    end = min([desk.now + USUALLY_RELEASED_FOR, *(book.label(each.label).until for each in view.own_fields)])
    label = release_label(desk.viewer, side, list(view.own_fields), codes=USUAL_CODES, until=end)
    last_day = (end - timedelta(microseconds=1)).astimezone(desk.reader.zone).date()
    return Release(
        title=_("What {bureau} will see").format(bureau=side.counterpart),
        url=reverse("hit-release", args=[side.hit]),
        choices=choices,
        sentence=_sentence(desk, label, viewer=None),
        until=ShownField(
            "until",
            _("Until and including"),
            kind="date",
            value=typed.values.get("until", last_day.isoformat()),
            error=typed.problems.get("/until", ""),
        ),
        code=code if code is None or typed.form != "release" else _with_error(code, typed),
        error=typed.problems.get("/fields", ""),
    )


def _two_persons(desk: Desk, proposal: Proposal, code: ShownField | None) -> TwoPersons:
    asks = (
        _("asks, {when}").format(when=desk.when(proposal.proposed)),
        *(() if str(proposal.proposed_by) != desk.viewer.id else (_("that is you"),)),
    )
    may_sign = str(proposal.proposed_by) != desk.viewer.id and Verb.APPROVE in desk.viewer.verbs
    url = reverse("release-sign", args=[proposal.hit, proposal.id])
    hint = _("Fields leave {owner} only after the second signature.").format(owner=proposal.member)
    return TwoPersons(
        title=_("Release needs two persons of {owner}").format(owner=proposal.member),
        seats=(
            Seat(proposal.proposed_by_name, asks, is_signed=True),
            Seat(
                _("Second person"),
                (_("not signed"), _("may not be {officer}").format(officer=proposal.proposed_by_name)),
                is_signed=False,
            ),
        ),
        hint=hint,
        difference=tuple(
            (label_of(str(value.get("schema", "")), value["prop"]), _shown_value(value)) for value in proposal.fields
        ),
        terms=_sentence(desk, label_from_terms(proposal.terms), viewer=None),
        act=Act(_("Sign this release"), url, needs_two=True, values=(("digest", proposal.digest),))
        if may_sign
        else None,
        refuse=Act(_("Refuse it"), reverse("release-refuse", args=[proposal.hit, proposal.id]), is_form=True)
        if may_sign
        else None,
        code=code if may_sign else None,
    )


def _acts(desk: Desk, view: HitView) -> list[Act]:
    side = view.side
    if side.party != Party.HOLDER or Verb.ANSWER not in desk.viewer.verbs:
        return []
    acts = []
    if side.state == State.CONFIRMATION_REQUESTED and side.first_answered is None:
        acts.append(Act(_("Send first answer"), reverse("hit-first-answer", args=[side.hit]), is_form=True))
    if State(side.state) in ANSWERS:
        acts.append(Act(_("Undo the answer"), reverse("hit-undo", args=[side.hit]), is_form=True))
    return acts


def _pending(view: HitView, desk: Desk) -> Proposal | None:
    return next(
        (
            release
            for release in view.releases
            if release.state == Proposal.State.PROPOSED and desk.now < release.proposed + SIGNED_WITHIN
        ),
        None,
    )


def _sentence(desk: Desk, label: Label, *, viewer: str | None) -> str:
    return handling_sentence(
        label,
        language=desk.reader.language,
        member_names=members_by_code(),
        viewer_member=viewer,
        now=desk.now,
    )


def _with_error(code: ShownField, typed: Typed) -> ShownField:
    return replace(code, error=typed.problems.get("/code", ""))


def _shown_value(value: Mapping[str, str]) -> str:
    """A picture is named by its digest: what leaves is exactly this file."""
    return value["value"] if value["prop"] in PICTURES else value.get("original") or value["value"]
