"""Forms and standard wording of messages, by type and language: a beginning that the officer completes."""

import re
from dataclasses import dataclass

from interlace.core.procedure.threads import ThreadType
from interlace.desk.threads.grounds import table

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a message of one type begins in one language."""

    type: ThreadType
    language: str
    title: str
    text: str
    law: str
    """The bases that are usually named."""
    certainty: str

    @property
    def places(self) -> tuple[str, ...]:
        """What is to be filled in, in order."""
        return tuple(dict.fromkeys(_PLACE.findall(f"{self.title} {self.text}")))


def wording(kind: ThreadType, language: str) -> Wording:
    """The wording in this language; English where the language has none."""
    found = {(each.type, each.language): each for each in WORDINGS}
    return found.get((kind, language.partition("-")[0]), found[kind, "en"])


WORDINGS = tuple(
    Wording(
        type=ThreadType(row["type"]),
        language=row["language"],
        title=row["title"],
        text=row["text"],
        law=row["law"],
        certainty=row["certainty"],
    )
    for row in table("wording.csv")
)
"""Every wording of the table."""
