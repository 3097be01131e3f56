"""REST routes of cross-match: the links that wait, judging them, the clusters that follow, how far reviewers agree."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from ninja import Query, Status

from interlace.core.handling import Action
from interlace.crossmatch.actions import judge_link, undo_judgement
from interlace.crossmatch.clusters import cluster_of, clusters_of
from interlace.crossmatch.queries import link_view, reviewer_agreement, waiting_links
from interlace.crossmatch.rendering import cluster_out, link_out, month_out, waiting_out
from interlace.crossmatch.schemas import CandidateLinkOut, ClusterOut, LinkJudgementIn, LinkOut, ReviewMonthsOut
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router

router = make_router("cross-match")

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@router.get("/candidate-links", response={200: Listing[CandidateLinkOut], **PROBLEMS})
@declare("links.list", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def get_links(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the links that wait for the caller's judgement, the most informative first."""
    viewer, after = viewer_without_purpose(request), None
    if page.cursor is not None:
        value, link = open_cursor(page.cursor, viewer=viewer, name="links", length=2)
        after = float(value), UUID(link)
    found = waiting_links(viewer, now=timezone.now(), most=page.limit + 1, after=after)
    items, following = found[: page.limit], None
    if len(found) > page.limit:
        last = items[-1]
        following = seal_cursor((str(last.informativeness), last.row.link), viewer=viewer, name="links")
    return {"items": [waiting_out(each) for each in items], "next": following}


@router.get("/candidate-links/{link_id}", response={200: LinkOut, **PROBLEMS})
@declare("links.show", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def get_link(request: OfficerRequest, link_id: UUID) -> LinkOut:
    """Show a link with both records, as far as they were compared for the caller."""
    return _shown(viewer_without_purpose(request), link_id)


@router.post("/candidate-links/{link_id}/statement", response={201: LinkOut, **PROBLEMS})
@declare("links.judge", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def post_statement(request: OfficerRequest, link_id: UUID, body: LinkJudgementIn) -> Status[LinkOut]:
    """Say whether the two records are the same. A statement is the caller's own, and can be taken back."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def judge() -> UUID:
        return judge_link(viewer, link_id, judgement=body.judgement, reason=body.reason, now=now).link

    done = once(request, judge)
    return Status(done.status, _shown(viewer, done.object_id))


@router.delete("/candidate-links/{link_id}/statement", response={200: LinkOut, **PROBLEMS})
@declare("links.undo", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def delete_statement(request: OfficerRequest, link_id: UUID) -> LinkOut:
    """Take back what the caller said about a link: what followed from it follows no more."""
    viewer = viewer_without_purpose(request)
    undo_judgement(viewer, link_id, now=timezone.now())
    return _shown(viewer, link_id)


@router.get("/clusters", response={200: Listing[ClusterOut], **PROBLEMS})
@declare("clusters.list", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def get_clusters(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the clusters that the caller may know of; those with something to decide come first."""
    viewer, start = viewer_without_purpose(request), 0
    found = clusters_of(viewer, now=timezone.now())
    if page.cursor is not None:
        is_plain, key = open_cursor(page.cursor, viewer=viewer, name="clusters", length=2)
        place = bool(is_plain), UUID(key)
        start = sum((not each.is_to_decide, each.id) <= place for each in found)
    items, following = found[start : start + page.limit], None
    if start + page.limit < len(found):
        last = items[-1]
        following = seal_cursor((int(not last.is_to_decide), last.id), viewer=viewer, name="clusters")
    return {"items": [cluster_out(each) for each in items], "next": following}


@router.get("/clusters/{cluster_id}", response={200: ClusterOut, **PROBLEMS})
@declare("clusters.show", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def get_cluster(request: OfficerRequest, cluster_id: UUID) -> ClusterOut:
    """Show a cluster by its id, or by the subject of any of its records."""
    return cluster_out(cluster_of(viewer_without_purpose(request), cluster_id, now=timezone.now()))


@router.get("/reviewer-agreement", response={200: ReviewMonthsOut, **PROBLEMS})
@declare("links.agreement", SurfaceKind.ROUTE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def get_agreement(request: OfficerRequest) -> dict[str, Any]:
    """Show month by month how far the bureau's reviewers agree beyond chance."""
    months = reviewer_agreement(viewer_without_purpose(request), now=timezone.now())
    return {"items": [month_out(each) for each in months], "next": None}


def _shown(viewer: Viewer, link: UUID) -> LinkOut:
    now = timezone.now()
    return link_out(link_view(viewer, link, now=now), now=now, language=get_language() or "en")
