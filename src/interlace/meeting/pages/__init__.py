"""The pages of meetings: all of them, one with its agenda, a link, an action, a pack handed in, the minutes."""

from django.urls import path

from interlace.meeting.pages import agenda, listing, packs, papers

urlpatterns = [
    path("meetings", listing.meetings_page, name="meetings"),
    path("meetings/<uuid:meeting_id>", agenda.meeting_page, name="meeting"),
    path("packs", packs.packs, name="packs"),
    path("packs/<uuid:pack_id>", packs.pack, name="pack"),
    path("packs/<uuid:pack_id>/progress", packs.progress, name="pack-progress"),
    path("meetings/<uuid:meeting_id>/minutes", papers.minutes, name="meeting-minutes"),
    path("meetings/<uuid:meeting_id>/links/<uuid:link_id>", agenda.link_page, name="meeting-link"),
    path("meetings/<uuid:meeting_id>/actions", agenda.agree, name="meeting-agree"),
    path("meetings/<uuid:meeting_id>/actions/<uuid:action_id>", agenda.action_page, name="meeting-action"),
]
