"""A bureau with an investigator, two protection officers, and people received after an operation."""

from datetime import timedelta
from uuid import UUID

from tests.screening.network import NOW, make_members, viewer

from interlace.core.victims.guarding import Capacity
from interlace.core.victims.indicators import QUESTIONS
from interlace.core.victims.standing import Matter
from interlace.core.victims.talk import CONDITIONS, Reply, TalkMove
from interlace.core.victims.triage import Triage
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.victims.files import Guardian
from interlace.victims.models import Found, Reception
from interlace.victims.receiving import ReceptionTerms, open_reception, receive, triage
from interlace.victims.talking import begin_talk, move_talk, reply

MINUTE = timedelta(minutes=1)
PLACE = ReceptionTerms("School hall, Mae Sot", "Golden Reed", "trafficking")

GUARDIAN = Guardian(
    "Daw Khin", Capacity.APPOINTED, "Order 44 of the juvenile court, at the shelter", "No kin was there."
)


def make_house(*members: str) -> None:
    """Members as ever, each with two protection officers besides, `th.care` and `th.care2`."""
    make_members(*members)
    for code in members:
        bureau = Bureau.objects.get(member__code=code)
        for post in ("care", "care2"):
            Officer.objects.create(
                username=f"{code.lower()}.{post}",
                display_name=f"{post} of {code}",
                bureau=bureau,
                roles=[Role.PROTECTION_OFFICER],
                level=1,
                purposes=["protection", "trafficking"],
                is_profile=True,
            )


def carer(member: str = "TH", post: str = "care") -> Viewer:
    return viewer(member, post=post, purpose="protection")


def investigator(member: str = "TH", post: str = "desk") -> Viewer:
    return viewer(member, post=post, purpose="trafficking")


def opened(member: str = "TH") -> Reception:
    return open_reception(carer(member), PLACE, now=NOW)


def received(place: Reception, *, matter: Matter = Matter.NONE, noted: Triage | None = None) -> Found:
    found = receive(carer(place.member), place.id, matter=matter, now=NOW)
    triage(carer(place.member), found.id, noted or Triage(age_said=24), language="Burmese", now=NOW)
    return found


def talked(found: Found, *, but: dict[str, Reply] | None = None, words: str = "", answer: Reply = Reply.NO) -> None:
    """A whole talk: every question answered alike, but these."""
    by = carer(found.member)
    begin_talk(by, found.id, CONDITIONS, now=NOW)
    for code in QUESTIONS:
        reply(by, found.id, code, (but or {}).get(code, answer), words=words, now=NOW + MINUTE)
    move_talk(by, found.id, TalkMove.FINISH, now=NOW + 2 * MINUTE)


def word_of(found_id: UUID) -> str:
    with steward(Task.VERIFY):
        return Found.objects.get(id=found_id).word
