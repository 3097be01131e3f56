"""In-transaction hooks: an early room says what happened, a later room listens, and no import points upwards."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def listen(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function that runs in the transaction of every such event; if it fails, the act fails."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        if listener not in _listeners[event]:
            _listeners[event].append(listener)
        return listener

    return register


def announce(event: object) -> None:
    """Tell every listener of this event's type, in the order they registered, in the caller's transaction."""
    for listener in _listeners[type(event)]:
        listener(event)
