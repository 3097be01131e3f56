"""Showing to others that acts stand in the log: each leaf opened, with the way to a signed checkpoint."""

from collections.abc import Collection, Iterator, Sequence

from interlace.core.ledger import JsonValue, SignedCheckpoint, canonical, node_hash, written_time
from interlace.foundation.audit.models import Checkpoint, Leaf
from interlace.foundation.disclosure.steward import Task, steward


def proof_lines(*, member: str, on: str, events: Collection[str], sizes: Collection[int] = ()) -> list[str]:
    """The acts of this member on this object, each with its proof under a checkpoint (RFC 9162, 2.1.3).

    That is the first of these `sizes` which has it, for those that somebody else has stamped; otherwise the latest.
    """
    with steward(Task.LEDGER):
        checkpoint = Checkpoint.objects.order_by("-size").first()
        if checkpoint is None:
            return []
        size = checkpoint.size
        under = {each.size: each.signed() for each in Checkpoint.objects.filter(size__in=sizes)}
        under[size] = checkpoint.signed()
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
    return [_line(leaf, under[min(each for each in under if each > (leaf.number or 0))], tree) for leaf in shown]


def _line(leaf: Leaf, signed: SignedCheckpoint, tree: "_Tree") -> str:
    checkpoint = signed.checkpoint
    said: JsonValue = {
        "entry": leaf.entry,
        "salt": bytes(leaf.salt).hex(),
        "number": leaf.number,
        "proof": [node.hex() for node in tree.proof(leaf.number or 0, size=checkpoint.size)],
        "log": checkpoint.log,
        "checkpoint": {
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
            "at": written_time(checkpoint.at),
            "signature": signed.signature.hex(),
        },
    }
    return f"{canonical(said)}\n"


class _Tree:
    """The tree over all leaves; each of its nodes is hashed once, however many proofs pass by it."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self._nodes: dict[tuple[int, int], bytes] = {}

    def proof(self, number: int, *, size: int) -> list[bytes]:
        """The nodes from a leaf to the root of the first `size` leaves."""
        return list(self._way(number, 0, size))

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
