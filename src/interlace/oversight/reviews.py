"""The clock of releases that one officer made alone: 24 hours until another person has said right or wrong."""

from collections.abc import Iterator
from datetime import datetime

from interlace.core.procedure.escalation import Clock
from interlace.desk.waking.clocks import Hurry, Owed, watch
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.hits.release_reviews import to_review

RELEASE_REVIEW = "release.review"


class ReviewClocks:
    """Reviews that a bureau owes itself; whoever released is never woken for its own."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
        """Those that wait for this officer's word. They are in the inbox at once and wake nobody at night."""
        for found in to_review(viewer, now=now):
            made = found.emergency
            yield Owed(RELEASE_REVIEW, made.id, viewer.member, Clock(made.at, made.review_due), Hurry.NORMAL)


watch(ReviewClocks())
