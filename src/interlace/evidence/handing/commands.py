"""The commands `interlace evidence hand-over`: give an exhibit to another bureau, and take over what one is offered."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Action
from interlace.evidence.custody import story_of
from interlace.evidence.handing.actions import call_mistaken, offer_to_bureau, refuse_offer, withdraw_offer
from interlace.evidence.handing.reading import HandOverView, hand_over_view, hand_overs_of
from interlace.evidence.handing.rules import OfferTerms, TakingTerms
from interlace.evidence.handing.taking import take_over
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.profile import viewer

_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}
COLUMNS = {
    "id": _("Hand-over"),
    "state": _("State"),
    "giver": _("From"),
    "recipient": _("To"),
    "title": _("What it is"),
    "sha256": _("SHA-256"),
}
_AT = click.option("--at", required=True, type=click.DateTime(), help="When (UTC).")
_PLACE = click.option("--place", required=True, help="Where.")
_SEAL = click.option("--seal", default="", help="Seal number.")
_CONDITION = click.option("--condition", default="", help="Condition.")
_REASON = click.option("--reason", required=True, help="Why; the other bureau reads it.")


@click.group("hand-over", cls=ExampleGroup, example="interlace evidence hand-over list")
def hand_over() -> None:
    """Exhibits that go to another bureau, or come from one: both sides sign."""


@hand_over.command("list", example="interlace evidence hand-over list")
@declare("evidence.cli.hand-over.list", SurfaceKind.COMMAND, **_READS)
def list_hand_overs() -> None:
    """List the hand-overs between your bureau and others, the latest first."""
    show([_row(each) for each in hand_overs_of(viewer(), now=timezone.now())], columns=COLUMNS)


@hand_over.command(
    "offer",
    example="interlace evidence hand-over offer KR-2026-0117 E1 TH --at 2026-07-01T05:10:00 --place Incheon"
    " --purpose 'trial in Bangkok' --authority 'MLA 2026/88'",
)
@click.argument("case")
@click.argument("exhibit")
@click.argument("bureau")
@_AT
@_PLACE
@click.option("--purpose", required=True, help="Why.")
@click.option("--authority", required=True, help="The request, order or agreement behind it.")
@_SEAL
@_CONDITION
@click.option("--consent", default="", help="Of whoever gave it first, where that one has to agree.")
@declare("evidence.cli.hand-over.offer", SurfaceKind.COMMAND, **_READS)
def offer(case: str, exhibit: str, bureau: str, at: datetime, **said: str) -> None:
    """Offer EXHIBIT of CASE, which you hold, to BUREAU."""
    by, now = viewer(), timezone.now()
    found = story_of(by, case, exhibit, now=now).exhibit
    terms = OfferTerms(recipient=bureau, at=timezone.make_aware(at, UTC), **said)
    _told(offer_to_bureau(by, found.id, terms, now=now).id)


@hand_over.command(
    "take",
    example="interlace evidence hand-over take 7d0a6a3e-0d0e-4c8e-9a55-7f2f3a1b0c11 --case TH-2026-0031"
    " --at 2026-07-02T08:00:00 --place Bangkok",
)
@click.argument("hand_over_id", type=click.UUID)
@click.option("--case", default="", help="Your case that it goes into; nothing for what comes home.")
@_AT
@_PLACE
@click.option("--carrier", default="", help="Who had it on the way.")
@_SEAL
@_CONDITION
@declare("evidence.cli.hand-over.take", SurfaceKind.COMMAND, **_READS)
def take(hand_over_id: UUID, at: datetime, **said: str) -> None:
    """Take over what another bureau offers: both books bear both names."""
    terms = TakingTerms(at=timezone.make_aware(at, UTC), **said)
    take_over(viewer(), hand_over_id, terms, now=timezone.now())
    _told(hand_over_id)


@hand_over.command(
    "refuse", example="interlace evidence hand-over refuse 7d0a6a3e-0d0e-4c8e-9a55-7f2f3a1b0c11 --reason 'Not ours.'"
)
@click.argument("hand_over_id", type=click.UUID)
@_REASON
@declare("evidence.cli.hand-over.refuse", SurfaceKind.COMMAND, **_READS)
def refuse(hand_over_id: UUID, reason: str) -> None:
    """Refuse what another bureau offers."""
    refuse_offer(viewer(), hand_over_id, reason=reason, now=timezone.now())
    _told(hand_over_id)


@hand_over.command(
    "withdraw",
    example="interlace evidence hand-over withdraw 7d0a6a3e-0d0e-4c8e-9a55-7f2f3a1b0c11 --reason 'Wrong item.'",
)
@click.argument("hand_over_id", type=click.UUID)
@_REASON
@declare("evidence.cli.hand-over.withdraw", SurfaceKind.COMMAND, **_READS)
def withdraw(hand_over_id: UUID, reason: str) -> None:
    """Take an offer back before anything was said to it."""
    withdraw_offer(viewer(), hand_over_id, reason=reason, now=timezone.now())
    _told(hand_over_id)


@hand_over.command(
    "mistake",
    example="interlace evidence hand-over mistake 7d0a6a3e-0d0e-4c8e-9a55-7f2f3a1b0c11 --reason 'Wrong item.'",
)
@click.argument("hand_over_id", type=click.UUID)
@_REASON
@declare("evidence.cli.hand-over.mistake", SurfaceKind.COMMAND, **_READS)
def mistake(hand_over_id: UUID, reason: str) -> None:
    """Say that it was handed over in error: whoever has it keeps it closed, and sends it home."""
    call_mistaken(viewer(), hand_over_id, reason=reason, now=timezone.now())
    _told(hand_over_id)


def _told(hand_over_id: UUID) -> None:
    show_one(_row(hand_over_view(viewer(), hand_over_id, now=timezone.now())))


def _row(view: HandOverView) -> dict[str, str]:
    offer = view.offer
    return {
        "id": str(offer.id),
        "state": view.state,
        "giver": offer.member,
        "recipient": offer.recipient,
        "title": offer.title,
        "sha256": offer.sha256,
    }
