"""Those who came out of the compound of Golden Reed: received, listened to, and read by the protection officer alone.

Played through the acts that officers use; nobody here exists, and what they say was invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.standing import Matter
from interlace.core.victims.talk import CONDITIONS, Reply, TalkMove
from interlace.core.victims.triage import Need, Triage
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.victims.files import Named
from interlace.victims.receiving import ReceptionTerms, open_reception, receive, triage
from interlace.victims.reunion import name_person
from interlace.victims.talking import begin_talk, move_talk, reply
from interlace.world.lists import SOUGHT

OFFICER = "th.care"
REFERENCE = "Golden Reed"
PLACE = ReceptionTerms(gettext_noop("School hall at the crossing"), REFERENCE, "trafficking")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody received, with what was noted and said."""

    noted: Triage
    language: str
    matter: Matter = Matter.NONE
    said: Mapping[str, tuple[Reply, str]] = field(default_factory=dict)
    """Answers that differ from no, with the words used. Without any there has been no talk yet."""
    named: Named | None = None
    """Who the person says to be, who agrees to be looked for."""


GUESTS: Sequence[Guest] = (
    Guest(
        Triage(age_said=17, needs_interpreter=True, wants=frozenset({Need.WATER_FOOD, Need.CALL_HOME})),
        "မြန်မာဘာသာ",
    ),
    Guest(
        Triage(age_said=22, wants=frozenset({Need.CALL_HOME})),
        "Tiếng Việt",
        # A list of VN that this officer reads proposes her; nobody has been told yet.
        named=SOUGHT,
        said={
            "COE01": (Reply.YES, "Họ giữ hộ chiếu của tôi."),
            "COE02": (Reply.YES, ""),
            "DEB01": (Reply.SOMETIMES, ""),
        },
    ),
    # Taken for a guard on the day; coerced, as the talk shows.
    Guest(
        Triage(age_said=31, is_afraid_of_somebody_here=True),
        "ភាសាខ្មែរ",
        matter=Matter.ARRESTED,
        said={"COE03": (Reply.YES, "គេវាយមនុស្សដែលមិនធ្វើតាម។"), "EXP01": (Reply.YES, "")},
    ),
    Guest(Triage(age_said=38, is_hurt_or_ill=True), "中文", matter=Matter.ARRESTED),
)


def receive_those_found(*, now: datetime) -> int:
    """Open the place and receive everybody; how many."""
    by = viewer_of(officer_of_profile(OFFICER), purpose="protection", reference=REFERENCE)
    place = open_reception(by, PLACE, now=now)
    for guest in GUESTS:
        found = receive(by, place.id, matter=guest.matter, now=now)
        triage(by, found.id, guest.noted, language=guest.language, now=now)
        if guest.said:
            _listen(by, guest, found.id, now=now)
        if guest.named is not None:
            name_person(by, found.id, guest.named, now=now)
    return len(GUESTS)


def _listen(by: Viewer, guest: Guest, found_id: UUID, *, now: datetime) -> None:
    begin_talk(by, found_id, CONDITIONS, now=now)
    for question in QUESTIONS:
        said, words = guest.said.get(question, (Reply.NO, ""))
        reply(by, found_id, question, said, words=words, now=now)
    move_talk(by, found_id, TalkMove.FINISH, now=now)
