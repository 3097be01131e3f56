"""Reads of the ledger: a member's own entries, the whole log as lines, and what can be said about it."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from interlace.core.ledger import (
    PADDING_ENTRY,
    Report,
    checkpoint_line,
    closed_leaf_line,
    commitment,
    head_line,
    leaf_hash,
    leaf_line,
    log_id,
    verify_lines,
    waiting_line,
)
from interlace.foundation.audit.actions import columns_in_entry
from interlace.foundation.audit.high_water import kept_high_water
from interlace.foundation.audit.models import Checkpoint, Leaf, LeafQuerySet
from interlace.foundation.audit.sequencer import padding_salt
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.vault.node import node_keys

IsOpened = Callable[[Leaf | None], bool]
"""Whether an export shows the content of this leaf; None stands for padding."""


def entries_of(viewer: Viewer) -> LeafQuerySet:
    """What the viewer may read of its own member's acts, the latest first."""
    return Leaf.objects.visible_to(viewer).order_by("-at", "id")


def verify_log() -> Report:
    """Check the whole log against the node's key and the checkpoint kept outside the database."""
    with steward(Task.LEDGER):
        return verify_lines(_lines(_everything), key=node_keys().public_signing_key().hex(), since=kept_high_water())


def export_log(path: Path) -> int:
    """Write the whole log, every leaf opened, to a new file; the number of its lines."""
    return _export(path, _everything)


def export_log_of_member(path: Path, *, member: str) -> int:
    """Write the log with one member's leaves opened; everybody else's keep their place and tell nothing."""
    return _export(path, lambda leaf: leaf is not None and leaf.member == member)


def _everything(_leaf: Leaf | None) -> bool:
    return True


def _export(path: Path, is_opened: IsOpened) -> int:
    count = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file, steward(Task.LEDGER):
        for count, line in enumerate(_lines(is_opened), 1):  # noqa: B007 - the count is the answer
            file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return count


def _lines(is_opened: IsOpened) -> Iterator[str]:
    """The log up to its latest checkpoint, then what waits. Runs inside the caller's transaction."""
    key = node_keys().public_signing_key()
    latest = Checkpoint.objects.order_by("-size").first()
    size = latest.size if latest else 0
    yield head_line(latest.log if latest else log_id(key), key, latest.signed() if latest else None)
    numbered = Leaf.objects.filter(number__lt=size).order_by("number").iterator(chunk_size=2000)
    leaf = next(numbered, None)
    for checkpoint in Checkpoint.objects.filter(size__lte=size).order_by("size").iterator(chunk_size=100):
        signed = checkpoint.signed()
        yield checkpoint_line(signed)
        for number, digest in enumerate(signed.leaves, checkpoint.first):
            while leaf is not None and leaf.number is not None and leaf.number < number:
                yield _leaf_line(leaf, is_opened)
                leaf = next(numbered, None)
            if leaf is not None and leaf.number == number:
                yield _leaf_line(leaf, is_opened)
                leaf = next(numbered, None)
            elif (padding := _padding_line(number, digest, is_opened)) is not None:
                yield padding
    for waiting in Leaf.objects.exclude(number__lt=size).order_by("at", "id").iterator(chunk_size=2000):
        if is_opened(waiting):
            yield waiting_line(bytes(waiting.salt), waiting.entry)


def _leaf_line(leaf: Leaf, is_opened: IsOpened) -> str:
    number, salt = leaf.number or 0, bytes(leaf.salt)
    if not _columns_agree(leaf):
        return closed_leaf_line(number, bytes(32))  # the verifier says of this leaf that it was altered
    if is_opened(leaf):
        return leaf_line(number, salt, leaf.entry)
    return closed_leaf_line(number, commitment(salt, leaf.entry))


def _columns_agree(leaf: Leaf) -> bool:
    """Whether the row tells the same story as the entry that was signed."""
    try:
        entry = json.loads(leaf.entry)
    except ValueError:
        return False
    columns = columns_in_entry(leaf)
    return isinstance(entry, dict) and {name: entry.get(name) for name in columns} == columns


def _padding_line(number: int, digest: bytes, is_opened: IsOpened) -> str | None:
    """The padding leaf at a place without a row; None when an act stood there, so that the verifier misses it."""
    salt = padding_salt(number)
    if leaf_hash(commitment(salt, PADDING_ENTRY)) != digest:
        return None
    if is_opened(None):
        return leaf_line(number, salt, PADDING_ENTRY)
    return closed_leaf_line(number, commitment(salt, PADDING_ENTRY))
