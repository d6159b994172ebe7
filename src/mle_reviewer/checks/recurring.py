"""What recurs is told once: faults of one cause stand together, and one finding names all their places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from mle_reviewer.findings.finding import AGAIN, Step
from mle_reviewer.sources.location import Location

_Thing = TypeVar("_Thing")


def by_cause(things: Iterable[_Thing], cause: Callable[[_Thing], Hashable]) -> list[list[_Thing]]:
    """The things that have one cause together, in the order in which they come: whoever mends one mends them all."""
    found: dict[Hashable, list[_Thing]] = {}
    for one in things:
        found.setdefault(cause(one), []).append(one)
    return list(found.values())


def again(places: Iterable[tuple[Location, str]]) -> list[Step]:
    """The steps for the other places of a fault, each with what happens there; a change that adds one worsens it."""
    return [Step(at, f"{AGAIN}: {says}") for at, says in places]
