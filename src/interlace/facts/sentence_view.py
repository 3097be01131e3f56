"""The sharing sentence as an officer edits it (S5): who may know what, for what, until when, and what needs asking."""

from collections.abc import Sequence
from string import Formatter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from interlace.facts.forms import OFFERED, SentenceForm
from interlace.facts.handed_in import HandedIn
from interlace.facts.presenting import Part, SharingSentence
from interlace.facts.register_view import register_fields
from interlace.facts.sharing import Sharing
from interlace.facts.vocabulary import CONDITIONS, PURPOSES
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Member
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_phrase


def sentence_of(desk: Desk, form: SentenceForm, draft: HandedIn) -> SharingSentence:
    """The sharing sentence as it is being written."""
    names = dict(Member.objects.filter(status=Member.Status.ACTIVE).order_by("code").values_list("code", "name"))
    others = {code: name for code, name in names.items() if code != desk.viewer.member}
    preview, remark = _said(desk, form, sorted(set(others) - form.who))
    if form.register.is_wanted:
        of_register = _("The list becomes a version of the register “{name}”.").format(name=form.register.name)
        remark = f"{of_register} {remark}".strip()
    return SharingSentence(
        who=ShownField("audience", _("These bureaus")),
        line=_line(desk, form, was_typed=bool(draft.sharing)),
        chosen=tuple((code, name, code in form.who) for code, name in others.items()),
        reserved=tuple((word, _reserved_words()[word], word in form.reserved) for word in OFFERED),
        fields=(
            ShownField(
                "condition",
                _("Condition"),
                kind="select",
                choices=(
                    Choice("", _("no condition"), chosen=not form.condition),
                    *(Choice(code, str(text), code == form.condition) for code, text in CONDITIONS.items()),
                ),
                required=False,
            ),
            ShownField(
                "case_reference",
                _("Case or legal reference"),
                value=form.reference,
                error=form.problems.get("reference", "") if draft.sharing else "",
            ),
        ),
        preview=preview,
        remark=remark,
        register=register_fields(desk, form.register),
    )


def _line(desk: Desk, form: SentenceForm, *, was_typed: bool) -> tuple[Part, ...]:
    mine = [code for code in PURPOSES if code in desk.viewer.person.purposes]
    fields = {
        "what": ShownField(
            "hit",
            _("What they may know"),
            kind="select",
            choices=tuple(Choice(code, text, code == form.hit) for code, text in _hit_words().items()),
            error=form.problems.get("hit", ""),
        ),
        "purpose": ShownField(
            "purpose",
            _("Purpose"),
            kind="select",
            choices=(
                *(() if form.purpose in mine else (Choice("", _("choose a purpose"), chosen=True),)),
                *(Choice(code, purpose_phrase(code), code == form.purpose) for code in mine),
            ),
            error=form.problems.get("purpose", "") if was_typed else "",
        ),
        "until": ShownField("until", _("Until"), kind="date", value=form.until, error=form.problems.get("until", "")),
    }
    sentence = pgettext("sentence that an officer edits", "may know {what}, for {purpose}, until {until}.")
    return tuple(Part(words, fields.get(name or "")) for words, name, _spec, _turn in Formatter().parse(sentence))


def _hit_words() -> dict[str, str]:
    return {
        "hit": _("that a possible hit exists"),
        "content": _("the facts themselves"),
        "none": _("the facts themselves, though no search finds them"),
        "silent": _("nothing; we are told when they search"),
    }


def _reserved_words() -> dict[str, str]:
    return {
        "no-proceedings": _("use in court"),
        "no-onward": _("passing on and export"),
        "no-matching": _("automatic comparison"),
    }


def _said(desk: Desk, form: SentenceForm, others: Sequence[str]) -> tuple[str, str]:
    """The handling sentence that would be stored, and who is left out."""
    try:
        sentence = sentence_under(desk, form.sharing(zone=desk.reader.zone))
    except InvalidInput as incomplete:
        return f"{incomplete.message} {incomplete.fix}".strip(), ""
    if not others or not form.who:
        return sentence, ""
    remark = ngettext(
        "{bureaus} is not named, so for {bureaus} the facts do not exist.",
        "{bureaus} are not named, so for them the facts do not exist.",
        len(others),
    )
    return sentence, remark.format(bureaus=", ".join(others))


def sentence_under(desk: Desk, sharing: Sharing) -> str:
    """The handling sentence that this decision gives."""
    label = sharing.label(desk.viewer.member, purpose=sharing.purpose, by=desk.viewer.id)
    condition = str(CONDITIONS.get(sharing.condition, sharing.condition))
    return handling_sentence(
        label,
        language=desk.reader.language,
        member_names={},
        now=desk.reader.now,
        conditions=[condition.rstrip(".")] if condition else [],
        zone=desk.reader.zone,
    )
