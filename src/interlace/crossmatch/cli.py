"""The commands `interlace link`: what waits, judging it, the clusters that follow, how far reviewers agree."""

from collections.abc import Callable
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.reviewing import Judgement
from interlace.crossmatch.actions import judge_link, undo_judgement
from interlace.crossmatch.clusters import cluster_of, clusters_of
from interlace.crossmatch.queries import link_view, reviewer_agreement, waiting_links
from interlace.crossmatch.rendering import cluster_out, link_out, month_out, waiting_out
from interlace.foundation.console import ExampleGroup, say, show, show_one
from interlace.foundation.console.keeping import by_option
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.identity.keepers import keeper_named
from interlace.screening.profile import DRY_RUN_HELP, trial, viewer

LINK_COLUMNS = {
    "id": gettext_lazy("Link"),
    "members": gettext_lazy("Originators"),
    "band": gettext_lazy("Strength"),
    "bits": gettext_lazy("Bits"),
    "informativeness": gettext_lazy("Informativeness"),
}
CLUSTER_COLUMNS = {
    "id": gettext_lazy("Cluster"),
    "members": gettext_lazy("Records"),
    "contradictions": gettext_lazy("Contradictions"),
    "fallen": gettext_lazy("Not alike any more"),
}
MONTH_COLUMNS = {
    "month": gettext_lazy("Month"),
    "reviewed": gettext_lazy("Reviewed twice"),
    "agreed": gettext_lazy("Agreed"),
    "kappa": gettext_lazy("Kappa"),
    "said_same": gettext_lazy("Share of “same”"),
    "drift": gettext_lazy("Drift"),
}
_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)
_WORDS = {"same": Judgement.SAME, "different": Judgement.DIFFERENT, "cannot-tell": Judgement.CANNOT_TELL}


@click.group(cls=ExampleGroup, example="interlace link queue --as KR")
def link() -> None:
    """Records of different bureaus that may be the same: judge the links, see what follows."""


@link.command("queue", example="interlace link queue --most 20 --as KR")
@click.option("--most", type=click.IntRange(1, 200), default=50, show_default=True, help="How many to list.")
@declare("link.queue", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def queue(most: int) -> None:
    """The links that wait for your judgement, the most informative first."""
    found = waiting_links(viewer(), now=timezone.now(), most=most)
    show((waiting_out(each).model_dump(mode="json") for each in found), columns=LINK_COLUMNS)


@link.command("show", example="interlace link show 5d2c... --as KR")
@click.argument("link_id", type=click.UUID)
@declare("link.show", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def show_link(link_id: UUID) -> None:
    """One link with both records and every reason."""
    _show(link_id)


@link.command("judge", example='interlace link judge 5d2c... same --reason "One file" --as KR')
@click.argument("link_id", type=click.UUID)
@click.argument("judgement", type=click.Choice(list(_WORDS)))
@click.option("--reason", default="", help="Why; colleagues read it once they have judged too.")
@click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
@declare("link.judge", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def judge(link_id: UUID, judgement: str, reason: str, dry_run: bool) -> None:
    """Say whether the two records are the same."""

    def act() -> None:
        judge_link(viewer(), link_id, judgement=_WORDS[judgement], reason=reason, now=timezone.now())
        _show(link_id)

    if dry_run:
        with trial():
            act()
    else:
        act()


@link.command("undo", example="interlace link undo 5d2c... --as KR")
@click.argument("link_id", type=click.UUID)
@declare("link.undo", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def undo(link_id: UUID) -> None:
    """Take back what you said about a link."""
    undo_judgement(viewer(), link_id, now=timezone.now())
    _show(link_id)


@link.command("match", example="interlace link match")
@by_option
@declare("link.match", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def match(by: str | None) -> None:
    """Compare everything with everything, or go on where it was stopped: after a new model or a large register."""
    keeper_named(by)
    # Late: it loads the compiler.
    from interlace.crossmatch.batch import match_all

    match_all(now=timezone.now(), progress=_tell_progress())
    say(_("Everything has been compared with everything."))


_ROUNDING = 1e-9


def _tell_progress() -> Callable[[float], None]:
    """Say every tenth that is done, none left out: how many lines there are tells nothing of what was compared."""
    told = 0

    def tell(share: float) -> None:
        nonlocal told
        while told < int(share * 10 + _ROUNDING):
            told += 1
            say(_("{percent} % done.").format(percent=told * 10))

    return tell


@link.command("clusters", example="interlace link clusters --as KR")
@declare("link.clusters", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def clusters() -> None:
    """Records that are one by what was said; those with something to decide first."""
    found = clusters_of(viewer(), now=timezone.now())
    show((cluster_out(each).model_dump(mode="json") for each in found), columns=CLUSTER_COLUMNS)


@link.command("cluster", example="interlace link cluster 5d2c... --as KR")
@click.argument("cluster_id", type=click.UUID)
@declare("link.cluster", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def cluster(cluster_id: UUID) -> None:
    """One cluster, by its id or by the subject of any of its records."""
    show_one(cluster_out(cluster_of(viewer(), cluster_id, now=timezone.now())).model_dump(mode="json"))


@link.command("agreement", example="interlace link agreement --as KR")
@declare("link.agreement", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def agreement() -> None:
    """How far the reviewers of your bureau agree beyond chance, month by month."""
    months = reviewer_agreement(viewer(), now=timezone.now())
    show((month_out(each).model_dump(mode="json") for each in months), columns=MONTH_COLUMNS)


def _show(link_id: UUID) -> None:
    now = timezone.now()
    view = link_view(viewer(), link_id, now=now)
    show_one(link_out(view, now=now, language=get_language() or "en").model_dump(mode="json"))
