"""The Merkle tree of the log (RFC 9162, section 2.1): hashing, growing, and proving.

A tree is given by the hashes of its leaves in order. Sizes and numbers count leaves from nought.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf; the prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to grow a tree: the roots of its full subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if len(self.peaks) != self.size.bit_count():
            raise ValueError("a tree has one full subtree per set bit of its size")

    def extended(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """The tree with these leaves added at its end; each costs two hashes on average, whatever the size."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaf_hashes:
            node, full = leaf, size
            while full & 1:
                node = node_hash(peaks.pop(), node)
                full >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """The one hash that stands for every leaf and their order."""
        if not self.peaks:
            return EMPTY_ROOT
        *larger, node = self.peaks
        for peak in reversed(larger):
            node = node_hash(peak, node)
        return node


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over these leaves."""
    return Frontier().extended(leaf_hashes).root()


def inclusion_proof(leaf_hashes: Sequence[bytes], number: int) -> tuple[bytes, ...]:
    """The nodes that lead from one leaf to the root (RFC 9162, 2.1.3.1)."""
    if not 0 <= number < len(leaf_hashes):
        raise ValueError("the tree has no leaf of this number")
    path: list[bytes] = []
    first, end = 0, len(leaf_hashes)
    while end - first > 1:
        middle = first + _left_size(end - first)
        if number < middle:
            path.append(root_of(leaf_hashes[middle:end]))
            end = middle
        else:
            path.append(root_of(leaf_hashes[first:middle]))
            first = middle
    return tuple(reversed(path))


def consistency_proof(leaf_hashes: Sequence[bytes], earlier_size: int) -> tuple[bytes, ...]:
    """The nodes that show an earlier tree to be the beginning of this one (RFC 9162, 2.1.4.1)."""
    if not 0 < earlier_size <= len(leaf_hashes):
        raise ValueError("the earlier tree must have leaves, and no more than this one")
    path: list[bytes] = []
    first, end = 0, len(leaf_hashes)
    is_whole_earlier_tree = True
    while first + (wanted := earlier_size - first) < end:
        middle = first + _left_size(end - first)
        if wanted <= middle - first:
            path.append(root_of(leaf_hashes[middle:end]))
            end = middle
        else:
            path.append(root_of(leaf_hashes[first:middle]))
            first, is_whole_earlier_tree = middle, False
    if not is_whole_earlier_tree:
        path.append(root_of(leaf_hashes[first:end]))
    return tuple(reversed(path))


def is_included(leaf: bytes, number: int, *, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows this leaf hash at this place of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= number < size:
        return False
    place, last, node = number, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(*, earlier_size: int, earlier_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows the earlier tree to be the beginning of the later one (RFC 9162, 2.1.4.2)."""
    if earlier_size == size:
        return not proof and earlier_root == root
    if earlier_size == 0:
        return not proof and earlier_root == EMPTY_ROOT
    if not 0 < earlier_size < size:
        return False
    path = list(proof)
    if earlier_size & (earlier_size - 1) == 0:
        path.insert(0, earlier_root)
    if not path:
        return False
    place, last = earlier_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    earlier_node = later_node = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            earlier_node = node_hash(sibling, earlier_node)
            later_node = node_hash(sibling, later_node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            later_node = node_hash(later_node, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and earlier_node == earlier_root and later_node == root


def _left_size(size: int) -> int:
    """The largest power of two below the size: how many leaves hang from the left side."""
    return 1 << ((size - 1).bit_length() - 1)
