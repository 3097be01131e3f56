"""*Test a viewer* on the page of sharing (S17): whom it stands for, and what they would see."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interlace.core.handling import Action, Answer
from interlace.facts.forms import ViewerForm
from interlace.facts.presenting import TestedViewer, ViewerAnswer
from interlace.facts.shared import Shared
from interlace.facts.things_view import sentence_for, things_of
from interlace.facts.viewing_as import MOST_FACTS, Seen
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import ROLES
from interlace.foundation.localize.formats import number_text
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name, purpose_phrase

ACT_WORDS: Mapping[Action, Promise] = {
    Action.DISCOVER: gettext_lazy("Learn that something exists"),
    Action.READ: gettext_lazy("Read"),
    Action.MATCH: gettext_lazy("Compare automatically"),
    Action.DERIVE: gettext_lazy("Use in a report"),
    Action.ACT: gettext_lazy("Take a step"),
    Action.CITE: gettext_lazy("Use in court"),
    Action.FORWARD: gettext_lazy("Pass on to a bureau that is not named"),
    Action.EXPORT: gettext_lazy("Export"),
}

_WHY_NOT: Mapping[str, Promise] = {
    "not_named": gettext_lazy("The bureau is not named."),
    "hit_only": gettext_lazy("The bureau may only know that something exists."),
    "not_searched": gettext_lazy("No search by others finds it."),
    "denied": gettext_lazy("The facts are never for this bureau."),
    "role": gettext_lazy("The role does not allow it."),
    "level": gettext_lazy("A higher clearance level is needed."),
    "rooms": gettext_lazy("Only those who work in the operation see it."),
    "purpose": gettext_lazy("The facts are shared for another purpose."),
    "persons": gettext_lazy("Only named persons see it."),
    "several": gettext_lazy("Several conditions are not met."),
}


def viewer_fields(
    desk: Desk, form: ViewerForm | None, ours: Sequence[Shared], names: Mapping[UUID, str]
) -> tuple[ShownField, ...]:
    """Of which bureau, in which role, at which level, for what, and of which of our facts."""
    members = Member.objects.filter(status=Member.Status.ACTIVE).order_by("code").values_list("code", "name")
    purposes = sorted({purpose for each in ours for purpose in each.label.purposes} | {desk.viewer.purpose} - {""})
    chosen_purpose = form.purpose if form else desk.viewer.purpose
    chosen_member = form.member if form else next((code for code, _name in members if code != desk.viewer.member), "")
    sources = dict.fromkeys(each.source for each in ours)
    return (
        ShownField(
            "member",
            _("Bureau"),
            kind="select",
            choices=tuple(Choice(code, f"{code} · {name}", code == chosen_member) for code, name in members),
        ),
        ShownField(
            "role",
            _("Role"),
            kind="select",
            choices=tuple(
                Choice(role.value, str(terms.name), role is (form.role if form else None))
                for role, terms in ROLES.items()
                if terms.ceiling
            ),
        ),
        ShownField(
            "level",
            _("Clearance level"),
            kind="select",
            choices=tuple(Choice(str(level), str(level), level == (form.level if form else 0)) for level in range(4)),
        ),
        ShownField(
            "test_purpose",
            _("Purpose"),
            kind="select",
            choices=tuple(Choice(code, purpose_name(code), code == chosen_purpose) for code in purposes),
        ),
        ShownField(
            "what",
            _("Of our facts"),
            kind="select",
            choices=(
                Choice("", _("everything we share"), form is None or form.what is None),
                *(Choice(str(each), names[each], form is not None and form.what == each) for each in sources),
            ),
            required=False,
        ),
    )


def what_they_see(desk: Desk, seen: Seen) -> TestedViewer:
    """What may be done with our facts, and which of them would be read or found."""
    reads, more_reads = things_of(seen.readable)
    finds, more_finds = things_of(seen.discoverable)
    sentences = dict.fromkeys(sentence_for(desk, label, viewer_member=seen.terms.member) for label in seen.labels)
    return TestedViewer(
        title=_("{bureau}, {role}, level {level}, for {purpose}").format(
            bureau=seen.terms.member,
            role=ROLES[seen.terms.role].name,
            level=seen.terms.level,
            purpose=purpose_phrase(seen.terms.purpose),
        ),
        sentence=" ".join(list(sentences)[:3]),
        answers=tuple(
            ViewerAnswer(
                act=str(ACT_WORDS[each.action]),
                answer={Answer.PERMIT: "permit", Answer.ASK: "ask", Answer.DENY: "deny"}[each.answer],  # type: ignore[arg-type]
                reason=_why(each.permitted, each.asked, each.total, each.reason),
            )
            for each in seen.answers
        ),
        reads=reads,
        finds=finds,
        more=_more(desk, seen, more_reads + more_finds),
    )


def _why(permitted: int, asked: int, total: int, reason: str) -> str:
    if permitted == total:
        return ""
    said = []
    if permitted:
        said.append(_("{count} of {total} facts.").format(count=permitted, total=total))
    if asked:
        said.append(_("{count} of {total} after asking.").format(count=asked, total=total))
    if reason:
        said.append(str(_WHY_NOT[reason]))
    return " ".join(said)


def _more(desk: Desk, seen: Seen, hidden: int) -> str:
    said = []
    if hidden:
        further = ngettext("{count} further thing is not shown.", "{count} further things are not shown.", hidden)
        said.append(further.format(count=number_text(hidden, language=desk.reader.language)))
    if seen.is_cut:
        looked_at = number_text(MOST_FACTS, language=desk.reader.language)
        said.append(
            _("The test looked at our first {count} facts; choose one import to see it whole.").format(count=looked_at)
        )
    return " ".join(said)
