"""The forms of a case: what an officer who is on it puts in, says anew, gives to a colleague, or ends."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.presenting import Box, Boxes, Button, Form
from interlace.bureaus.queries import members_by_code
from interlace.cases.actions import LONGEST_REASON, LONGEST_SUMMARY, LONGEST_TITLE
from interlace.cases.joint.actions import LONGEST_TERMS
from interlace.cases.leads import LONGEST_LEAD
from interlace.cases.models import Case
from interlace.cases.queries import CaseView
from interlace.cases.showing.said import Said
from interlace.cases.tasks import LONGEST_TASK
from interlace.cases.words import FLAGS, GROUNDS, ROLES
from interlace.core.procedure.cases import NeutralityGround
from interlace.facts.field_words import THINGS
from interlace.foundation.http.desk import Desk
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.shown import ShownField

KINDS: Mapping[str, tuple[str, str]] = {
    "person": ("Person", "name"),
    "company": ("Company", "name"),
    "phone": ("UserAccount", "number"),
    "account": ("BankAccount", "accountNumber"),
    "wallet": ("CryptoWallet", "publicKey"),
    "vehicle": ("Vehicle", "registrationNumber"),
}
"""What a form offers: as a schema of FollowTheMoney, and the property by which it is known."""
GRADING_HINT = "ADMIRALTY:B2"


def describe_form(case: Case, said: Said) -> Form:
    """Say anew what the case is about."""
    fields = said.at("describe")
    return Form(
        url=reverse("case-describe", args=[case.id]),
        buttons=(Button(_("Keep")),),
        title=_("Describe it anew"),
        fields=(
            fields.text("title", _("Title"), case.title, most=LONGEST_TITLE),
            fields.text("legal_basis", _("Legal basis"), case.legal_basis, required=False, most=300),
            fields.text("summary", _("Summary"), case.summary, kind="textarea", required=False, most=LONGEST_SUMMARY),
        ),
        is_folded=not said.is_wrong("describe"),
    )


def check_form(case: Case, said: Said) -> Form:
    """Answer what is asked of every case."""
    fields = said.at("check")
    grounds = [(code, str(word)) for code, word in GROUNDS.items() if code != NeutralityGround.UNANSWERED]
    flags = [(code, str(word)) for code, word in FLAGS.items()]
    return Form(
        url=reverse("case-check", args=[case.id]),
        buttons=(Button(_("Answer")),),
        title=_("Neutrality, minors, asylum"),
        hint=_("Your name stands under the answer. Nothing of the case goes to another bureau before."),
        fields=(
            fields.choice("neutrality", _("Neutrality"), grounds, case.neutrality),
            fields.choice("minors", _("Minors"), flags, case.minors),
            fields.choice("asylum", _("Asylum"), flags, case.asylum),
            fields.text(
                "reason",
                _("Why, where it is not neutral"),
                case.neutrality_reason,
                required=False,
                most=LONGEST_REASON,
            ),
        ),
        is_folded=not said.is_wrong("check") and case.neutrality != NeutralityGround.UNANSWERED,
    )


def close_form(case: Case, said: Said) -> Form:
    """Close the case, with the reason."""
    return Form(
        url=reverse("case-close", args=[case.id]),
        buttons=(Button(_("Close the case"), "stop"),),
        title=_("Close"),
        hint=_("Nothing in it changes until it is opened again."),
        fields=(said.at("close").text("reason", _("Reason"), kind="textarea", most=LONGEST_REASON),),
        is_folded=not said.is_wrong("close"),
    )


def reopen_form(case: Case) -> Form:
    """Open a closed case again."""
    return Form(url=reverse("case-reopen", args=[case.id]), buttons=(Button(_("Open it again")),))


def officer_form(case: Case, colleagues: Iterable[Officer], said: Said) -> Form:
    """Put a colleague on the case."""
    choices = [("", _("Choose")), *((str(each.pk), each.display_name) for each in colleagues)]
    return Form(
        url=reverse("case-officer-add", args=[case.id]),
        buttons=(Button(_("Put on the case")),),
        title=_("Add a colleague"),
        fields=(said.at("officer").choice("officer", _("Colleague"), choices),),
        is_folded=not said.is_wrong("officer"),
    )


def thing_form(desk: Desk, case: Case, said: Said, *, is_folded: bool) -> Form:
    """A person or thing as it is typed in."""
    fields = said.at("thing")
    kinds = [(kind, str(THINGS[kind].name)) for kind in KINDS]
    roles = [("", "–"), *((code, str(word)) for code, word in ROLES.items())]
    return Form(
        url=reverse("case-thing-add", args=[case.id]),
        buttons=(Button(_("Put it into the case")),),
        title=_("A person or thing"),
        hint=_("It is stored as facts of your bureau, with its grading and source."),
        fields=(
            fields.choice("kind", _("Kind"), kinds),
            fields.text("name", _("Name, or its number"), most=200),
            fields.text("birth_date", _("Born"), required=False, most=10, hint=_("1991, 1991-04 or 1991-04-17")),
            fields.text("phone", _("Phone"), required=False, most=40),
            fields.text("document", _("Passport number"), required=False, most=40),
            fields.choice("role", _("Role"), roles),
            fields.text("grading", _("Grading"), required=False, most=24, hint=GRADING_HINT),
            fields.text("source", _("Source"), required=False, most=255),
            until_field(desk, said, "thing"),
        ),
        boxes=(readers_box(desk, said, "thing"),),
        is_folded=is_folded and not said.is_wrong("thing"),
    )


def lead_form(desk: Desk, case: Case, said: Said, *, is_folded: bool) -> Form:
    """A lead."""
    fields = said.at("lead")
    return Form(
        url=reverse("case-lead-add", args=[case.id]),
        buttons=(Button(_("Put the lead in")),),
        title=_("A lead"),
        hint=_("A clue to follow. It has no custody and is no exhibit."),
        fields=(
            fields.text("text", _("What is to be followed"), kind="textarea", most=LONGEST_LEAD),
            fields.text("number", _("Number"), required=False, most=120, hint=_("As your bureau counts it.")),
            fields.text("grading", _("Grading"), required=False, most=24, hint=GRADING_HINT),
            fields.text("markings", _("Handling codes"), required=False, most=255, hint="EUROPOL_H:H1"),
            fields.text("condition", _("Condition"), required=False, most=2000),
            fields.text("source", _("Source"), required=False, most=255),
            until_field(desk, said, "lead"),
        ),
        boxes=(readers_box(desk, said, "lead"),),
        is_folded=is_folded and not said.is_wrong("lead"),
    )


def task_form(case: Case, colleagues: Iterable[Officer], said: Said, *, is_folded: bool) -> Form:
    """A task."""
    fields = said.at("task")
    owners = [("", _("Nobody yet")), *((str(each.pk), each.display_name) for each in colleagues)]
    return Form(
        url=reverse("case-task-add", args=[case.id]),
        buttons=(Button(_("Set the task")),),
        title=_("A task"),
        fields=(
            fields.text("text", _("What is to be done"), most=LONGEST_TASK),
            fields.choice("owner", _("Who does it"), owners, required=False),
            fields.text("due", _("Until"), kind="date", required=False),
        ),
        is_folded=is_folded and not said.is_wrong("task"),
    )


def readers_box(desk: Desk, said: Said, form: str) -> Boxes:
    """Which other bureaus read it; none of them, unless one is ticked."""
    ticked = said.ticked if said.form == form else frozenset()
    return others_box(desk, "readers", _("Who else reads it"), ticked)


def until_field(desk: Desk, said: Said, form: str) -> ShownField:
    """Until when it may be used, where others read it."""
    day = (desk.now + timedelta(days=365)).astimezone(desk.reader.zone).date()
    return said.at(form).text("until", _("They may use it until"), day.isoformat(), kind="date", required=False)


def done_form(view: CaseView, said: Said) -> Form | None:
    """Say that one of the tasks to do has been done."""
    choices = [(str(task.id), task.text) for task in view.tasks if task.done is None]
    if not choices:
        return None
    return Form(
        url=reverse("case-task-done", args=[view.case.id]),
        buttons=(Button(_("It is done"), "main"),),
        title=_("Done"),
        fields=(said.at("done").choice("task", _("Task"), choices),),
    )


def off_form(view: CaseView) -> Form | None:
    """Take somebody off the case."""
    choices = [(str(each.officer), each.name) for each in view.officers]
    if not choices:
        return None
    return Form(
        url=reverse("case-officer-remove", args=[view.case.id]),
        buttons=(Button(_("Take off the case")),),
        title=_("Take somebody off"),
        fields=(Said().at("off").choice("officer", _("Colleague"), choices),),
        is_folded=True,
    )


def joint_form(desk: Desk, case: Case, said: Said) -> Form:
    """Propose to other bureaus to work on it together."""
    fields = said.at("joint")
    day = (desk.now + timedelta(days=365)).astimezone(desk.reader.zone).date()
    ticked = said.ticked if said.form == "joint" else frozenset()
    return Form(
        url=reverse("case-joint-propose", args=[case.id]),
        buttons=(Button(_("Propose"), "two"),),
        title=_("Propose a joint case"),
        hint=_("The bureaus that you ask read the title and the terms, and nothing of the case."),
        fields=(
            fields.text("title", _("Title"), case.title, most=LONGEST_TITLE),
            fields.text("until", _("It ends on"), day.isoformat(), kind="date"),
            fields.text(
                "terms",
                _("Terms of reference"),
                kind="textarea",
                most=LONGEST_TERMS,
                hint=_("What it is for, who leads, how evidence is used, when it ends."),
            ),
        ),
        boxes=(others_box(desk, "members", _("Who is asked"), ticked),),
        is_folded=not said.is_wrong("joint"),
    )


def others_box(desk: Desk, name: str, legend: str, ticked: Collection[str]) -> Boxes:
    """The other bureaus, to choose from."""
    others = [(code, said) for code, said in members_by_code().items() if code != desk.viewer.member]
    boxes = tuple(Box(code, _("{code}, {name}").format(code=code, name=said), code in ticked) for code, said in others)
    return Boxes(name, legend, boxes)
