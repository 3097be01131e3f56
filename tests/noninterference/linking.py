"""Links between originators as the harness has them: one that a bureau judged, and whose ids a looker may try."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from tests.noninterference.worlds import B

from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link
from interlace.crossmatch.models import CandidateLink, LinkStatement
from interlace.crossmatch.queries import waiting_links
from interlace.foundation.disclosure.viewer import Viewer


def judge_one(by: Viewer, *, now: datetime) -> None:
    """The officer judges the first link that waits for it, if there is any: a cluster follows."""
    for waiting in waiting_links(by, now=now, most=1):
        judge_link(by, waiting.row.link, judgement=Judgement.SAME, now=now)


def links_of_others() -> dict[str, Any]:
    """Ids of links and clusters that the looker's bureau has not, for the steward.

    A record whose link its officers judged has a cluster of theirs, whoever else has linked it too.
    """
    judged = LinkStatement.objects.filter(member=B).values_list("left", "right")
    of_own = {end for ends in judged for end in ends}
    found = links_where(~Q(member=B))
    return {**found, "cluster": [each for each in found["cluster"] if each not in of_own]}


def links_where(condition: Q) -> dict[str, Any]:
    """The same of some links. A cluster is known by the subject of any of its records."""
    links = CandidateLink.objects.filter(condition)
    return {
        "link": links.values_list("link", flat=True),
        "cluster": links.values_list("left", flat=True),
    }
