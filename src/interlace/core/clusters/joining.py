"""Clusters that follow from links alone: what a link joined comes apart again when the link is undone.

A cluster is named after its eldest member, so that it keeps its name while younger ones join and leave. Of two that are
joined, the one with the elder keeps its name, and the other has its own again when they come apart. Because neither
members nor names depend on anything but the links that stand, any history of links and undoings gives what the links
that are left would give by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Node = TypeVar("Node")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cluster(Generic[Node]):
    """Members that links hold together, directly or through each other."""

    eldest: Node
    members: frozenset[Node]


class Clusters(Generic[Node, Key]):
    """The clusters of a growing and shrinking set of links. A link is known by a key; two may join the same pair.

    Joining costs as much as the smaller of the two clusters has members; coming apart, as much as the smaller part has
    links, and all members of the larger where it loses its eldest.
    """

    def __init__(self, *, age: Callable[[Node], Any]) -> None:
        """`age` orders members, the eldest first; it must tell any two apart and never change."""
        self._age = age
        self._links: dict[Key, tuple[Node, Node]] = {}
        self._beside: defaultdict[Node, defaultdict[Node, int]] = defaultdict(lambda: defaultdict(int))
        self._home: dict[Node, int] = {}
        self._members: dict[int, set[Node]] = {}
        self._eldest: dict[int, Node] = {}
        self._opened = 0

    def link(self, key: Key, one: Node, other: Node) -> None:
        """Let a link stand. The same key again changes nothing, and neither does a member linked with itself."""
        if key in self._links or one == other:
            return
        self._links[key] = one, other
        for each in (one, other):
            if each not in self._home:
                self._open({each}, eldest=each)
        self._beside[one][other] += 1
        self._beside[other][one] += 1
        self._join(self._home[one], self._home[other])

    def undo(self, key: Key) -> None:
        """Take a link away as if it had never been. A key that does not stand changes nothing."""
        if key not in self._links:
            return
        one, other = self._links.pop(key)
        for near, far in ((one, other), (other, one)):
            self._beside[near][far] -= 1
            if not self._beside[near][far]:
                del self._beside[near][far]
        if other not in self._beside[one]:
            self._part(one, other)
        for each in (one, other):
            self._close_if_alone(each)

    def of(self, node: Node) -> Cluster[Node] | None:
        """The cluster of this member; nothing where no link stands that names it."""
        home = self._home.get(node)
        return None if home is None else Cluster(self._eldest[home], frozenset(self._members[home]))

    def size_of(self, node: Node) -> int:
        """How many members its cluster has; one that nothing links is alone."""
        home = self._home.get(node)
        return 1 if home is None else len(self._members[home])

    def __iter__(self) -> Iterator[Cluster[Node]]:
        """Every cluster, the one with the eldest member first."""
        for home in sorted(self._members, key=lambda each: self._age(self._eldest[each])):
            yield Cluster(self._eldest[home], frozenset(self._members[home]))

    def _open(self, members: set[Node], *, eldest: Node) -> None:
        self._opened += 1
        self._members[self._opened], self._eldest[self._opened] = members, eldest
        for each in members:
            self._home[each] = self._opened

    def _join(self, one: int, other: int) -> None:
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        moved = self._members.pop(other)
        self._members[one] |= moved
        for each in moved:
            self._home[each] = one
        self._eldest[one] = min(self._eldest[one], self._eldest.pop(other), key=self._age)

    def _part(self, one: Node, other: Node) -> None:
        """Split their cluster where nothing else holds the two together."""
        apart = self._smaller_part(one, other)
        if apart is None:
            return
        home = self._home[one]
        left = self._members[home]
        left -= apart
        self._open(apart, eldest=min(apart, key=self._age))
        if self._eldest[home] in apart:
            self._eldest[home] = min(left, key=self._age)

    def _smaller_part(self, one: Node, other: Node) -> set[Node] | None:
        """What can be reached from one of the two, whichever is known first; nothing where they reach each other."""
        sides = ({one}, {other})
        fronts = ([one], [other])
        while True:
            for (mine, theirs), front in zip((sides, sides[::-1]), fronts, strict=True):
                if not front:
                    return mine
                for near in self._beside[front.pop()]:
                    if near in theirs:
                        return None
                    if near not in mine:
                        mine.add(near)
                        front.append(near)

    def _close_if_alone(self, node: Node) -> None:
        """A member whom no link names any more has no cluster."""
        if self._beside[node]:
            return
        home = self._home[node]
        del self._beside[node], self._home[node], self._members[home], self._eldest[home]
