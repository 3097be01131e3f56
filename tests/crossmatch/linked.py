"""What the tests of cross-match look at: the links of a member, and the rows behind them."""

from typing import Any
from uuid import UUID

from tests.screening.network import NOW, viewer

from interlace.crossmatch.models import CandidateLink
from interlace.crossmatch.pending import note_member
from interlace.crossmatch.queries import waiting_links
from interlace.crossmatch.upkeep import catch_up
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward


def links_of(member: str, **terms: Any) -> list[tuple[str, str, str]]:
    """Both originators and the band of each link that waits for an officer."""
    found = waiting_links(viewer(member, **terms), now=NOW, most=50)
    return [(each.row.left_member, each.row.right_member, each.row.band) for each in found]


def facts_of(subject: UUID, *props: str) -> list[UUID]:
    """The ids of what is stated of a subject."""
    with steward(Task.VERIFY):
        return list(Fact.objects.filter(subject=subject, prop__in=props).values_list("id", flat=True))


def rows_of(*members: str) -> list[CandidateLink]:
    """Every row of these members."""
    with steward(Task.VERIFY):
        return list(CandidateLink.objects.filter(member__in=members).order_by("member", "purpose", "left", "right"))


def outcome_of(*members: str) -> set[tuple[Any, ...]]:
    """What matching has come to for these members, without the ids of rows."""
    return {
        (each.member, each.purpose, each.left, each.right, *each.rests_on, each.is_weak, each.bits, *each.left_out)
        for each in rows_of(*members)
    }


def matched_anew(*members: str) -> set[tuple[Any, ...]]:
    """The same after all that these members hold was matched again from nothing."""
    with steward(Task.MATCH):
        CandidateLink.objects.filter(member__in=members).delete()
        for member in members:
            note_member(member)
    catch_up()
    return outcome_of(*members)
