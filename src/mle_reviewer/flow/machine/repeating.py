"""Conditions asked again: what one arm left under a condition does not meet what the other arm does under it later."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from operator import is_
from typing import TYPE_CHECKING

from mle_reviewer.flow.facts.values import UNKNOWN, state

if TYPE_CHECKING:
    from mle_reviewer.flow.machine.runner import Runner


def asked_again(machine: Runner, key: Hashable) -> bool:
    """Whether a condition told rows apart by its arms before, and is surely answered now as it was then.

    What a name stands for stays what it is; an object may have changed since, and two unknown things are not one.
    """
    then = machine.first_asked.get(key)
    if then is None:
        machine.first_asked[key] = tuple(_asked_of(machine, key))
        return False
    if key not in machine.store.parted:
        return False
    return not any(one is UNKNOWN for one in then) and all(map(is_, then, _asked_of(machine, key)))


def _asked_of(machine: Runner, key: Hashable) -> Iterator[object]:
    """What the values that a condition asks about hold now."""
    if type(key) is not tuple:
        return
    if len(key) == 2 and key[0] == "value" and type(key[1]) is int:
        value = machine.by_identity(key[1])
        held = state(value)  # type: ignore[arg-type]
        yield value if held is UNKNOWN else held
        return
    for part in key:
        if type(part) is tuple:
            yield from _asked_of(machine, part)


__all__ = ["asked_again"]
