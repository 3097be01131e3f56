"""Records that are one by what people said."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from interlace.bureaus.people.presenting import Cell, PeoplePage, Row, Section, Table
from interlace.core.handling import Action
from interlace.crossmatch.clusters import ClusterView, cluster_of, clusters_of
from interlace.crossmatch.queries import names_of_subjects
from interlace.crossmatch.rules import require_reviewer
from interlace.crossmatch.words import contradiction_sentence
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk, desk_of
from interlace.foundation.localize.formats import list_text
from interlace.foundation.localize.shown import Notice, Trail

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)
SHOWN = 100


@require_GET
@declare("page.clusters", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def clusters(request: HttpRequest) -> HttpResponse:
    """All that the reader may know of; what contradicts itself comes first."""
    desk = desk_of(request)
    require_reviewer(desk.viewer)
    found = clusters_of(desk.viewer, now=desk.now)
    shown = found[:SHOWN]
    names = names_of_subjects(
        desk.viewer,
        {each.id: each.purpose for each in shown},
        {member: register for each in shown for member, register in each.entries.items()},
        now=desk.now,
    )
    table = Table(
        (_("Named after"), _("Bureaus"), _("Records"), _("To decide")),
        tuple(_row(desk, each, names) for each in shown),
        empty=_("No records have been found to be the same."),
    )
    hint = _("The first {count} are shown.").format(count=SHOWN) if len(found) > SHOWN else ""
    page = PeoplePage(
        title=_("Clusters"),
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("A cluster follows from what was said about links, and comes apart when that is taken back."),
        trail=(Trail(_("Links to judge"), reverse("links")), Trail(_("Clusters"))),
        sections=(Section("clusters", _("Clusters"), hint=hint, table=table),),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


@require_GET
@declare("page.cluster", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.OBJECT)
def cluster(request: HttpRequest, cluster_id: UUID) -> HttpResponse:
    """One cluster: its records, what does not fit together, and the links that hold it."""
    desk = desk_of(request)
    found = cluster_of(desk.viewer, cluster_id, now=desk.now)
    names = names_of_subjects(desk.viewer, dict.fromkeys(found.members, found.purpose), found.entries, now=desk.now)
    members = tuple(
        Row((Cell(names.get(subject) or _("without a name")), Cell(member)))
        for subject, member in zip(found.members, found.originators, strict=True)
    )
    held_by = tuple(
        (_link_name(found, number), reverse("link", args=[link])) for number, link in enumerate(found.links, 1)
    )
    title = names.get(found.id) or _("Cluster")
    page = PeoplePage(
        title=title,
        lead=_("For the bureau of {bureau} only.").format(bureau=desk.viewer.member),
        handling=_("A cluster follows from what was said about links, and comes apart when that is taken back."),
        trail=(
            Trail(_("Links to judge"), reverse("links")),
            Trail(_("Clusters"), reverse("clusters")),
            Trail(title),
        ),
        notices=(*_contradictions(found, names), *_fallen(found)),
        sections=(
            Section("members", _("Records"), table=Table((_("Name"), _("Bureau")), members)),
            Section("links", _("What holds it together"), hint=_("Take a link back where it is wrong."), links=held_by),
        ),
    )
    return render(request, "bureaus/people/page.html", {"page": page})


def _contradictions(cluster: ClusterView, names: dict[UUID, str]) -> list[Notice]:
    owner = dict(zip(cluster.members, cluster.originators, strict=True))
    return [
        Notice(
            lead=contradiction_sentence(each),
            text=_("{one} of {bureau}, {other} of {other_bureau}: decide whether they are one.").format(
                one=names.get(each.one) or _("A record"),
                bureau=owner[each.one],
                other=names.get(each.other) or _("a record"),
                other_bureau=owner[each.other],
            ),
            tone="warn",
            mark="stop",
        )
        for each in cluster.contradictions
    ]


def _fallen(cluster: ClusterView) -> list[Notice]:
    if not cluster.fallen:
        return []
    return [
        Notice(
            lead=ngettext(
                "{count} link that holds it together is not alike any more.",
                "{count} links that hold it together are not alike any more.",
                len(cluster.fallen),
            ).format(count=len(cluster.fallen)),
            text=_("Facts have changed since they were judged, or what they weigh. Decide whether they still stand."),
            tone="warn",
            mark="stop",
        )
    ]


def _link_name(cluster: ClusterView, number: int) -> str:
    if cluster.links[number - 1] in cluster.fallen:
        return _("Link {number}, not alike any more").format(number=number)
    return _("Link {number}").format(number=number)


def _row(desk: Desk, cluster: ClusterView, names: dict[UUID, str]) -> Row:
    count = len(cluster.contradictions) + len(cluster.fallen)
    to_decide = (
        ngettext("{count} thing to decide", "{count} things to decide", count).format(count=count) if count else ""
    )
    return Row(
        (
            Cell(names.get(cluster.id) or _("without a name"), url=reverse("cluster", args=[cluster.id])),
            Cell(list_text(sorted(set(cluster.originators)), language=desk.reader.language)),
            Cell(str(len(cluster.members))),
            Cell(to_decide),
        )
    )
