"""Whose removal breaks a network apart.

The effect of a removal is counted in pairs: how many pairs of the others could reach each other before and cannot
afterwards (the fragmentation of Borgatti 2006, "Identifying sets of key players in a social network", counted instead
of normed). It is exact for every node in one walk of the network, by low points of a depth-first search (Hopcroft and
Tarjan 1973): the parts that hang on a node alone are those that fall off.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from interlace.core.compiled.machine import Numbers, compiled
from interlace.core.network.wiring import Network


@dataclass(frozen=True, slots=True)
class KeyPlayer:
    """A node, and how many pairs of the others fall apart when it goes after those named before it."""

    node: int
    pairs_lost: int


def pairs_lost_without(network: Network, *, gone: Iterable[int] = ()) -> Numbers:
    """For each node the pairs of others that its removal parts, as int64; 0 for those already `gone`."""
    nodes = network.nodes
    order = np.full(nodes, -1, np.int64)
    away = np.fromiter(gone, np.int64)
    order[away] = -2
    lost = np.zeros(nodes, np.int64)
    if nodes:
        scratch = np.zeros((5, nodes), np.int64)
        _fall_apart(network, order, scratch, lost)
    lost[away] = 0
    return lost


def key_players(network: Network, *, most: int = 5) -> tuple[KeyPlayer, ...]:
    """Up to `most` nodes, each the one whose removal parts most pairs once the earlier ones are gone.

    Ties go to the lower number. It ends where no removal parts anybody.
    """
    found: list[KeyPlayer] = []
    while len(found) < most:
        lost = pairs_lost_without(network, gone=[each.node for each in found])
        if not len(lost) or not lost.max():
            break
        best = int(lost.argmax())
        found.append(KeyPlayer(best, int(lost[best])))
    return tuple(found)


@compiled
def _fall_apart(network: Network, order: Numbers, scratch: Numbers, lost: Numbers) -> None:
    """Depth first, without recursion. `order` is -1 for who is not met yet, and -2 for who is gone."""
    starts, neighbours = network.starts, network.neighbours
    low, weight, slot, parent, fallen = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    count = 0
    for root in range(len(order)):
        if order[root] != -1:
            continue
        node = root
        parent[root] = -1
        order[root] = low[root] = count
        weight[root], slot[root] = 1, starts[root]
        count += 1
        while node != -1:
            if slot[node] < starts[node + 1]:
                beside = neighbours[slot[node]]
                slot[node] += 1
                if order[beside] == -1:
                    parent[beside] = node
                    order[beside] = low[beside] = count
                    weight[beside], slot[beside] = 1, starts[beside]
                    count += 1
                    node = beside
                elif order[beside] >= 0 and beside != parent[node]:
                    low[node] = min(low[node], order[beside])
                continue
            above = parent[node]
            if above != -1:
                low[above] = min(low[above], low[node])
                weight[above] += weight[node]
                if low[node] >= order[above]:
                    # This part hangs on the node above alone: it loses all whom it does not hold.
                    lost[above] += weight[node] * fallen[above]
                    fallen[above] += weight[node]
            slot[node] = root  # it is done with, so its place can say where it belongs
            node = above
    for node in range(len(order)):
        if order[node] >= 0:
            # What fell off a node also loses those who stay behind above it.
            lost[node] += fallen[node] * (weight[slot[node]] - 1 - fallen[node])
