"""The commands `interlace evidence`: seal exhibits, tell their story, check them, take packages out."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.cases.holds.actions import HoldTerms
from interlace.cases.holds.schemas import hold_out
from interlace.core.custody import Finding
from interlace.core.handling import Action
from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.acquiring import Acquisition, Method
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.checking import check_exhibits_of
from interlace.evidence.custody import story_of
from interlace.evidence.exporting import LeftOut, export_bundle
from interlace.evidence.handing.commands import hand_over
from interlace.evidence.holding import hold_exhibit
from interlace.evidence.intake.commands import intake
from interlace.evidence.stamping.checking import checked_stamps, trusted_certificates
from interlace.evidence.stamping.keeping import noted_days
from interlace.evidence.words import DEFECT_WORDS, FLAW_WORDS, LEFT_OUT_WORDS
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.console.exports import new_export
from interlace.foundation.console.keeping import by_option
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import IntegrityFailure
from interlace.foundation.identity.keepers import keeper_named
from interlace.foundation.vault.envelopes import CHUNK_BYTES
from interlace.screening.profile import aware, viewer

_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}
EXAMPLE = "interlace evidence verify package.zip"
ENTRY_COLUMNS = {
    "number": _("Entry"),
    "step": _("Step"),
    "giver": _("From"),
    "taker": _("To"),
    "place": _("Place"),
    "at": _("Time"),
}
CHECKED_COLUMNS = {"exhibit": _("Exhibit"), "file": _("File"), "sha256": _("SHA-256"), "result": _("Result")}
STAMP_COLUMNS = {
    "day": _("Day"),
    "root": _("Root of the log"),
    "stamped": _("Stamped"),
    "tries": _("Tries"),
    "problem": _("Problem"),
}
_File = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group(cls=ExampleGroup, example=EXAMPLE)
def evidence() -> None:
    """Exhibits of cases: sealed as they came, with the story of their custody."""


evidence.add_command(intake)
evidence.add_command(hand_over)


@evidence.command(
    "add",
    example="interlace evidence add KR-2026-0117 chat.zip --source 'phone of the suspect' --place Incheon"
    " --at 2026-03-02T05:10:00 --authority 'warrant 2026-55'",
)
@click.argument("case")
@click.argument("file", type=_File)
@click.option("--source", required=True, help="Whom or what it was taken from.")
@click.option("--place", required=True, help="Where it was taken.")
@click.option("--at", required=True, type=click.DateTime(), help="When it was taken (UTC).")
@click.option("--authority", required=True, help="The warrant, order, request or consent.")
@click.option("--operator", default="", help="Who took it; without, you.")
@click.option("--method", type=click.Choice([each.value for each in Method]), default=Method.COPY.value)
@click.option("--tool", default="", help="Program and version.")
@click.option("--device", default="", help="Maker, model, serial number.")
@click.option("--seized", is_flag=True, help="It was taken under coercion, not handed over.")
@click.option("--title", default="", help="What it is.")
@click.option("--markings", default="", help="Handling codes of whoever gave it, with their schemes.")
@declare("evidence.cli.add", SurfaceKind.COMMAND, **_READS)
def add(case: str, file: Path, at: datetime, method: str, operator: str, **said: Any) -> None:
    """Seal FILE as an exhibit of CASE. The same file again goes on where a broken transfer stood."""
    by, now = viewer(), timezone.now()
    title, markings = said.pop("title"), said.pop("markings")
    acquired = Acquisition(
        operator=operator or by.officer_name, at=timezone.make_aware(at, UTC), method=Method(method), **said
    )
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    terms = ExhibitTerms(file.name, file.stat().st_size, acquired, title=title, sha256=sha256, markings=markings)
    exhibit = begin_exhibit(by, case, terms, now=now)
    for number, chunk in _chunks(file, first=exhibit.received):
        put_chunk(by, exhibit.id, number, chunk, now=timezone.now())
    sealed = seal_exhibit(by, exhibit.id, now=timezone.now())
    show_one({"exhibit": sealed.name, "id": str(sealed.id), "sha256": sealed.sha256, "sha3_512": sealed.sha3_512})


@evidence.command("check", example="interlace evidence check KR-2026-0117")
@click.argument("case")
@declare("evidence.cli.check", SurfaceKind.COMMAND, **_READS)
def check(case: str) -> None:
    """Hash the sealed exhibits of CASE again, and compare with what was sealed."""
    found = check_exhibits_of(viewer(), case, now=timezone.now())
    rows = [
        {
            "exhibit": each.exhibit.name,
            "file": each.exhibit.file_name,
            "sha256": each.exhibit.sha256,
            "result": str(FLAW_WORDS[each.flaw]),
        }
        for each in found
    ]
    show(rows, columns=CHECKED_COLUMNS)
    flawed = [each.exhibit.name for each in found if each.flaw is not None]
    if flawed:
        raise IntegrityFailure(
            _("These exhibits are no longer what was sealed: {exhibits}.").format(exhibits=", ".join(flawed)),
            code="exhibit_altered",
            fix=_("Keep the data folder as it is, and restore the exhibits from a backup."),
        )


@evidence.command(
    "hold",
    example="interlace evidence hold KR-2026-0117 E1 --reason 'Appeal pending' --authority 'Order 2026-31'"
    " --review 2027-03-01",
)
@click.argument("case")
@click.argument("exhibit")
@click.option("--reason", required=True, help="Why.")
@click.option("--authority", required=True, help="The order, request or law.")
@click.option("--review", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When it is looked at again.")
@declare("evidence.cli.hold", SurfaceKind.COMMAND, **_READS)
def hold(case: str, exhibit: str, reason: str, authority: str, review: datetime) -> None:
    """Put EXHIBIT of CASE under a legal hold. `interlace case hold` lists and lifts it."""
    by, now = viewer(), timezone.now()
    found = story_of(by, case, exhibit, now=now).exhibit
    made = hold_exhibit(by, found.id, HoldTerms(reason, authority, aware(review)), now=now)
    show_one(hold_out(made).model_dump(mode="json"))


@evidence.command("custody", example="interlace evidence custody KR-2026-0117 E1")
@click.argument("case")
@click.argument("exhibit")
@declare("evidence.cli.custody", SurfaceKind.COMMAND, **_READS)
def custody(case: str, exhibit: str) -> None:
    """Whose hands EXHIBIT of CASE was in, entry by entry, and what is wrong with the story."""
    story = story_of(viewer(), case, exhibit, now=timezone.now())
    rows = [
        {
            "number": entry.number,
            "step": entry.step.value,
            "giver": entry.giver,
            "taker": entry.taker,
            "place": entry.place,
            "at": entry.taken_at.isoformat(timespec="seconds"),
            "defects": [_said(finding) for finding in story.findings if finding.entries[-1] == entry.number],
        }
        for entry in story.entries
    ]
    show(rows, columns={**ENTRY_COLUMNS, "defects": _("Defects")})
    if story.broken is not None:
        raise IntegrityFailure(
            _("Entry {number} is not as it was signed.").format(number=story.broken), code="custody_broken"
        )


@evidence.command("export", example="interlace evidence export KR-2026-0117 package.zip --exhibit E1")
@click.argument("case")
@click.argument("package", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--exhibit", "names", multiple=True, help="This one alone; several times for several.")
@click.option("--consent", default="", help="By whose consent closed exhibits go to court: who, when, number.")
@declare("evidence.cli.export", SurfaceKind.COMMAND, actions=(Action.EXPORT, Action.CITE), purpose=PurposeFrom.OBJECT)
def export(case: str, package: Path, names: tuple[str, ...], consent: str) -> None:
    """Write the exhibits of CASE with their story into PACKAGE, signed, for a court."""
    written = export_bundle(viewer(), case, package, now=timezone.now(), names=names, consent=consent)
    told = {"file": str(package), "files": written.files, "fields": written.fields, "root": written.root}
    left_out = ", ".join(f"{name}: {LEFT_OUT_WORDS[LeftOut(why)]}" for name, why in written.left_out.items())
    show_one({**told, "left_out": left_out} if left_out else told)


@evidence.command("redact", example="interlace evidence redact package.zip copy.zip --exhibit 2")
@click.argument("package", type=_File)
@click.argument("copy", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--exhibit", "exhibits", type=int, multiple=True, help="Close this exhibit, by its number in files/.")
@click.option("--field", "fields", multiple=True, help="Close these statements: exhibits/*/acquired/operator.")
@declare("evidence.cli.redact", SurfaceKind.COMMAND)
def redact(package: Path, copy: Path, exhibits: tuple[int, ...], fields: tuple[str, ...]) -> None:
    """Write a COPY of PACKAGE with parts closed; it checks under the same signature."""
    hidden = Hidden(frozenset(exhibits), frozenset(fields))
    with new_export(copy) as target:
        redact_bundle(package, target, hidden)
    show_one({"file": str(copy), "closed": verify_bundle(copy).closed})


@evidence.command("verify", example=EXAMPLE)
@click.argument("package", type=_File)
@click.option("--key", help="The public key of the node that made it, in hex.")
@click.option("--tsa-roots", type=_File, help="Certificates (PEM) that you trust for time stamps: check these in full.")
@declare("evidence.cli.verify", SurfaceKind.COMMAND)
def verify(package: Path, key: str | None, tsa_roots: Path | None) -> None:
    """Check a PACKAGE byte for byte; every part that was altered is named. It needs no network."""
    try:
        report = verify_bundle(package, key=key)
    except (OSError, ValueError):
        raise IntegrityFailure(
            _("This file is no package."), code="bundle_unreadable", fix=_("Take another copy of the package.")
        ) from None
    stamps = checked_stamps(package, trusted_certificates(tsa_roots)) if tsa_roots else []
    show_one(
        {
            "files_ok": report.files,
            "broken": [f"{name}: {flaw}" for name, flaw in report.broken],
            "closed": report.closed,
            "acts_shown_by_the_log": report.proofs,
            "acts_under_a_stamp": report.stamped,
            "stamps": [each.text for each in stamps] if tsa_roots else report.stamps,
            "key": report.key,
        }
    )
    false_ones = [each.day for each in stamps if each.at is None]
    if false_ones:
        raise IntegrityFailure(
            _("These time stamps are not what your certificates vouch for: {days}.").format(days=", ".join(false_ones)),
            code="stamp_not_valid",
            fix=_("Give the root certificates of the service that stamped, or ask for the package again."),
        )
    if report.broken:
        raise IntegrityFailure(
            _("{count} parts of the package are not what was signed.").format(count=len(report.broken)),
            code="bundle_broken",
            fix=_("Ask for these parts again, and keep this copy."),
        )


@evidence.command("stamps", example="interlace evidence stamps --by operator")
@by_option
@declare("evidence.cli.stamps", SurfaceKind.COMMAND)
def stamps(by: str | None) -> None:
    """List the days whose root of the log was stamped, and those that still wait; for who keeps the node."""
    keeper_named(by)
    rows = [
        {
            "day": each.day.isoformat(),
            "root": each.root,
            "stamped": each.stamped.isoformat(timespec="seconds") if each.stamped else "",
            "tries": each.tries,
            "problem": each.problem,
        }
        for each in noted_days()
    ]
    show(rows, columns=STAMP_COLUMNS)


def _said(finding: Finding) -> str:
    return str(DEFECT_WORDS[finding.defect])


def _chunks(file: Path, *, first: int) -> Iterator[tuple[int, bytes]]:
    with file.open("rb") as source:
        source.seek(first * CHUNK_BYTES)
        number = first
        while (chunk := source.read(CHUNK_BYTES)) or (number == 0 and file.stat().st_size == 0):
            yield number, chunk
            number += 1
