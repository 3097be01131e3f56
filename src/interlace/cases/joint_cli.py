"""The commands `interlace case joint`: propose, answer, fill and leave joint cases; send officers into task forces."""

from contextlib import nullcontext
from datetime import datetime, time
from typing import TextIO
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.cases.finding import officer_named
from interlace.cases.joint.actions import (
    JointTerms,
    accept_terms,
    change_terms,
    decline_terms,
    end_joint_case,
    invite_to_joint_case,
    propose_joint_case,
    withdraw_from_joint_case,
)
from interlace.cases.joint.items import lay_lead, lay_subject, take_back
from interlace.cases.joint.queries import joint_page, joint_view
from interlace.cases.joint.rooms import join_task_force, leave_task_force
from interlace.cases.rendering import joint_out, joint_row
from interlace.core.handling import Action
from interlace.core.procedure.cases import JointMove
from interlace.facts.ordering import codes_in
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.profile import DRY_RUN_HELP, trial, viewer

COLUMNS = {
    "title": gettext_lazy("Title"),
    "leader": gettext_lazy("Led by"),
    "state": gettext_lazy("State"),
    "until": gettext_lazy("Until"),
    "id": gettext_lazy("Id"),
}
EXAMPLE = """
interlace case joint propose KR-2026-0117 --with TH --with VN --terms terms.txt --until 2027-06-30 --as KR
interlace case joint list --as TH
interlace case joint accept 0b0f1e8a-7c55-4f6b-9d3b-1a2b3c4d5e6f --case TH-2026-88 --as TH
"""
USES = (Action.DISCOVER, Action.READ)

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("joint_case", metavar="JOINT", type=click.UUID)
ending = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day, in your zone.")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def joint() -> None:
    """What several bureaus work on together, under terms that each of them accepts."""


@joint.command("list")
@declare("case.joint.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """The joint cases that your bureau was asked to, the latest first."""
    found = joint_page(viewer(), now=timezone.now(), most=200)
    show((joint_row(each).model_dump(mode="json") for each in found), columns=COLUMNS)


@joint.command("show")
@named
@declare("case.joint.show", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_joint(joint_case: UUID) -> None:
    """One joint case, with what of it you may read."""
    _show(joint_case)


@joint.command("propose")
@click.argument("case_name", metavar="CASE")
@click.option("--with", "members", multiple=True, required=True, help="Code of a bureau; once for each.")
@click.option("--terms", type=click.File(encoding="utf-8"), required=True, help="The terms of reference, as text.")
@click.option("--title", default="", help="What the others read; without, your reference.")
@ending
@trying
@declare("case.joint.propose", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def propose(  # noqa: PLR0917 - click passes every option by name
    case_name: str, members: tuple[str, ...], terms: TextIO, title: str, until: datetime, dry_run: bool
) -> None:
    """Propose to other bureaus to work on CASE together. They read title and terms, and nothing of the case."""
    proposal = JointTerms(title or case_name, terms.read(), frozenset(codes_in(members)), _end_of(until))
    with trial() if dry_run else nullcontext():
        _show(propose_joint_case(viewer(), case_name, proposal, now=timezone.now()).joint)


@joint.command("accept")
@named
@click.option("--case", "case_name", help="Your case in it: its reference or id. The others never see it.")
@click.option("--digest", default="", help="Of the terms that you read; without, of those that stand.")
@trying
@declare("case.joint.accept", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def accept(joint_case: UUID, case_name: str | None, digest: str, dry_run: bool) -> None:
    """Accept the terms."""
    by, now = viewer(), timezone.now()
    read = digest or joint_view(by, joint_case, now=now).terms_digest
    with trial() if dry_run else nullcontext():
        accept_terms(by, joint_case, digest=read, case_id=case_name, now=now)
        _show(joint_case)


@joint.command("answer")
@named
@click.argument("answer", type=click.Choice([JointMove.DECLINE.value, JointMove.WITHDRAW.value, JointMove.END.value]))
@click.option("--reason", required=True, help="Why; the other bureaus read it.")
@trying
@declare("case.joint.answer", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def answer(joint_case: UUID, answer: str, reason: str, dry_run: bool) -> None:
    """Decline the terms, withdraw with everything that is yours, or, as the bureau that leads, end it for all."""
    acts = {
        JointMove.DECLINE.value: decline_terms,
        JointMove.WITHDRAW.value: withdraw_from_joint_case,
        JointMove.END.value: end_joint_case,
    }
    with trial() if dry_run else nullcontext():
        acts[answer](viewer(), joint_case, reason=reason, now=timezone.now())
        _show(joint_case)


@joint.command("change")
@named
@click.option("--terms", type=click.File(encoding="utf-8"), required=True, help="The new terms of reference, as text.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="A later last day, in your zone; without, as it is.")
@trying
@declare("case.joint.change", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def change(joint_case: UUID, terms: TextIO, until: datetime | None, dry_run: bool) -> None:
    """Propose new terms, as the bureau that leads. Each bureau stays under those it accepted until it accepts these."""
    end = None if until is None else _end_of(until)
    with trial() if dry_run else nullcontext():
        change_terms(viewer(), joint_case, text=terms.read(), until=end, now=timezone.now())
        _show(joint_case)


@joint.command("invite")
@named
@click.argument("member")
@trying
@declare("case.joint.invite", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def invite(joint_case: UUID, member: str, dry_run: bool) -> None:
    """Ask a further bureau, by its code. For the bureau that leads."""
    with trial() if dry_run else nullcontext():
        invite_to_joint_case(viewer(), joint_case, member=member.strip().upper(), now=timezone.now())
        _show(joint_case)


@joint.command("lay")
@named
@click.argument("kind", type=click.Choice(["subject", "lead"]))
@click.argument("thing", type=click.UUID)
@click.option("--role", default="", help="Of a person or thing: suspect, organiser ...")
@trying
@declare("case.joint.lay", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def lay(joint_case: UUID, kind: str, thing: UUID, role: str, dry_run: bool) -> None:
    """Lay an own person, thing or lead before the others, as far as your labels let them read it."""
    with trial() if dry_run else nullcontext():
        if kind == "lead":
            lay_lead(viewer(), joint_case, thing, now=timezone.now())
        else:
            lay_subject(viewer(), joint_case, thing, role=role, now=timezone.now())
        _show(joint_case)


@joint.command("take-back")
@named
@click.argument("thing", type=click.UUID)
@trying
@declare("case.joint.take-back", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def take_it_back(joint_case: UUID, thing: UUID, dry_run: bool) -> None:
    """Take back what your bureau laid before the others."""
    with trial() if dry_run else nullcontext():
        take_back(viewer(), joint_case, thing, now=timezone.now())
        _show(joint_case)


@joint.command("send")
@named
@click.argument("officer")
@ending
@trying
@declare("case.joint.send", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def send(joint_case: UUID, officer: str, until: datetime, dry_run: bool) -> None:
    """Send an officer of your bureau, by user name, into the task force until a day. It ends by itself."""
    by = viewer()
    with trial() if dry_run else nullcontext():
        chosen = officer_named(by, officer)
        join_task_force(by, joint_case, officer=chosen, until=_end_of(until), now=timezone.now())
        _show(joint_case)


@joint.command("recall")
@named
@click.argument("officer")
@trying
@declare("case.joint.recall", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def recall(joint_case: UUID, officer: str, dry_run: bool) -> None:
    """Take an officer of your bureau, by user name, out of the task force now."""
    by = viewer()
    with trial() if dry_run else nullcontext():
        leave_task_force(by, joint_case, officer=officer_named(by, officer), now=timezone.now())
        _show(joint_case)


def _show(joint_case: UUID) -> None:
    show_one(joint_out(joint_view(viewer(), joint_case, now=timezone.now())).model_dump(mode="json"))


def _end_of(day: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), time(23, 59)))
