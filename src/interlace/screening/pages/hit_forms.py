"""What a side of a hit can do on S3: the owner's answer, the asker's question, and acts of one button."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import ANSWERS, Party, State, Urgency
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField
from interlace.foundation.localize.words import purpose_phrase
from interlace.screening.hits.emergency_releases import may_release_alone
from interlace.screening.hits.reasons import is_deciding
from interlace.screening.pages.comparison import asked_label, field_label
from interlace.screening.presenting import Act, AnswerForm, AskForm
from interlace.screening.queries import HitView
from interlace.screening.words import URGENCIES


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a form that could not be carried out, to be shown again with its problem."""

    values: Mapping[str, str] = field(default_factory=dict)
    chosen: frozenset[str] | None = None
    codes: frozenset[str] = frozenset()
    """Reservations of a release, chosen with it."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""
    notice: Notice | None = None
    form: str = ""
    """Which of the forms it was: ask, answer, release, sign."""


NOTHING_TYPED = Typed()


def answer_form(desk: Desk, view: HitView, typed: Typed) -> AnswerForm | None:
    """The owner's answer, while one is waited for."""
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


def ask_form(desk: Desk, view: HitView, typed: Typed) -> AskForm | None:
    """The asker's question to the owner, while it has not been put."""
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


def acts_on(desk: Desk, view: HitView) -> list[Act]:
    """What takes one button: a first answer, or taking an answer back."""
    side = view.side
    if side.party != Party.HOLDER or Verb.ANSWER not in desk.viewer.verbs:
        return []
    acts = []
    if side.state == State.CONFIRMATION_REQUESTED and side.first_answered is None:
        acts.append(Act(_("Send first answer"), reverse("hit-first-answer", args=[side.hit]), is_form=True))
    if State(side.state) in ANSWERS:
        acts.append(Act(_("Undo the answer"), reverse("hit-undo", args=[side.hit]), is_form=True))
    if may_release_alone(desk.viewer, side, now=desk.now):
        acts.append(Act(_("Release alone in an emergency"), reverse("hit-emergency", args=[side.hit])))
    return acts
