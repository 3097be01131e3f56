"""What is written down when an exhibit is acquired.

Source: procedures of the product, 4.2 (acquisition metadata), after ISO/IEC 27037 and the ACPO principles.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import FieldProblem, InvalidInput

LONGEST = 300


class Method(StrEnum):
    """How the content was taken from its source."""

    LOGICAL = "logical"
    FILE_SYSTEM = "file_system"
    PHYSICAL = "physical"
    CLOUD = "cloud"
    SCREENSHOT = "screenshot"
    PROVIDER = "provider"  # an answer of a bank, an exchange, a platform
    COPY = "copy"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Acquisition:
    """Who took it, when, where, how and on which authority."""

    operator: str
    at: datetime
    place: str
    source: str
    """The person, device, account or body that it was taken from."""
    authority: str
    """The warrant, order, request or consent."""
    method: Method = Method.COPY
    tool: str = ""
    device: str = ""
    """Maker, model, serial, IMEI, ICCID as far as they are known."""
    write_blocker: str = ""
    clock: str = ""
    """The device's clock against the right time, and its zone."""
    seized: bool = False
    """Whether it was taken under coercion; otherwise it was handed over."""

    def record(self) -> dict[str, Any]:
        """As it is stored and shown in court."""
        return {
            **asdict(self),
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "method": self.method.value,
        }


def require_told(acquisition: Acquisition, *, now: datetime) -> None:
    """Refuse an exhibit of which nobody could say later where it comes from; every missing field is named."""
    fields = {"operator": acquisition.operator, "place": acquisition.place, "source": acquisition.source}
    fields |= {"authority": acquisition.authority}
    problems = [
        FieldProblem(f"/acquired/{name}", "acquisition_missing", _("This must be told of every exhibit."))
        for name, value in fields.items()
        if not value.strip()
    ]
    others = {"tool": acquisition.tool, "device": acquisition.device, "clock": acquisition.clock}
    problems += [
        FieldProblem(f"/acquired/{name}", "text_too_long", _("At most 300 characters are kept."))
        for name, value in {**fields, **others, "write_blocker": acquisition.write_blocker}.items()
        if len(value) > LONGEST
    ]
    if acquisition.at.tzinfo is None or acquisition.at > now:
        problems.append(
            FieldProblem("/acquired/at", "acquired_in_future", _("The moment must have a zone and lie in the past."))
        )
    if problems:
        raise InvalidInput(
            _("Something about the acquisition is missing or cannot be."),
            code="acquisition_incomplete",
            problems=problems,
            fix=_("Say who took it, when, where, from what and on which authority."),
        )
