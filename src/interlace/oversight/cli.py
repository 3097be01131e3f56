"""The commands `interlace privacy`: what is due, decisions, requests of persons, certificates, explained access."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import IntegrityFailure
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.oversight.explaining import explain_access
from interlace.oversight.keeping import deciding, extending, holding, queue
from interlace.oversight.keeping.certificates import Finding, verify_certificate
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.models import OwnerQuestion, RequestKind
from interlace.oversight.requests import actions as requests
from interlace.oversight.requests.schemas import QuestionOut, RequestOut
from interlace.oversight.requests.telling import owners_told
from interlace.oversight.rules_cli import rule
from interlace.oversight.schemas import (
    CertificateOut,
    ExplanationOut,
    ExtensionOut,
    GroupOut,
    KeptRecordOut,
)
from interlace.oversight.words import CATEGORY_WORDS, FINDING_WORDS, STAGE_WORDS, cause_sentence
from interlace.screening.profile import show_code

GROUP_COLUMNS = {
    "reference": gettext_lazy("Reference"),
    "category": gettext_lazy("What"),
    "records": gettext_lazy("Records"),
    "due": gettext_lazy("Due"),
    "stage": gettext_lazy("State"),
    "cause": gettext_lazy("Because"),
    "id": gettext_lazy("Group"),
}
RECORD_COLUMNS = {
    "id": gettext_lazy("Record"),
    "amount": gettext_lazy("How much"),
    "due": gettext_lazy("Due"),
    "stage": gettext_lazy("State"),
}
EXTENSION_COLUMNS = {
    "reference": gettext_lazy("Reference"),
    "until": gettext_lazy("Until"),
    "reason": gettext_lazy("Reason"),
    "proposed_by": gettext_lazy("Proposed by"),
    "digest": gettext_lazy("Digest to sign"),
    "id": gettext_lazy("Proposal"),
}
CERTIFICATE_COLUMNS = {
    "at": gettext_lazy("Deleted"),
    "records": gettext_lazy("Records"),
    "by": gettext_lazy("By"),
    "id": gettext_lazy("Certificate"),
}
REQUEST_COLUMNS = {
    "number": gettext_lazy("Number"),
    "kind": gettext_lazy("Kind"),
    "state": gettext_lazy("State"),
    "due": gettext_lazy("Due"),
    "id": gettext_lazy("Request"),
}
QUESTION_COLUMNS = {
    "number": gettext_lazy("Number"),
    "from_bureau": gettext_lazy("From"),
    "decision": gettext_lazy("Decision"),
    "due": gettext_lazy("Due"),
    "id": gettext_lazy("Question"),
}
SHOWN = 50
EXAMPLE = """
interlace privacy due --as kr.privacy
interlace privacy decide delete 7c1e... --as kr.privacy
interlace privacy rule list --as kr.privacy
interlace privacy request receive access --name "Han Ji-seop" --as kr.privacy
interlace privacy certificate verify certificate.json --log ledger.ndjson --as kr.privacy
"""
_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}
_Day = click.DateTime(["%Y-%m-%d"])
_File = click.Path(path_type=Path, exists=True, dir_okay=False)

records = click.argument("records", nargs=-1, required=True, type=click.UUID)
reasoned = click.option("--reason", required=True, help="Why.")
coded = click.option("--code", default="", help="Code that the officer's device shows now, where it has one.")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def privacy() -> None:
    """Lawful keeping: what is due, what is held, what was deleted, what people ask about their own data."""


privacy.add_command(rule)


@privacy.command("due")
@click.argument("record", type=click.UUID, required=False)
@declare("privacy.cli.due", SurfaceKind.COMMAND, **_READS)
def due(record: UUID | None) -> None:
    """What ends within 180 days, by case and reason; with RECORD, the records of its group."""
    viewer, now = _viewer(), timezone.now()
    find_due(now=now, member=viewer.member)
    if record is not None:
        group = queue.group_of(viewer, record, now=now)
        show([_spoken(KeptRecordOut.of(each).model_dump(mode="json")) for each in group.items], columns=RECORD_COLUMNS)
        return
    groups = queue.groups_due(viewer, now=now)
    show([_spoken(GroupOut.of(each).model_dump(mode="json")) for each in groups], columns=GROUP_COLUMNS)


@privacy.group("decide", cls=ExampleGroup, example="interlace privacy decide delete 7c1e... --as kr.privacy")
def decide() -> None:
    """Delete, extend with a second person, or put under a legal hold."""


@decide.command("delete")
@records
@declare("privacy.cli.delete", SurfaceKind.COMMAND, **_READS)
def delete(records: tuple[UUID, ...]) -> None:
    """Delete RECORDS everywhere on the node, and print the certificate."""
    show_one(CertificateOut.of(deciding.delete_records(_viewer(), records, now=timezone.now())).model_dump(mode="json"))


@decide.command("hold")
@records
@reasoned
@click.option("--basis", required=True, help="The law or the order.")
@click.option("--ends", type=_Day, help="Last day of the hold (UTC).")
@click.option("--review", type=_Day, help="Day on which it is looked at again (UTC).")
@declare("privacy.cli.hold", SurfaceKind.COMMAND, **_READS)
def hold(records: tuple[UUID, ...], reason: str, basis: str, ends: datetime | None, review: datetime | None) -> None:
    """Put RECORDS under a legal hold: nothing of them is deleted by anybody."""
    held = holding.hold_records(
        _viewer(), records, reason=reason, basis=basis, ends=_utc(ends), review=_utc(review), now=timezone.now()
    )
    show_one({"records": len(held)})


@decide.command("lift")
@records
@declare("privacy.cli.lift", SurfaceKind.COMMAND, **_READS)
def lift(records: tuple[UUID, ...]) -> None:
    """End the holds of RECORDS."""
    show_one({"records": holding.lift_holds(_viewer(), records, now=timezone.now())})


@decide.command("extend")
@records
@reasoned
@click.option("--until", required=True, type=_Day, help="New last day (UTC).")
@coded
@declare("privacy.cli.extend", SurfaceKind.COMMAND, **_READS)
def extend(records: tuple[UUID, ...], reason: str, until: datetime, code: str) -> None:
    """Propose to keep RECORDS longer; another person signs within a day."""
    show_code(code)
    proposed = extending.propose_extension(
        _viewer(), records, until=timezone.make_aware(until, UTC), reason=reason, now=timezone.now()
    )
    show_one(ExtensionOut.of(proposed).model_dump(mode="json"))


@decide.command("proposals")
@declare("privacy.cli.proposals", SurfaceKind.COMMAND, **_READS)
def proposals() -> None:
    """Proposals that wait for a second person."""
    viewer = _viewer()
    with acting(viewer, now=timezone.now()):
        show(
            [ExtensionOut.of(each).model_dump(mode="json") for each in extending.waiting_extensions(viewer)],
            columns=EXTENSION_COLUMNS,
        )


@decide.command("sign")
@click.argument("extension", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
@coded
@declare("privacy.cli.sign", SurfaceKind.COMMAND, **_READS)
def sign(extension: UUID, digest: str, code: str) -> None:
    """Sign a proposal as the second person."""
    show_code(code)
    signed = extending.approve_extension(_viewer(), extension, digest=digest, now=timezone.now())
    show_one(ExtensionOut.of(signed).model_dump(mode="json"))


@decide.command("refuse")
@click.argument("extension", type=click.UUID)
@declare("privacy.cli.refuse", SurfaceKind.COMMAND, **_READS)
def refuse(extension: UUID) -> None:
    """Decide against a proposal as the second person."""
    refused = extending.refuse_extension(_viewer(), extension, now=timezone.now())
    show_one(ExtensionOut.of(refused).model_dump(mode="json"))


@privacy.group("certificate", cls=ExampleGroup, example="interlace privacy certificate list --as kr.privacy")
def certificate() -> None:
    """Proofs of deletion."""


@certificate.command("list")
@declare("privacy.cli.certificates", SurfaceKind.COMMAND, **_READS)
def certificates() -> None:
    """The latest certificates of one's own bureau."""
    rows = queue.certificates_of(_viewer(), now=timezone.now(), most=SHOWN)
    show([CertificateOut.of(each).model_dump(mode="json") for each in rows], columns=CERTIFICATE_COLUMNS)


@certificate.command("show")
@click.argument("certificate_id", type=click.UUID)
@declare("privacy.cli.certificate", SurfaceKind.COMMAND, **_READS)
def show_certificate(certificate_id: UUID) -> None:
    """Print the text of a certificate, as it is to be kept."""
    sys.stdout.write(queue.certificate_of(_viewer(), certificate_id, now=timezone.now()).text + "\n")


@certificate.command("verify")
@click.argument("file", type=_File)
@click.option("--log", required=True, type=_File, help="Export of the log: `interlace admin audit export`.")
@click.option("--key", help="The node's public key (64 hex digits), as you know it from elsewhere.")
@declare("privacy.cli.verify", SurfaceKind.COMMAND)
def verify(file: Path, log: Path, key: str | None) -> None:
    """Check a certificate in FILE against an exported log; neither database nor index are asked."""
    with log.open(encoding="utf-8") as lines:
        found = verify_certificate(file.read_text(encoding="utf-8"), lines, key=key)
    if found not in {Finding.PROVED, Finding.NOT_COVERED}:
        raise IntegrityFailure(FINDING_WORDS[found], code=found.value)
    say(FINDING_WORDS[found])


@privacy.group("request", cls=ExampleGroup, example="interlace privacy request list --as kr.privacy")
def request() -> None:
    """What people ask about their own data, and what is asked of one's bureau for them."""


@request.command("receive")
@click.argument("kind", type=click.Choice([kind.value for kind in RequestKind]))
@click.option("--name", required=True, help="Name of the person who asks.")
@click.option("--born", default="", help="Date of birth.")
@click.option("--identifier", "identifiers", multiple=True, help="A number by which data may be found.")
@click.option("--letter", "language", type=click.Choice(requests.LANGUAGES), default="en", show_default=True)
@declare("privacy.cli.receive", SurfaceKind.COMMAND)
def receive(kind: str, name: str, born: str, identifiers: tuple[str, ...], language: str) -> None:
    """Take in a request; the clock runs from now."""
    made = requests.receive_request(
        _viewer(),
        kind=RequestKind(kind),
        name=name,
        birth_date=born,
        identifiers=identifiers,
        language=language,
        now=timezone.now(),
    )
    show_one(RequestOut.of(made, ()).model_dump(mode="json"))


@request.command("list")
@declare("privacy.cli.requests", SurfaceKind.COMMAND)
def list_requests() -> None:
    """The requests that one's own bureau has received."""
    viewer, now = _viewer(), timezone.now()
    rows = requests.requests_of(viewer, now=now)
    owners = owners_told(viewer, rows, now=now)
    show([RequestOut.of(each, owners[each.id]).model_dump(mode="json") for each in rows], columns=REQUEST_COLUMNS)


@request.command("identity")
@click.argument("request_id", type=click.UUID)
@click.option("--by", "by_what", required=True, help="How the person showed who they are.")
@declare("privacy.cli.identity", SurfaceKind.COMMAND)
def identity(request_id: UUID, by_what: str) -> None:
    """Note that the identity was checked."""
    _show_request(request_id, lambda viewer, now: requests.check_identity(viewer, request_id, by_what=by_what, now=now))


@request.command("ask")
@click.argument("request_id", type=click.UUID)
@declare("privacy.cli.ask", SurfaceKind.COMMAND)
def ask(request_id: UUID) -> None:
    """Put the request to every bureau."""
    _show_request(request_id, lambda viewer, now: requests.ask_owners(viewer, request_id, now=now))


@request.command("answer")
@click.argument("request_id", type=click.UUID)
@declare("privacy.cli.answer", SurfaceKind.COMMAND)
def answer(request_id: UUID) -> None:
    """Close the request once its letter is ready; the letter is on the page."""
    _show_request(request_id, lambda viewer, now: requests.answer_request(viewer, request_id, now=now))


@request.command("questions")
@declare("privacy.cli.questions", SurfaceKind.COMMAND)
def questions() -> None:
    """What is asked of one's own bureau as an owner."""
    viewer = _viewer()
    rows = requests.questions_of(viewer, now=timezone.now())
    show([QuestionOut.of(each, by=viewer).model_dump(mode="json") for each in rows], columns=QUESTION_COLUMNS)


@request.command("block")
@click.argument("question", type=click.UUID)
@click.argument("subjects", nargs=-1, required=True, type=click.UUID)
@declare("privacy.cli.block", SurfaceKind.COMMAND, **_READS)
def block(question: UUID, subjects: tuple[UUID, ...]) -> None:
    """Let nobody but oneself read own SUBJECTS until the question is decided."""
    requests.block(_viewer(), question, subjects, now=timezone.now())
    _show_question(question)


@request.command("decide")
@click.argument("question", type=click.UUID)
@click.argument("decision", type=click.Choice(["deleted", "kept", "nothing"]))
@reasoned
@click.option("--told", default="", help="What the person may be told; else that nothing more may be said.")
@declare("privacy.cli.decide", SurfaceKind.COMMAND, **_READS)
def decide_question(question: UUID, decision: str, reason: str, told: str) -> None:
    """Decide as an owner. The reason stays with one's own bureau."""
    requests.decide(_viewer(), question, OwnerQuestion.Decision(decision), reason=reason, told=told, now=timezone.now())
    _show_question(question)


@privacy.command("explain")
@click.argument("thing", type=click.UUID)
@click.option("--officer", required=True, help="User name of an officer of your bureau.")
@declare("privacy.cli.explain", SurfaceKind.COMMAND, **_READS)
def explain(thing: UUID, officer: str) -> None:
    """Why an officer can or can't see a fact, a subject, a contribution, a thread or a hit."""
    found = explain_access(_viewer(), thing, officer, now=timezone.now())
    shown = ExplanationOut.of(found, language=get_language() or "en")
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(shown.model_dump(mode="json"))
        return
    say(shown.sentence)


def _viewer() -> Viewer:
    return viewer_of(officer_of_profile(options().profile))


def _utc(day: datetime | None) -> datetime | None:
    return timezone.make_aware(day, UTC) if day is not None else None


def _show_request(request_id: UUID, act: Callable[[Viewer, datetime], object]) -> None:
    viewer, now = _viewer(), timezone.now()
    act(viewer, now)
    found = requests.request_of(viewer, request_id, now=now)
    show_one(RequestOut.of(found, owners_told(viewer, [found], now=now)[found.id]).model_dump(mode="json"))


def _show_question(question: UUID) -> None:
    viewer = _viewer()
    found = requests.question_of(viewer, question, now=timezone.now())
    show_one(QuestionOut.of(found, by=viewer).model_dump(mode="json"))


def _spoken(row: dict[str, Any]) -> dict[str, Any]:
    """Codes for programs, words for people."""
    if options().format in {Format.JSON, Format.NDJSON}:
        return row
    words = row | {"stage": str(STAGE_WORDS[row["stage"]])}
    if "category" in row:
        words |= {"category": str(CATEGORY_WORDS[row["category"]]), "cause": cause_sentence(row["cause"], row["rule"])}
    return words
