"""Showing to others that acts stand in the log: each leaf opened, with the way to a signed checkpoint."""

from collections.abc import Collection, Iterator, Sequence

from interlace.core.ledger import JsonValue, canonical, node_hash, written_time
from interlace.foundation.audit.models import Checkpoint, Leaf
from interlace.foundation.disclosure.steward import Task, steward


def proof_lines(*, member: str, on: str, events: Collection[str]) -> list[str]:
    """The acts of this member on this object, each with its proof under the latest checkpoint (RFC 9162, 2.1.3)."""
    with steward(Task.LEDGER):
        checkpoint = Checkpoint.objects.order_by("-size").first()
        if checkpoint is None:
            return []
        signed = checkpoint.signed()
        size = signed.checkpoint.size
        acts = Leaf.objects.filter(member=member, object_id=on, event__in=events, number__lt=size)
        shown = list(acts.order_by("number"))
        if not shown:
            return []
        tree = _Tree(
            [
                leaf
                for each in Checkpoint.objects.filter(size__lte=size).order_by("size")
                for leaf in each.signed().leaves
            ]
        )
    stamp: dict[str, JsonValue] = {
        "size": size,
        "root": signed.checkpoint.root.hex(),
        "at": written_time(signed.checkpoint.at),
        "signature": signed.signature.hex(),
    }
    return [
        canonical(
            {
                "entry": leaf.entry,
                "salt": bytes(leaf.salt).hex(),
                "number": leaf.number,
                "proof": [node.hex() for node in tree.proof(leaf.number or 0)],
                "log": signed.checkpoint.log,
                "checkpoint": stamp,
            }
        )
        + "\n"
        for leaf in shown
    ]


class _Tree:
    """The tree over all leaves; each of its nodes is hashed once, however many proofs pass by it."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self._nodes: dict[tuple[int, int], bytes] = {}

    def proof(self, number: int) -> list[bytes]:
        """The nodes from a leaf to the root."""
        return list(self._way(number, 0, len(self._leaves)))

    def _way(self, number: int, first: int, end: int) -> Iterator[bytes]:
        if end - first == 1:
            return
        middle = _middle(first, end)
        if number < middle:
            yield from self._way(number, first, middle)
            yield self._root(middle, end)
        else:
            yield from self._way(number, middle, end)
            yield self._root(first, middle)

    def _root(self, first: int, end: int) -> bytes:
        if end - first == 1:
            return self._leaves[first]
        known = self._nodes.get((first, end))
        if known is None:
            middle = _middle(first, end)
            known = self._nodes[first, end] = node_hash(self._root(first, middle), self._root(middle, end))
        return known


def _middle(first: int, end: int) -> int:
    return first + (1 << ((end - first - 1).bit_length() - 1))
