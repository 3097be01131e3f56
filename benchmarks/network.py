"""Ways between two nodes of a large network, its parts, groups and key players.

    python -m benchmarks.network 10000000

The network is drawn with groups of about fifty and some hubs, 0.4 nodes an edge. Asked are pairs of nodes that hang
together, by chance, each for its five shortest ways. The peer is networkx, in the same run, on a smaller one.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
from networkx import Graph, shortest_simple_paths

from interlace.core.network import Network, Path, PathFinder, communities, components, key_players, lay_out


def drawn(edges: int, *, seed: int) -> tuple[int, Any, Any]:
    """Nodes, and the two ends of every edge: seven of ten inside a group, the others mostly to a few hubs."""
    chance = np.random.default_rng(seed)
    nodes = int(edges * 0.4)
    one = chance.integers(0, nodes, edges)
    near = np.clip(one // 50 * 50 + chance.integers(0, 50, edges), 0, nodes - 1)
    hub = (nodes * chance.random(edges) ** 3).astype(np.int64)
    return nodes, one, np.where(chance.random(edges) < 0.7, near, hub)


def timed(work: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    begun = time.perf_counter()
    done = work(*given)
    return time.perf_counter() - begun, done


def hanging_together(network: Network, questions: int) -> Any:
    """Pairs of nodes of the largest part, by chance."""
    parts = components(network)
    largest = np.flatnonzero(parts == np.bincount(parts).argmax())
    return np.random.default_rng(7).choice(largest, (questions, 2))


def ways(find: Callable[[int, int], Any], pairs: Any) -> dict[str, float]:
    """Milliseconds a question, and how many ways were found on average."""
    spent, found = [], 0
    for one, other in pairs:
        seconds, paths = timed(find, int(one), int(other))
        spent.append(seconds * 1000)
        found += len(paths)
    return {
        "p50": round(float(np.percentile(spent, 50)), 2),
        "p99": round(float(np.percentile(spent, 99)), 2),
        "ways": round(found / len(pairs), 2),
    }


def measured(edges: int, questions: int) -> dict[str, Any]:
    """All figures of one size."""
    nodes, one, other = drawn(edges, seed=5)
    Network.of(3, one[:0], other[:0])  # the loops are compiled before anything is timed
    seconds: dict[str, float] = {}
    seconds["build"], network = timed(Network.of, nodes, one, other)
    finder = PathFinder(network)
    finder.between(0, 1)

    def five(a: int, b: int) -> tuple[Path, ...]:
        return finder.between(a, b, most=5, longest=12)

    pairs = hanging_together(network, questions)
    answer: dict[str, Any] = {"edges": edges, "nodes": nodes, "five ways, ms": ways(five, pairs)}
    small = Network.of(60, one[:0], other[:0])
    for name, work in (("components", components), ("communities", communities), ("five key players", key_players)):
        work(small)
        seconds[name], _ = timed(work, network)
    answer["seconds"] = {name: round(value, 3) for name, value in seconds.items()}
    return answer


def on_a_sheet(nodes: int) -> dict[str, Any]:
    """The cost of what a page shows at once: places, groups and key players of a chart, in milliseconds."""
    count, one, other = drawn(int(nodes / 0.4), seed=3)
    network = Network.of(count, one, other)
    lay_out(network)
    return {
        "nodes": count,
        **{
            name: round(timed(work, network)[0] * 1000, 1)
            for name, work in (("lay out", lay_out), ("communities", communities), ("key players", key_players))
        },
    }


def peer(edges: int, questions: int) -> dict[str, Any]:
    """The same five ways by networkx, on a network of this size."""
    nodes, one, other = drawn(edges, seed=5)
    graph: Graph[int] = Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))

    def five(a: int, b: int) -> list[list[int]]:
        return list(islice(shortest_simple_paths(graph, a, b), 5))

    network = Network.of(nodes, one, other)
    ours = PathFinder(network)
    pairs = hanging_together(network, questions)
    return {"edges": edges, "ours, ms": ways(ours.between, pairs), "networkx, ms": ways(five, pairs)}


def main() -> None:
    """A table on the error channel, JSON on the output."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("edges", type=int, nargs="?", default=1_000_000)
    asked.add_argument("--questions", type=int, default=200)
    asked.add_argument("--peer-edges", type=int, default=100_000)
    options = asked.parse_args()
    answer = {
        "network": measured(options.edges, options.questions),
        "sheets": [on_a_sheet(300), on_a_sheet(1000)],
        "beside networkx": peer(options.peer_edges, 20),
    }
    for name, figures in answer.items():
        print(f"{name:16} {figures}", file=sys.stderr)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
