"""`interlace demo`: a node with the demo world, a contribution up to the first answers, and a log-in list."""

import json
import os
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from interlace.foundation.console import ExampleCommand, Options, options, say
from interlace.foundation.database.folders import make_private_folder
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.serving import Address, node_to_serve, serve_until_stopped, serving_node

if TYPE_CHECKING:
    from interlace.world.golden_reed import Story

EXAMPLE = """
interlace demo
interlace demo --check
"""


@click.command(cls=ExampleCommand, example=EXAMPLE)
@click.option("--check", "is_check", is_flag=True, help="Build and play it, print one JSON object, serve nothing.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@declare("node.demo", SurfaceKind.COMMAND)
def demo(is_check: bool, port: int) -> None:
    """Build the demo world Golden Reed and serve it on 127.0.0.1. Everything in it is invented."""
    chosen, address = options(), Address("127.0.0.1", port)
    os.environ["INTERLACE_DEMO"] = "1"
    if serving_node(chosen.data) is not None:
        say("This demo is being served already.")
    with node_to_serve(chosen, None if is_check else address):
        story = _play(chosen)
        if is_check:
            click.echo(json.dumps(_report(story), ensure_ascii=False))
            return
        _tell(story, address)
        serve_until_stopped(chosen, address)


def _play(chosen: Options) -> "Story":
    # Late: Django must have been set up for this data folder.
    from django.utils import timezone

    from interlace.world import golden_reed
    from interlace.world.meeting import HELD_BEFORE, hold_meeting
    from interlace.world.operation import hold_operation
    from interlace.world.reception import receive_those_found

    started = time.monotonic()
    story = golden_reed.build(make_private_folder(chosen.data / "demo"), now=timezone.now())
    if story.built_now:
        with story.step("meeting"):
            held = hold_meeting(story.suspects, now=timezone.now() - HELD_BEFORE)
        with story.step("care"):
            receive_those_found(now=timezone.now())
        with story.step("operation"):
            hold_operation(held, now=timezone.now())
    story.seconds["all"] = round(time.monotonic() - started, 3)
    return story


def _report(story: "Story") -> dict[str, Any]:
    from interlace.crossmatch.models import CandidateLink
    from interlace.facts.models import Register
    from interlace.foundation.identity.models import Bureau
    from interlace.screening.models import Check
    from interlace.world import golden_reed
    from interlace.world.meeting import told_of_meeting

    return {
        "bureaus": Bureau.objects.count(),
        "facts": golden_reed.fact_count(),
        "checks": golden_reed.count_of(Check),
        "hits": golden_reed.hits_by_state(),
        "registers": golden_reed.count_of(Register),
        "links": golden_reed.count_of(CandidateLink),
        "border": dict(story.border),
        "threads": golden_reed.threads_by_state(),
        "meeting": told_of_meeting(),
        "built_now": story.built_now,
        "refused_row": story.problem,
        "seconds": story.seconds,
    }


def _tell(story: "Story", address: Address) -> None:
    # Late: the reader's language is known once Django has been set up.
    from django.utils.translation import gettext as _

    from interlace.foundation.localize.words import purpose_name
    from interlace.world import golden_reed
    from interlace.world.border_post import OFFICER, PURPOSE

    asker, holder = "KR", "TH"
    title = _("Possible hits of the ten rows of {member}, bureau by bureau").format(member=asker)
    _print_table(title, golden_reed.hit_table(asker))
    title = _("One hit, as {one} sees it and as {other} sees it").format(one=asker, other=holder)
    _print_table(title, golden_reed.both_sides(asker, holder))
    _print_table(_("Log in at {address} as").format(address=address.url), golden_reed.logins())
    title = _("Documents to scan on the page Border, as {profile} for the purpose “{purpose}”")
    _print_table(title.format(profile=OFFICER, purpose=purpose_name(PURPOSE)), golden_reed.documents_to_scan())
    _print_table(_("From the meeting to the result, page by page"), _pages(address))
    if story.problem:
        say(_("The sheet's {problem}; it was mended and contributed.").format(problem=story.problem))


def _pages(address: Address) -> list[dict[str, str]]:
    """The pages of the story after the first answers, and who reads them."""
    # Late, as in all that is told.
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from interlace.meeting.queries import meetings
    from interlace.world.operation import HOST, LEADER, OPERATION, desk

    called = meetings(desk(LEADER), now=timezone.now())
    leads, host = f"{LEADER.lower()}.desk", f"{HOST.lower()}.desk"
    listed = [
        *((_("The meeting"), leads, reverse("meeting", args=[each.id])) for each in called[:1]),
        (_("The eight ready cases"), host, reverse("readiness") + "?band=criteria_met"),
        (_("The plan and its log"), leads, reverse("operation", args=[OPERATION])),
        (_("The result sheet"), leads, reverse("results", args=[OPERATION])),
        (_("All of it in ten stops"), "", reverse("tour")),
    ]
    return [
        {_("Page"): title, _("Log-in"): profile, _("Address"): f"{address.url}{path}"}
        for title, profile, path in listed
    ]


def _print_table(title: str, rows: Iterable[Mapping[str, object]]) -> None:
    # Late: it takes a tenth of a second that a check need not wait for.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for heading in listed[0] if listed else ():
        table.add_column(heading, overflow="fold")
    for row in listed:
        table.add_row(*(Text(str(value)) for value in row.values()))
    Console().print(table)
