"""The one sequencer: it numbers committed leaves, fills up with padding, and signs the tree.

Writers never wait for it or for each other. The log grows by whole blocks at a fixed pace, and the places within an
interval are drawn by lot, so that neither its size nor a member's own places tell how busy the others are. A node that
records more than a block in an interval grows by further blocks: choose the block above the busiest interval.
"""

import math
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import (
    PADDING_ENTRY,
    Frontier,
    SignedCheckpoint,
    commitment,
    leaf_hash,
    log_id,
)
from interlace.core.ledger import Checkpoint as CheckpointTerms
from interlace.foundation.audit.high_water import keep_high_water, kept_high_water
from interlace.foundation.audit.models import Checkpoint, Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import IntegrityFailure
from interlace.foundation.vault.node import node_keys

CADENCE: Final = timedelta(minutes=5)
BLOCK: Final = 128
LARGEST_INTERVAL: Final = 64 * BLOCK  # bounds the memory of one transaction; a longer queue takes several

_LOCK: Final = 0x1ED6E7  # any number that no other advisory lock of the node uses


class LogBroken(IntegrityFailure):
    """The log is not as it was signed, so nothing is signed on top of it."""

    code = "log_broken"


def write_due_checkpoint(now: datetime) -> SignedCheckpoint | None:
    """One checkpoint for each interval of the cadence; None when the running interval has its own."""
    written = _write_one(now, only_if_due=True)
    if written is None:
        return None
    return write_checkpoints(now) or written


def write_checkpoints(now: datetime) -> SignedCheckpoint | None:
    """Number and sign until nothing waits; the latest checkpoint."""
    while _write_one(now, only_if_due=False) is not None:
        pass
    with steward(Task.LEDGER):
        latest = _latest()
    return latest.signed() if latest else None


def padding_salt(number: int) -> bytes:
    """The salt of the padding leaf at this place: only this node can tell padding from an act."""
    return node_keys().keyed_digest("audit padding", str(number).encode())


def padding_hash(number: int) -> bytes:
    """The hash of the padding leaf at this place."""
    return leaf_hash(commitment(padding_salt(number), PADDING_ENTRY))


def _write_one(now: datetime, *, only_if_due: bool) -> SignedCheckpoint | None:
    with steward(Task.LEDGER), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        last = _latest()
        if only_if_due and last is not None and _interval(last.at) >= _interval(now):
            return None
        waiting = list(Leaf.objects.waiting()[:LARGEST_INTERVAL])
        if not waiting and not only_if_due:
            return None
        row = _signed_row(_verified_frontier(last), waiting, now if last is None else max(now, last.at))
        row.save(force_insert=True)
        signed = row.signed()
        transaction.on_commit(lambda: keep_high_water(signed))
    return signed


def _interval(at: datetime) -> int:
    return int(at.timestamp() // CADENCE.total_seconds())


def _latest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def _verified_frontier(last: Checkpoint | None) -> Frontier:
    """The tree that the node signed last; the node does not build on anything else."""
    frontier = _frontier_as_signed(last) if last else Frontier()
    if frontier is None or _is_set_back(frontier):
        raise LogBroken(
            _("The ledger is not as this node signed it; nothing is added to it."),
            fix=_("Run `interlace admin audit verify` and keep the data folder as it is."),
        )
    return frontier


def _frontier_as_signed(last: Checkpoint) -> Frontier | None:
    if not last.terms().is_signed_by(node_keys().public_signing_key(), bytes(last.signature)):
        return None
    try:
        frontier = last.frontier()
    except ValueError:
        return None
    return frontier if frontier.root() == bytes(last.root) else None


def _is_set_back(frontier: Frontier) -> bool:
    """Whether the database holds less, or something else, than the node remembers to have signed."""
    kept = kept_high_water()
    if kept is None or kept.size < frontier.size:
        return False
    return kept.size > frontier.size or kept.root != frontier.root().hex()


def _signed_row(before: Frontier, waiting: Sequence[Leaf], now: datetime) -> Checkpoint:
    count = max(1, math.ceil(len(waiting) / BLOCK)) * BLOCK
    places = secrets.SystemRandom().sample(range(before.size, before.size + count), len(waiting))
    hashes = {
        place: leaf_hash(commitment(bytes(leaf.salt), leaf.entry)) for place, leaf in zip(places, waiting, strict=True)
    }
    _number(waiting, places)
    added = [
        hashes[number] if number in hashes else padding_hash(number)
        for number in range(before.size, before.size + count)
    ]
    tree = before.extended(added)
    keys = node_keys()
    terms = CheckpointTerms(log_id(keys.public_signing_key()), tree.size, tree.root(), now.replace(microsecond=0))
    return Checkpoint(
        size=terms.size,
        log=terms.log,
        root=terms.root,
        at=terms.at,
        signature=terms.signature(keys.signer()),
        leaves=b"".join(added),
        peaks=b"".join(tree.peaks),
    )


def _number(waiting: Sequence[Leaf], places: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update audit_leaf set number = given.number"
            " from unnest(%s::uuid[], %s::bigint[]) as given (id, number) where audit_leaf.id = given.id",
            [[leaf.id for leaf in waiting], list(places)],
        )
