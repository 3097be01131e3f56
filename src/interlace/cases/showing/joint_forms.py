"""What an officer may do in a joint case: answer, ask a further bureau, lay something there, send officers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Button, Form
from interlace.bureaus.queries import members_by_code
from interlace.cases.actions import LONGEST_REASON
from interlace.cases.joint.actions import LONGEST_TERMS
from interlace.cases.joint.queries import JointView
from interlace.cases.models import Case
from interlace.cases.queries import CaseView
from interlace.cases.rules import may_work
from interlace.cases.showing.parts import title_of
from interlace.cases.showing.said import Said
from interlace.cases.words import ROLES
from interlace.core.procedure.cases import JointMove, JointState, next_joint_state
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb

_FIRST_OF_LEAD = 90
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Means:
    """What the own bureau has to bring: cases, what is in the compartment, officers."""

    cases: Sequence[Case] = ()
    compartment: CaseView | None = None
    colleagues: Sequence[Officer] = field(default=())


def answer_forms(desk: Desk, view: JointView, means: Means, said: Said) -> tuple[Form, ...]:
    """Accept, decline, leave or end: what fits where the own bureau stands now."""
    side = view.side
    if Verb.APPROVE not in desk.viewer.verbs:
        return ()
    if desk.now >= side.until:  # its own end has passed, and perhaps there is a later one to accept
        is_late = view.has_new_terms and view.new_until is not None and desk.now < view.new_until
        late = (_accept_new(view),) if is_late else ()
        may_leave = side.takes_part and side.leader != side.member and Verb.RECALL in desk.viewer.verbs
        return (*late, _reasoned(view, JointMove.WITHDRAW, said)) if may_leave else late
    if side.state == JointState.INVITED:
        return (_accept(view, means, said), _reasoned(view, JointMove.DECLINE, said))
    if not side.takes_part:
        return ()
    if side.leader == side.member:
        return (_changed(desk, view, said), _reasoned(view, JointMove.END, said))
    new = (_accept_new(view),) if view.has_new_terms else ()
    return (
        (
            *new,
            _reasoned(view, JointMove.WITHDRAW, said),
        )
        if Verb.RECALL in desk.viewer.verbs
        else new
    )


def invite_form(desk: Desk, view: JointView, said: Said) -> tuple[Form, ...]:
    """Ask a further bureau, for the one that leads."""
    side = view.side
    if Verb.APPROVE not in desk.viewer.verbs or side.leader != side.member or not side.takes_part:
        return ()
    free = [
        (code, _("{code}, {name}").format(code=code, name=name))
        for code, name in members_by_code().items()
        if code != side.member and next_joint_state(view.parties.get(code), JointMove.INVITE) is not None
    ]
    return (
        Form(
            url=reverse("joint-invite", args=[side.joint]),
            buttons=(Button(_("Ask this bureau"), "two"),),
            title=_("Ask a further bureau"),
            hint=_("It reads the terms that stand, and what labels let it read."),
            fields=(said.at("invite").choice("member", _("Bureau"), free),),
            is_folded=not said.is_wrong("invite"),
        ),
    )


def lay_forms(desk: Desk, view: JointView, means: Means, said: Said) -> tuple[Form, ...]:
    """Lay something of the own compartment before the others, or take it back."""
    inside = means.compartment
    if not may_work(desk.viewer) or not view.side.takes_part:
        return ()
    laid = {each.id for each in view.subjects} | {each.id for each in view.leads if each.member == view.side.member}
    forms = []
    if inside is not None:
        things = [
            *((f"subject:{each.id}", title_of(each)) for each in inside.subjects if each.id not in laid),
            *((f"lead:{each.id}", each.text[:_FIRST_OF_LEAD]) for each in inside.leads if each.id not in laid),
        ]
        fields = said.at("lay")
        roles = [("", "–"), *((code, str(word)) for code, word in ROLES.items())]
        forms.append(
            Form(
                url=reverse("joint-lay", args=[view.side.joint]),
                buttons=(Button(_("Lay it before them"), "two"),),
                title=_("Lay something of your case before the bureaus"),
                hint=_("Each of them sees of it what your labels let it read. What you keep stays unknown."),
                fields=(
                    fields.choice("thing", _("Person, thing or lead"), things),
                    fields.choice("role", _("Role"), roles),
                ),
                is_folded=not said.is_wrong("lay"),
            )
        )
    own = [
        *((str(each.id), title_of(each)) for each in view.subjects if view.side.member in each.owners),
        *(
            (str(each.id), each.words["text"][:_FIRST_OF_LEAD])
            for each in view.leads
            if each.member == view.side.member
        ),
    ]
    if own:
        forms.append(
            Form(
                url=reverse("joint-take-back", args=[view.side.joint]),
                buttons=(Button(_("Take it back")),),
                title=_("Take something back"),
                hint=_("Its facts stay where they are."),
                fields=(said.at("back").choice("thing", _("Person, thing or lead"), own),),
                is_folded=not said.is_wrong("back"),
            )
        )
    return tuple(forms)


def force_forms(desk: Desk, view: JointView, means: Means, said: Said) -> tuple[Form, ...]:
    """Send an officer of the own bureau into the task force until a day, or call one back."""
    side = view.side
    forms = []
    if Verb.APPOINT in desk.viewer.verbs and side.takes_part and desk.now < side.until:
        fields = said.at("join")
        end = min(desk.now + _MONTH, side.until - timedelta(days=1)).astimezone(desk.reader.zone).date()
        forms.append(
            Form(
                url=reverse("joint-join", args=[side.joint]),
                buttons=(Button(_("Send this officer"), "two"),),
                title=_("Send an officer into the task force"),
                hint=_("The officer's rights in it end by themselves on that day."),
                fields=(
                    fields.choice(
                        "officer", _("Officer"), [(str(each.pk), each.display_name) for each in means.colleagues]
                    ),
                    fields.text("until", _("Until"), end.isoformat(), kind="date"),
                ),
                is_folded=not said.is_wrong("join"),
            )
        )
    may_end = Verb.APPOINT in desk.viewer.verbs
    running = [
        (str(each.officer), each.officer_name) for each in view.stays if may_end or str(each.officer) == desk.viewer.id
    ]
    if running:
        forms.append(
            Form(
                url=reverse("joint-leave", args=[side.joint]),
                buttons=(Button(_("End it now")),),
                title=_("End an officer's time in it"),
                fields=(said.at("leave").choice("officer", _("Officer"), running),),
                is_folded=not said.is_wrong("leave"),
            )
        )
    return tuple(forms)


def _accept(view: JointView, means: Means, said: Said) -> Form:
    choices = [
        ("", _("None yet")),
        *(
            (str(each.id), _("{reference}: {title}").format(reference=each.reference, title=each.title))
            for each in means.cases
        ),
    ]
    return Form(
        url=reverse("joint-answer", args=[view.side.joint]),
        buttons=(Button(_("Accept these terms"), "two"),),
        title=_("Accept"),
        hint=_("Your case becomes your compartment. The others never see it, only what you lay before them."),
        fields=(said.at("accept").choice("case", _("Your case in it"), choices, required=False),),
        values=(("answer", JointMove.ACCEPT.value), ("digest", view.terms_digest)),
    )


def _changed(desk: Desk, view: JointView, said: Said) -> Form:
    """New terms, proposed by the bureau that leads."""
    fields, end = said.at("change"), view.side.until.astimezone(desk.reader.zone).date()
    return Form(
        url=reverse("joint-change", args=[view.side.joint]),
        buttons=(Button(_("Propose these terms"), "two"),),
        title=_("Change the terms"),
        hint=_("Each bureau stays under the terms that it accepted until it accepts these."),
        fields=(
            fields.text("terms", _("Terms of reference"), view.terms, kind="textarea", most=LONGEST_TERMS),
            fields.text("until", _("It ends on"), end.isoformat(), kind="date"),
        ),
        is_folded=not said.is_wrong("change"),
    )


def _accept_new(view: JointView) -> Form:
    return Form(
        url=reverse("joint-answer", args=[view.side.joint]),
        buttons=(Button(_("Accept the new terms"), "two"),),
        title=_("New terms are proposed"),
        hint=_("Until you accept them, your bureau stays under those that it accepted."),
        values=(("answer", JointMove.ACCEPT.value), ("digest", view.terms_digest)),
    )


def _reasoned(view: JointView, move: JointMove, said: Said) -> Form:
    words = {
        JointMove.DECLINE: (_("Decline"), _("Decline the terms"), _("The others read your reason.")),
        JointMove.WITHDRAW: (
            _("Leave"),
            _("Leave the joint case"),
            _("What your bureau laid before the others goes with it. The others read your reason."),
        ),
        JointMove.END: (
            _("End"),
            _("End the joint case"),
            _("It ends for every bureau: nothing lies before them any more, and its task force ends."),
        ),
    }
    title, does, hint = words[move]
    return Form(
        url=reverse("joint-answer", args=[view.side.joint]),
        buttons=(Button(does, "stop"),),
        title=title,
        hint=hint,
        fields=(said.at(move.value).text("reason", _("Reason"), kind="textarea", most=LONGEST_REASON),),
        values=(("answer", move.value),),
        is_folded=not said.is_wrong(move.value),
    )
