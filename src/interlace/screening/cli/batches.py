"""The commands `interlace batch`: leave to check a list above the budget."""

from contextlib import nullcontext
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.checks import permits
from interlace.screening.cli.checks import SCOPE_HELP, scope_typed
from interlace.screening.models import BatchPermit
from interlace.screening.profile import CODE_HELP, DRY_RUN_HELP, list_named, show_code, trial, viewer
from interlace.screening.schemas import PermitOut
from interlace.screening.words import permit_word

COLUMNS = {
    "id": gettext_lazy("Question"),
    "state": gettext_lazy("State"),
    "lines": gettext_lazy("Lines"),
    "reference": gettext_lazy("Reference"),
    "asked_by": gettext_lazy("Asked by"),
    "until": gettext_lazy("Until"),
}
HEADINGS = COLUMNS | {
    "purpose": gettext_lazy("Purpose"),
    "asked_bureaus": gettext_lazy("Asked"),
    "list_digest": gettext_lazy("Digest of the list"),
    "digest": gettext_lazy("Digest to sign"),
    "decided_by": gettext_lazy("Decided by"),
}
MOST_LISTED = 200
EXAMPLE = """
interlace batch ask passengers.ndjson --as TH --purpose fraud --ref TH-2026-0007
interlace batch sign 0b7c... --digest 9f86... --as th.head
interlace check file passengers.ndjson --as TH --purpose fraud --ref TH-2026-0007
"""

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
coded = click.option("--code", default="", help=CODE_HELP)


@click.group(cls=ExampleGroup, example=EXAMPLE)
def batch() -> None:
    """Lists above the budget: ask a supervisor for leave, and give it."""


@batch.command()
@click.argument("path")
@click.option("--purpose", required=True, help="What the check is for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case or the legal reference.")
@click.option("--scope", help=SCOPE_HELP)
@coded
@trying
@declare("batch.ask", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.REQUIRED)
def ask(  # noqa: PLR0917 - click passes every option by name
    path: str, purpose: str, reference: str, scope: str | None, code: str, dry_run: bool
) -> None:
    """Ask a supervisor for leave to check the list in PATH (`-` reads it from standard input)."""
    asked = list_named(path)
    asker = viewer(purpose=purpose, reference=reference)
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        _show(
            permits.ask_for_permit(
                asker,
                lines=len(asked.lines),
                list_digest=asked.digest,
                scope=scope_typed(scope),
                now=timezone.now(),
            )
        )


@batch.command("list")
@declare("batch.list", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """The questions of one's own bureau, the latest first."""
    now = timezone.now()
    show(map(_row, permits.permits_page(viewer(), now=now, most=MOST_LISTED)), columns=COLUMNS)


@batch.command("show")
@click.argument("permit_id", type=click.UUID)
@declare("batch.show", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def show_permit(permit_id: UUID) -> None:
    """One question, with the digest that is signed."""
    _show(permits.permit_of(viewer(), permit_id, now=timezone.now()))


@batch.command()
@click.argument("permit_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
@coded
@trying
@declare("batch.sign", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def sign(permit_id: UUID, digest: str, code: str, dry_run: bool) -> None:
    """Give leave as a supervisor: the officer who asked may check exactly this list within a day."""
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        _show(permits.sign_permit(viewer(), permit_id, digest=digest, now=timezone.now()))


@batch.command()
@click.argument("permit_id", type=click.UUID)
@trying
@declare("batch.refuse", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def refuse(permit_id: UUID, dry_run: bool) -> None:
    """Decide against it as a supervisor: nobody is asked anything."""
    with trial() if dry_run else nullcontext():
        _show(permits.refuse_permit(viewer(), permit_id, now=timezone.now()))


def _show(permit: BatchPermit) -> None:
    show_one(_row(permit), headings=HEADINGS)


def _row(permit: BatchPermit) -> dict[str, object]:
    row = PermitOut.of(permit, now=timezone.now()).model_dump(mode="json")
    is_for_program = options().format in {Format.JSON, Format.NDJSON}
    return row if is_for_program else row | {"state": permit_word(row["state"])}
