"""Commands of `interlace care` for one person: needs, agreements, family, erasure, and the standing.

Everything that says something of a person comes by a file or standard input, so that no history of a shell has it.
"""

from uuid import UUID

import click
from django.utils import timezone

from interlace.core.handling import Action
from interlace.core.victims.reunion import Answer
from interlace.foundation.console import show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.profile import DRY_RUN_HELP
from interlace.victims.agreeing import Wish, agree, take_back
from interlace.victims.commanding import carer, id_of, looker, read_one, show_person, text_of, tried_if
from interlace.victims.erasing import ask_erasure, decline_erasure, erase_file, withdraw_erasure
from interlace.victims.files import Named
from interlace.victims.guarding import end_guardian, keep_guardian
from interlace.victims.person_rendering import agreements_out, family_out, standing_out
from interlace.victims.person_schemas import (
    CareDeclineIn,
    CareGuardianIn,
    CareNameIn,
    CareNeedsIn,
    CareStandingIn,
    CareTellingIn,
    CareWishIn,
)
from interlace.victims.receiving import arrange
from interlace.victims.reunion import Telling, name_person, stop_looking, take_back_notice, tell_seeker
from interlace.victims.standing import propose_standing, sign_standing, withdraw_standing

USES = (Action.DISCOVER, Action.READ)
person = click.argument("person", metavar="PERSON")
proposal = click.argument("proposal", metavar="PROPOSAL")
from_file = click.argument("path", metavar="FILE")
in_matter = click.option("--ref", "reference", default="", help="The operation or case on whose occasion you work.")
on_case = click.option("--for", "purpose", default="", help="The purpose of the criminal case; none for protection.")
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)


@click.command("needs")
@person
@from_file
@in_matter
@trying
@declare("care.say-needs", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def needs(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Say what the person needs now: {"needs": [...]} in a file or, with -, on standard input."""
    who, said = carer(reference), read_one(CareNeedsIn, text_of(path))
    with tried_if(dry_run):
        arrange(who, id_of(person), frozenset(said.needs), now=timezone.now())
        show_person(who, id_of(person))


@click.command("agree")
@person
@from_file
@in_matter
@trying
@declare("care.let-read", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def agree_(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Keep that the person lets one bureau read one answer for one use: question, recipient and use in a file."""
    who, said = carer(reference), read_one(CareWishIn, text_of(path))
    with tried_if(dry_run):
        agree(who, id_of(person), Wish(said.question, said.recipient, said.use), now=timezone.now())
        _show_agreements(who, id_of(person))


@click.command("take-back")
@person
@from_file
@in_matter
@trying
@declare("care.agree-no-more", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def take_back_(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Keep that the person agrees no longer: the same question, recipient and use in a file."""
    who, said = carer(reference), read_one(CareWishIn, text_of(path))
    with tried_if(dry_run):
        take_back(who, id_of(person), Wish(said.question, said.recipient, said.use), now=timezone.now())
        _show_agreements(who, id_of(person))


@click.command("agreements")
@person
@in_matter
@declare("care.list-agreements", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def agreements(person: str, reference: str) -> None:
    """What the person agrees to now: which answer, which bureau, which use. What was answered is not shown."""
    _show_agreements(carer(reference), id_of(person))


@click.command("guardian")
@person
@from_file
@in_matter
@trying
@declare("care.keep-guardian", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def guardian(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Keep who speaks for a child: name, capacity, evidence and best_interest in a file."""
    who, said = carer(reference), read_one(CareGuardianIn, text_of(path))
    with tried_if(dry_run):
        keep_guardian(who, id_of(person), said.guardian(), now=timezone.now())
        show_person(who, id_of(person))


@click.command("guardian-end")
@person
@in_matter
@trying
@declare("care.end-guardian", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def guardian_end(person: str, reference: str, dry_run: bool) -> None:
    """Nobody speaks for the child any more: what was open to investigators and courts is taken from them."""
    who = carer(reference)
    with tried_if(dry_run):
        end_guardian(who, id_of(person), now=timezone.now())
        show_person(who, id_of(person))


@click.command("name")
@person
@from_file
@in_matter
@trying
@declare("care.name", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def name(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Keep who the person says to be, to be looked for: name, birth_date and country in a file."""
    who, said = carer(reference), read_one(CareNameIn, text_of(path))
    with tried_if(dry_run):
        name_person(who, id_of(person), Named(said.name, said.birth_date, said.country), now=timezone.now())
        show_person(who, id_of(person))


@click.command("unname")
@person
@in_matter
@trying
@declare("care.unname", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def unname(person: str, reference: str, dry_run: bool) -> None:
    """The person no longer wants to be looked for: every word to a bureau is gone."""
    who = carer(reference)
    with tried_if(dry_run):
        stop_looking(who, id_of(person), now=timezone.now())
        show_person(who, id_of(person))


@click.command("family")
@person
@in_matter
@declare("care.look", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def family(person: str, reference: str) -> None:
    """Which records may seek the person, and who was told. Nobody is asked; each look is counted."""
    _show_family(carer(reference), id_of(person))


@click.command("tell")
@person
@from_file
@in_matter
@trying
@declare("care.tell", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def tell(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Let the bureau of one record know whom to call: record, contact, is_agreed and messages in a file."""
    who, said = carer(reference), read_one(CareTellingIn, text_of(path))
    telling = Telling(said.record, said.contact, Answer(said.is_agreed, frozenset(said.messages)))
    with tried_if(dry_run):
        tell_seeker(who, id_of(person), telling, now=timezone.now())
        _show_family(who, id_of(person))


@click.command("untell")
@person
@click.argument("notice", metavar="NOTICE")
@in_matter
@trying
@declare("care.untell", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def untell(person: str, notice: str, reference: str, dry_run: bool) -> None:
    """The person agrees no longer: the word to the bureau is gone."""
    who = carer(reference)
    with tried_if(dry_run):
        take_back_notice(who, id_of(person), id_of(notice), now=timezone.now())
        _show_family(who, id_of(person))


@click.command("erase")
@person
@click.option("--asked", "is_asked_for", is_flag=True, help="The person asks for it. It cannot be undone.")
@in_matter
@trying
@declare("care.erase-file", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def erase(person: str, is_asked_for: bool, reference: str, dry_run: bool) -> None:
    """Say, as the first of two, that a person wants erased what it said. A second protection officer erases it."""
    who = carer(reference)
    with tried_if(dry_run):
        ask_erasure(who, id_of(person), is_asked_for=is_asked_for, now=timezone.now())
        show_person(who, id_of(person))


@click.command("erase-sign")
@person
@in_matter
@trying
@declare("care.sign-erasure", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def sign_erasure(person: str, reference: str, dry_run: bool) -> None:
    """Erase, as the second of two, what the person said. It cannot be undone."""
    who = carer(reference)
    with tried_if(dry_run):
        erase_file(who, id_of(person), now=timezone.now())
        show_person(who, id_of(person))


@click.command("erase-decline")
@person
@from_file
@in_matter
@trying
@declare("care.decline-erasure", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def decline_erasure_(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Say, as the second of two, that the file is not erased: {"reason": "..."} in a file."""
    who, said = carer(reference), read_one(CareDeclineIn, text_of(path))
    with tried_if(dry_run):
        decline_erasure(who, id_of(person), reason=said.reason, now=timezone.now())
        show_person(who, id_of(person))


@click.command("erase-withdraw")
@person
@in_matter
@trying
@declare("care.withdraw-erasure", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def withdraw_erasure_(person: str, reference: str, dry_run: bool) -> None:
    """Take your own request back before a second officer ended it."""
    who = carer(reference)
    with tried_if(dry_run):
        withdraw_erasure(who, id_of(person), now=timezone.now())
        show_person(who, id_of(person))


@click.command("standing")
@person
@on_case
@in_matter
@declare("care.show-standing", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def standing(person: str, purpose: str, reference: str) -> None:
    """Where somebody found stands in the criminal matter, and what was proposed."""
    _show_standing(looker(purpose, reference), id_of(person))


@click.command("propose")
@person
@from_file
@on_case
@in_matter
@trying
@declare("care.propose", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def propose(person: str, path: str, purpose: str, reference: str, dry_run: bool) -> None:
    """Say, as the first of two, that somebody stands elsewhere: to and reason in a file. Nothing changes by it."""
    who, said = looker(purpose, reference), read_one(CareStandingIn, text_of(path))
    with tried_if(dry_run):
        propose_standing(who, id_of(person), said.to, reason=said.reason, now=timezone.now())
        _show_standing(who, id_of(person))


@click.command("sign")
@proposal
@on_case
@in_matter
@trying
@declare("care.sign", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def sign(proposal: str, purpose: str, reference: str, dry_run: bool) -> None:
    """Sign as the second; the standing is then what was proposed, if the rule lets it be."""
    who = looker(purpose, reference)
    with tried_if(dry_run):
        found = sign_standing(who, id_of(proposal), now=timezone.now())
        _show_standing(who, found.id)


@click.command("withdraw")
@proposal
@on_case
@in_matter
@trying
@declare("care.withdraw", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def withdraw(proposal: str, purpose: str, reference: str, dry_run: bool) -> None:
    """Take your own proposal back before a second officer signed it."""
    who = looker(purpose, reference)
    with tried_if(dry_run):
        withdrawn = withdraw_standing(who, id_of(proposal), now=timezone.now())
        _show_standing(who, withdrawn.proposal.found_id)


COMMANDS = (
    needs, agree_, take_back_, agreements, guardian, guardian_end, name, unname, family, tell, untell,
    erase, sign_erasure, decline_erasure_, withdraw_erasure_, standing, propose, sign, withdraw,
)  # fmt: skip


def _show_agreements(who: Viewer, found_id: UUID) -> None:
    show_one(agreements_out(who, found_id, now=timezone.now()).model_dump(mode="json"))


def _show_family(who: Viewer, found_id: UUID) -> None:
    show_one(family_out(who, found_id, now=timezone.now()).model_dump(mode="json"))


def _show_standing(who: Viewer, found_id: UUID) -> None:
    show_one(standing_out(who, found_id, now=timezone.now()).model_dump(mode="json"))
