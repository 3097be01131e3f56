"""S3 as the page shows it, for either side: an owner sees every reason, an asker what the owner's handling allows."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.core.procedure.ladder import ANSWERS, Party, State, Urgency
from interlace.facts.shown_names import shown_name
from interlace.foundation.disclosure.labels import book
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Notice, ShownField, Trail
from interlace.foundation.localize.words import purpose_phrase
from interlace.screening.answers import handling_of
from interlace.screening.models import Release as Proposal
from interlace.screening.pages.comparison import (
    answered_names,
    comparison,
    pictures,
    total,
)
from interlace.screening.pages.desk import state_of
from interlace.screening.pages.hit_forms import NOTHING_TYPED, Typed, acts_on, answer_form, ask_form
from interlace.screening.pages.release_view import pending_release, release_form, sentence_of, two_persons
from interlace.screening.pages.waterfall import explanation
from interlace.screening.presenting import (
    Handling,
    HitPage,
    Pair,
    Rung,
)
from interlace.screening.queries import HitView, reads_no_answer
from interlace.screening.queue import steps_on
from interlace.screening.words import band_word


def hit_page(desk: Desk, view: HitView, *, code: ShownField | None, typed: Typed = NOTHING_TYPED) -> HitPage:
    """Everything S3 shows to this viewer."""
    side = view.side
    name = next((shown_name(each) for each in answered_names(view)), None)
    state, words = state_of(side, now=desk.now)
    pending = pending_release(view, desk)
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
        explained=explanation(side),
        rows=comparison(view),
        total=total(view),
        pictures=tuple(pictures(view)),
        answer=answer_form(desk, view, typed),
        ask=ask_form(desk, view, typed),
        release=None if pending is not None else release_form(desk, view, code, typed),
        two_persons=two_persons(desk, pending, code) if pending is not None else None,
        acts=(*acts_on(desk, view), *steps_on(desk, side)),
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
    return Handling(text=sentence_of(desk, book.label(side.holders_label_id), viewer=side.member))


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
    if side.released_alone:
        signing = _("by one officer of {owner} in an emergency, reviewed by another").format(owner=owner)
    else:
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
    if side.party == Party.ASKER and side.taken_back is not None:
        found.append(
            Notice(
                lead=_("{owner} took back {when} what one of its officers had released alone.").format(
                    owner=side.counterpart, when=desk.when(side.taken_back)
                ),
                text=_("Stop using it, and delete what you have copied of it."),
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
