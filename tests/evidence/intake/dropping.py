"""Files for the intake of tests: a chat with a lawyer in it, a seed phrase, and what an officer looks for."""

import json
from typing import Any

from tests.cases.filing import opened as opened_case
from tests.evidence.holding import sealed
from tests.screening.network import NOW, viewer

from interlace.cases.models import Case
from interlace.evidence.intake.actions import IntakeTerms, begin_intake
from interlace.evidence.intake.models import Intake, IntakeCandidate, IntakePart
from interlace.evidence.intake.sealing import key_of, text_of_part, words_of_candidate
from interlace.foundation.disclosure.acting import acting

SEED = "abandon ability able about above absent absorb abstract absurd abuse access accident"
LAWYER_SAID = "Tell nobody where the money lies."
MESSAGES = (
    ("Boss", "Send it to Somchai Jaidee, phone +66 81 234 5678, today."),
    ("Driver", "I am in Mae Sot. Call +66 81 234 5678 when you arrive."),
    ("Boss", f"seed phrase: {SEED}"),
    ("Boss", "The wallet is 1BoatSLRHtKNngkdXEeobR76b53LETtpyT and the mail is desk@golden-reed.example"),
    ("Luật sư Minh", LAWYER_SAID),
)


def chat(*messages: tuple[str, str]) -> bytes:
    """A Telegram export of these messages."""
    listed: list[dict[str, Any]] = [
        {"id": number, "type": "message", "from": sender, "from_id": f"user{sender}", "text": text}
        for number, (sender, text) in enumerate(messages or MESSAGES, start=1)
    ]
    return json.dumps({"name": "Golden Reed", "type": "private_group", "messages": listed}).encode()


def dropped(content: bytes = b"", name: str = "result.json", *, case: Case | None = None, **terms: Any) -> Intake:
    """A file of KR in the intake; in tests it is read before this returns."""
    exhibit = sealed(case or opened_case(), content or chat(), file_name=name)
    intake = begin_intake(viewer(exhibit.member), exhibit.id, IntakeTerms(**terms), now=NOW)
    return fresh(intake)


def fresh(intake: Intake) -> Intake:
    """As the database has it now."""
    with acting(viewer(intake.member), now=NOW):
        return Intake.objects.select_related("exhibit", "case").get(pk=intake.pk)


def texts(intake: Intake) -> list[str]:
    """The text of every part."""
    with acting(viewer(intake.member), now=NOW):
        key = key_of(intake.exhibit)
        rows = IntakePart.objects.filter(intake=intake).order_by("number")
        return [text_of_part(key, row).get("text", "") for row in rows]


def found(intake: Intake) -> dict[tuple[str, str], IntakeCandidate]:
    """The candidates by kind and text."""
    with acting(viewer(intake.member), now=NOW):
        key = key_of(intake.exhibit)
        rows = IntakeCandidate.objects.filter(intake=intake)
        return {(row.kind, words_of_candidate(key, row)["text"]): row for row in rows}
