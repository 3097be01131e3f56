"""`interlace admin audit`: prove the ledger, take a copy of it, sign what waits."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import Flaw, Report, written_time
from interlace.foundation.audit import actions, queries
from interlace.foundation.audit.events import LOG_EXPORTED, declared_events
from interlace.foundation.audit.models import Leaf
from interlace.foundation.console import ExampleGroup, options, say, show, show_one
from interlace.foundation.console.keeping import by_option
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.errors import Conflict, DoneInPart, IntegrityFailure, NotFound
from interlace.foundation.identity.keepers import keeper_named
from interlace.foundation.identity.profiles import officer_of_profile

ENTRY_COLUMNS: Mapping[str, Promise] = {
    "at": _("Time"),
    "meaning": _("What happened"),
    "by": _("By"),
    "on": _("On"),
    "purpose": _("Purpose"),
    "reference": _("Reference"),
}
MOST_ENTRIES = 200

FLAWS: Mapping[Flaw, Promise] = {
    Flaw.NO_HEAD: _("the log has no head"),
    Flaw.OTHER_KEY: _("the log is signed with another key than this node's"),
    Flaw.OTHER_LOG: _("the checkpoint kept outside the database belongs to another log"),
    Flaw.REWRITTEN: _("the log is not the one of the checkpoint kept outside the database"),
    Flaw.CUT: _("the log ends before it"),
    Flaw.NO_LATEST: _("the head of the log names no checkpoint"),
    Flaw.NO_CHECKPOINT: _("the leaf stands under no checkpoint"),
    Flaw.CHECKPOINT_UNREADABLE: _("its checkpoint cannot be read"),
    Flaw.CHECKPOINT_OLDER: _("its checkpoint is older than the one before"),
    Flaw.CHECKPOINT_NOT_SIGNED: _("its checkpoint is not signed with this node's key"),
    Flaw.OTHER_DIGEST: _("its checkpoint names another digest for it"),
    Flaw.UNREADABLE: _("it cannot be read"),
    Flaw.MISSING: _("it is missing"),
    Flaw.OUT_OF_PLACE: _("another leaf stands in its place"),
    Flaw.ALTERED: _("its content or salt was altered"),
    Flaw.ADDED: _("it was added"),
    Flaw.NOT_AS_SIGNED: _("it, or a later leaf of its checkpoint, is not what was signed"),
}


@click.group(cls=ExampleGroup, example="interlace admin audit verify")
def audit() -> None:
    """Prove the ledger of this node, or take a copy of it."""


@audit.command(example="interlace admin audit verify -o json")
@click.option("--as-it-is", is_flag=True, help="Write nothing: do not sign first what waits for its checkpoint.")
@declare("audit.verify", SurfaceKind.COMMAND)
def verify(as_it_is: bool) -> None:
    """Check every leaf and name the first broken one. What waits is signed first, so that it is covered too."""
    broken_on_the_way = None
    if not as_it_is:
        try:
            actions.checkpoint(now=timezone.now())
        except IntegrityFailure as error:  # the report below says where
            broken_on_the_way = error
    report = queries.verify_log()
    show_one(_row(report))
    if report.broken is not None:
        raise IntegrityFailure(
            _("The ledger is broken at leaf {number}: {flaw}.").format(
                number=report.broken.leaf, flaw=FLAWS[report.broken.flaw]
            ),
            code="log_broken",
            fix=_("Keep the data folder as it is, and compare it with a backup and with exports made before."),
        )
    if broken_on_the_way is not None:
        raise broken_on_the_way
    if report.not_covered:
        raise DoneInPart(
            _("{count} leaves are not covered by a checkpoint yet.").format(count=report.not_covered),
            code="not_covered",
            fix=_("Run `interlace admin audit checkpoint`."),
        )


@audit.command(example="interlace admin audit export ledger.ndjson\npython verify.py ledger.ndjson")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--member", help="Open this member's leaves alone; the others keep their place and tell nothing.")
@by_option
@declare("audit.export", SurfaceKind.COMMAND)
def export(path: Path, member: str | None, by: str | None) -> None:
    """Write the ledger to a new file that `verify.py` checks offline."""
    keeper = keeper_named(by)
    try:
        lines = queries.export_log_of_member(path, member=member) if member else queries.export_log(path)
    except FileExistsError:
        raise Conflict(
            _("The file is there already, and an export writes over nothing."), fix=_("Choose another name.")
        ) from None
    except FileNotFoundError:
        raise NotFound(_("The folder of the file does not exist."), fix=_("Make the folder first.")) from None
    with transaction.atomic():
        actions.record(
            LOG_EXPORTED,
            by=keeper.by,
            member=member or "",
            on="ledger",
            now=timezone.now(),
            detail=keeper.noting({"lines": lines, "member": member or ""}),
        )
    show_one({"file": str(path), "lines": lines})


@audit.command("show", example="interlace admin audit show --of 6b0e2d1c-... --as KR")
@click.option("--of", "object_id", metavar="ID", help="Acts on this object alone: a fact, a hit, an account, a key.")
@click.option("--last", type=click.IntRange(1, MOST_ENTRIES), default=20, show_default=True, help="How many.")
@declare("audit.show", SurfaceKind.COMMAND)
def show_entries(object_id: str | None, last: int) -> None:
    """What the ledger says of one's own member's acts, the latest first; --as says who reads."""
    viewer = viewer_of(officer_of_profile(options().profile))
    with acting(viewer):
        entries = queries.entries_of(viewer)
        wanted = entries if object_id is None else entries.filter(object_id=object_id)
        show([_entry_row(leaf) for leaf in wanted[:last]], columns=ENTRY_COLUMNS)


@audit.command(example="interlace admin audit checkpoint > checkpoint.json")
@declare("audit.checkpoint", SurfaceKind.COMMAND)
def checkpoint() -> None:
    """Sign what waits and print the latest checkpoint; whoever keeps it can show later that nothing was lost."""
    signed = actions.checkpoint(now=timezone.now())
    if signed is None:
        say(_("The ledger is empty; there is nothing to sign."))
        return
    terms = signed.checkpoint
    show_one(
        {
            "size": terms.size,
            "root": terms.root.hex(),
            "at": written_time(terms.at),
            "signature": signed.signature.hex(),
        }
    )


def _entry_row(leaf: Leaf) -> dict[str, Any]:
    """The signed entry itself, and its event in words."""
    return {**json.loads(leaf.entry), "meaning": str(declared_events()[leaf.event].meaning)}


def _row(report: Report) -> dict[str, object]:
    """The verdicts side by side, never as one."""
    return {
        "valid": report.valid,
        "checkpoints": report.checkpoints,
        "until": report.until or None,
        "broken": report.broken.leaf if report.broken else None,
        "not_covered": report.not_covered,
        "key": report.key,
    }
