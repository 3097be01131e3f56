"""What is done to the ledger: an act is recorded, waiting leaves are numbered and signed."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NewType
from uuid import UUID, uuid4

from django.db import transaction

from interlace.core.ledger import SALT_BYTES, JsonValue, SignedCheckpoint, canonical
from interlace.foundation.audit import sequencer
from interlace.foundation.audit.events import Event, require_declared
from interlace.foundation.audit.models import Leaf
from interlace.foundation.database.writing import insert_together

LeafId = NewType("LeafId", UUID)
Detail = Mapping[str, JsonValue]


class OutsideTransaction(RuntimeError):
    """A leaf is written in the transaction of its act; without one the two could come apart."""


SYSTEM = "system"
"""Stands for the node itself, when no person acts."""


def record(
    event: Event,
    *,
    by: UUID | str,
    member: str,
    on: UUID | str,
    now: datetime,
    purpose: str = "",
    reference: str = "",
    detail: Detail | None = None,
    act: UUID | None = None,
) -> LeafId:
    """Write the leaf of an act into the act's own transaction; it waits there for its number.

    `by` is the id of the officer or system account, or SYSTEM. `member` is the one whose leaf it is, and empty for
    what the node does by itself. `detail` holds ids, codes and counts, never floats; content of facts does not belong
    here, because the ledger forgets nothing.
    """
    _require_recordable(event)
    leaf = Leaf(act=act or uuid4(), event=event.name, member=member, object_id=str(on), at=now)
    _write_entry(leaf, by=by, purpose=purpose, reference=reference, detail=detail or {})
    leaf.save(force_insert=True)
    return LeafId(leaf.id)


def record_each(
    event: Event,
    details: Mapping[UUID, Detail],
    *,
    by: UUID | str,
    member: str,
    now: datetime,
    purpose: str = "",
    reference: str = "",
    acts: Mapping[UUID, UUID] | None = None,
) -> None:
    """Write one leaf for each of several acts of one transaction, by what each is on; as `record`, in one statement.

    `acts` names the acts, where other members have a leaf of them too.
    """
    _require_recordable(event)
    leaves = []
    for on, detail in details.items():
        leaf = Leaf(
            act=acts[on] if acts is not None else uuid4(), event=event.name, member=member, object_id=str(on), at=now
        )
        _write_entry(leaf, by=by, purpose=purpose, reference=reference, detail=detail)
        leaves.append(leaf)
    insert_together(leaves)


def _require_recordable(event: Event) -> None:
    require_declared(event)
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("an act is recorded inside its own transaction")


def _write_entry(leaf: Leaf, *, by: UUID | str, purpose: str, reference: str, detail: Detail) -> None:
    leaf.salt = secrets.token_bytes(SALT_BYTES)
    leaf.entry = canonical(
        columns_in_entry(leaf) | {"by": str(by), "purpose": purpose, "reference": reference, "detail": dict(detail)}
    )


def sequence(*, now: datetime) -> SignedCheckpoint | None:
    """Write the checkpoint of the running interval, if it has none yet: the log grows at a fixed pace, busy or idle."""
    return sequencer.write_due_checkpoint(now)


def checkpoint(*, now: datetime) -> SignedCheckpoint | None:
    """Number and sign at once whatever waits; give the latest checkpoint, or None while the log is empty."""
    return sequencer.write_checkpoints(now)


def columns_in_entry(leaf: Leaf) -> dict[str, JsonValue]:
    """The part of an entry that the columns of its row repeat."""
    return {
        "id": str(leaf.id),
        "act": str(leaf.act),
        "event": leaf.event,
        "member": leaf.member,
        "on": leaf.object_id,
        "at": leaf.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
