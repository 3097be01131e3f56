"""The pages of cross-match: the queue, one link, the clusters that follow, how far reviewers agree."""

from django.urls import path

from interlace.crossmatch.pages import clusters, links, queue

urlpatterns = [
    path("links", queue.queue, name="links"),
    path("links/agreement", queue.agreement, name="links-agreement"),
    path("links/clusters", clusters.clusters, name="clusters"),
    path("links/clusters/<uuid:cluster_id>", clusters.cluster, name="cluster"),
    path("links/<uuid:link_id>", links.link, name="link"),
    path("links/<uuid:link_id>/judge", links.judge, name="link-judge"),
    path("links/<uuid:link_id>/undo", links.undo, name="link-undo"),
]
