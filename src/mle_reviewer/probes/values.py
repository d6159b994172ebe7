"""The values that a pickle builds, as far as a reader who runs nothing can know them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_MOST: Final = 20_000  # values that are looked through
_WIDEST: Final = 500  # of one list
Value = Any  # str, int, bool, None, bytes, list, tuple, or one of the classes below


@dataclass(slots=True, eq=False)
class Other:
    """A value of which nothing is kept."""


OTHER: Final = Other()


@dataclass(slots=True, eq=False)
class Global:
    """Something that is imported by its dotted name, or `taken` from what was."""

    path: str
    taken: bool = False


@dataclass(slots=True, eq=False)
class Made:
    """What a call gives: whom it calls, with what, and the state that it is given afterwards."""

    of: Value
    args: tuple[Value, ...] = ()
    state: Value = None

    @property
    def path(self) -> str:
        """The dotted name of what was called; "" where it is none."""
        return self.of.path if isinstance(self.of, Global) else ""


@dataclass(slots=True, eq=False)
class Items:
    """A dictionary: its pairs in the order in which they were set."""

    pairs: list[tuple[Value, Value]] = field(default_factory=list)

    def get(self, key: str) -> Value:
        """The last value under a text; None where there is none."""
        return next((value for name, value in reversed(self.pairs) if isinstance(name, str) and name == key), None)


def attributes(made: Made) -> Items:
    """The attributes that an object is given; in a pair of states the first holds them."""
    state = made.state[0] if isinstance(made.state, tuple) and made.state else made.state
    return state if isinstance(state, Items) else Items()


def inside(value: Value) -> Iterator[Value]:
    """A value and all that stands in it, outer ones first, each once, up to a count."""
    waiting: deque[Value] = deque([value])
    seen: set[int] = set()
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.popleft()
        yield one
        if not isinstance(one, (Made, Items, list, tuple)) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Made):
            waiting += [one.of, one.state, *one.args[:_WIDEST]]
        elif isinstance(one, Items):
            waiting += [part for pair in one.pairs[:_WIDEST] for part in pair]
        else:
            waiting += one[:_WIDEST]
