"""Why are these two connected? The shortest ways between two nodes, each without a loop.

Searched from both ends at once, so that a network of ten million edges is hardly touched; further ways by the method of
Yen (1971, "Finding the K Shortest Loopless Paths in a Network"), which asks again from every node of a way found, with
the continuations already known forbidden.
"""

import heapq
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled
from interlace.core.network.wiring import Network

# The compiler knows neither sets of these nor generators.
# ruff: noqa: PLR0917, PLR1714, SIM109, SIM110


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """A way from one node to another: the nodes passed, both ends included, and the edge taken at each step."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]

    def __len__(self) -> int:
        """Its length in edges."""
        return len(self.edges)


class _Notes(NamedTuple):
    """What the two searches of one question write down about each node."""

    seen: Numbers  # which search has met it, by a mark that is new for each question
    by: Numbers  # the place in `neighbours` of the step to it
    fronts: Numbers  # by side, the nodes in the order in which they were met
    closed: Numbers  # whether a way may not pass here
    met: Numbers  # where the two met: a node of the first search, and the place of the step to the other


class _Question(NamedTuple):
    one: int
    other: int
    longest: int
    mark: int
    passed: Numbers  # what an earlier part of the way has passed
    taken: Numbers  # the next nodes that earlier ways have gone to


class PathFinder:
    """Finds ways in one network. It keeps notes of 17 bytes a node, so one is made per network and thread."""

    def __init__(self, network: Network, *, closed: Iterable[int] = ()) -> None:
        """Of nodes that are `closed` a way may begin or end at one, and not pass: a hotel's phone explains nothing."""
        nodes = network.nodes
        self._network = network
        self._notes = _Notes(
            seen=np.zeros(nodes, np.int32),
            by=np.empty(nodes, np.int64),
            fronts=np.empty((2, nodes), np.int32),
            closed=np.zeros(nodes, np.bool_),
            met=np.empty(2, np.int64),
        )
        self._notes.closed[np.fromiter(closed, np.int64)] = True
        self._round = 0

    def between(self, one: int, other: int, *, most: int = 5, longest: int = 8) -> tuple[Path, ...]:
        """Up to `most` ways of up to `longest` edges, the shortest first, those of one length in a fixed order.

        Of several edges between the same two nodes the strongest is named. No way from a node to itself. ValueError
        when one of the two is not a node.
        """
        if not (self._network.is_node(one) and self._network.is_node(other)):
            raise ValueError("there is no such node")
        if one == other or most < 1:
            return ()
        first = self._shortest(one, other, longest=longest)
        if first is None:
            return ()
        found, waiting, known = [first], list[tuple[int, Path]](), {first.nodes}
        while len(found) < most:
            self._look_beside(found, waiting, known, longest)
            if not waiting:
                break
            found.append(heapq.heappop(waiting)[1])
        return tuple(found)

    def _look_beside(
        self, found: list[Path], waiting: list[tuple[int, Path]], known: set[tuple[int, ...]], longest: int
    ) -> None:
        """Leave the last way found at each of its nodes, and note the shortest way on that nobody has taken."""
        last = found[-1]
        for at in range(len(last)):
            head = last.nodes[: at + 1]
            taken = {each.nodes[at + 1] for each in found if each.nodes[: at + 1] == head}
            rest = self._shortest(head[-1], last.nodes[-1], passed=head[:-1], taken=taken, longest=longest - at)
            if rest is None:
                continue
            path = Path(head[:-1] + rest.nodes, last.edges[:at] + rest.edges)
            if path.nodes not in known:
                known.add(path.nodes)
                heapq.heappush(waiting, (len(path), path))

    def _shortest(
        self, one: int, other: int, *, longest: int, passed: Collection[int] = (), taken: Collection[int] = ()
    ) -> Path | None:
        if self._round > np.iinfo(np.int32).max // 3 - 3:
            self._notes.seen[:] = 0
            self._round = 0
        self._round += 1
        question = _Question(
            one, other, longest, 3 * self._round, np.array(list(passed), np.int32), np.array(list(taken), np.int32)
        )
        return self._walked(one, other) if _meet(self._network, self._notes, question) else None

    def _walked(self, one: int, other: int) -> Path:
        """The way through the slot where the two searches met, read from the notes that both left."""
        near, slot = int(self._notes.met[0]), int(self._notes.met[1])
        far = int(self._network.neighbours[slot])
        nodes, edges = self._back(near, one)
        nodes.reverse()
        edges.reverse()
        onward_nodes, onward_edges = self._back(far, other)
        return Path(tuple(nodes + onward_nodes), (*edges, int(self._network.edges[slot]), *onward_edges))

    def _back(self, node: int, home: int) -> tuple[list[int], list[int]]:
        nodes, edges = [node], []
        while node != home:
            slot = int(self._notes.by[node])
            node = int(np.searchsorted(self._network.starts, slot, side="right")) - 1
            nodes.append(node)
            edges.append(int(self._network.edges[slot]))
        return nodes, edges


@compiled
def _meet(network: Network, notes: _Notes, question: _Question) -> bool:
    """Search from both ends, always from the side with fewer nodes to leave; whether the two met.

    `seen` holds the mark or one more by side, and two more for what an earlier part of the way has passed.
    """
    seen, fronts, mark = notes.seen, notes.fronts, question.mark
    for node in question.passed:
        seen[node] = mark + 2
    seen[question.one], seen[question.other] = mark, mark + 1
    fronts[0, 0], fronts[1, 0] = question.one, question.other
    first_0, last_0, first_1, last_1 = 0, 1, 0, 1
    for _ in range(question.longest):
        side = 0 if last_0 - first_0 <= last_1 - first_1 else 1
        first, last = (first_0, last_0) if side == 0 else (first_1, last_1)
        end = _advance(network, notes, question, side, first, last)
        if end < 0:
            return True
        if end == last:
            return False
        if side == 0:
            first_0, last_0 = last, end
        else:
            first_1, last_1 = last, end
    return False


@compiled
def _advance(network: Network, notes: _Notes, question: _Question, side: int, first: int, last: int) -> int:
    """Leave the nodes of one front; where the next front ends, or -1 where the other search was met."""
    seen, mark, end = notes.seen, question.mark, last
    for place in range(first, last):
        node = notes.fronts[side, place]
        for slot in range(network.starts[node], network.starts[node + 1]):
            beside = network.neighbours[slot]
            if seen[beside] == mark + side or seen[beside] == mark + 2 or _is_taken(question, node, beside):
                continue
            if seen[beside] == mark + 1 - side:
                notes.met[0] = node if side == 0 else beside
                notes.met[1] = slot if side == 0 else _opposite(network, beside, node)
                return -1
            if not notes.closed[beside]:
                seen[beside] = mark + side
                notes.by[beside] = slot
                notes.fronts[side, end] = beside
                end += 1
    return end


@compiled
def _is_taken(question: _Question, node: int, beside: int) -> bool:
    """Whether this is a first step, looked at from either side, that an earlier way has taken."""
    if node != question.one and beside != question.one:
        return False
    for each in question.taken:
        if each == node or each == beside:
            return True
    return False


@compiled
def _opposite(network: Network, node: int, beside: int) -> int:
    """The place of the step from `node` to `beside`: the first, which is the strongest."""
    for slot in range(network.starts[node], network.starts[node + 1]):
        if network.neighbours[slot] == beside:
            return slot
    return -1
