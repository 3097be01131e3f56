"""Files in the intake of stories: a chat that a bureau has read, with something to decide and a secret held back."""

import json
from datetime import datetime, timedelta
from typing import Any

from interlace.cases.actions import CaseTerms, Checked, check_case, open_case
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.evidence.acquiring import Acquisition
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.intake.actions import IntakeTerms, begin_intake
from interlace.evidence.intake.models import Held, Intake, IntakeCandidate
from interlace.foundation.disclosure.viewer import Viewer

_ANSWERS = Checked(NeutralityGround.NEUTRAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN)
_SEED = "abandon ability able about above absent absorb abstract absurd abuse access accident"
_SAID = ("Call +66 81 234 5678 when you arrive.", f"seed phrase: {_SEED}")


def keep_intake(by: Viewer, *, now: datetime) -> None:
    """A chat with a number and a seed phrase in a case of the bureau's own, read behind the walls."""
    clerk = by.working_for(purpose="fraud", reference=f"{by.member}-CHAT")
    case = open_case(clerk, CaseTerms("The black van"), now=now)
    check_case(clerk, case.id, _ANSWERS, now=now)
    acquired = Acquisition(clerk.officer_name, now - timedelta(days=1), "Incheon", "a phone", "warrant 56")
    content = _chat()
    exhibit = begin_exhibit(clerk, case.id, ExhibitTerms("result.json", len(content), acquired), now=now)
    put_chunk(clerk, exhibit.id, 0, content, now=now)
    seal_exhibit(clerk, exhibit.id, now=now)
    begin_intake(clerk, exhibit.id, IntakeTerms(), now=now)


def intakes_of(*members: str) -> dict[str, Any]:
    """Ids of these bureaus' files in the intake, of what they may say and of what is held of them, for the steward."""
    return {
        kind: model._default_manager.filter(member__in=members).values_list("id", flat=True)
        for kind, model in {"intake": Intake, "candidate": IntakeCandidate, "held": Held}.items()
    }


def _chat() -> bytes:
    messages = [
        {"id": number, "type": "message", "from": "Boss", "from_id": "user1", "text": text}
        for number, text in enumerate(_SAID, start=1)
    ]
    return json.dumps({"name": "Van", "type": "private_group", "messages": messages}).encode()
