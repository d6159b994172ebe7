"""Changes: which names a piece of code set or deleted, and names set to what they hold in one go."""

from __future__ import annotations

from itertools import compress, islice
from operator import is_not
from typing import Any

from mle_reviewer.flow.facts.values import Value

Names = dict[Any, Value]
Changed = dict[Any, Value | None]  # None for a name that was deleted, or that was not there


def written(before: Names, after: Names) -> Changed:
    """The names that hold something else after some code than `before`, in their order.

    A name keeps its place in a dict, so most names are compared side by side, which takes no step of Python for each.
    """
    known = len(before)
    if list(islice(after, known)) == list(before):
        names = [*compress(before, map(is_not, after.values(), before.values())), *islice(after, known, None)]
        return {name: after[name] for name in names}
    found: Changed = {name: value for name, value in after.items() if value is not before.get(name)}
    return found | dict.fromkeys(name for name in before if name not in after)  # something was deleted


def put(names: Names, changed: Changed) -> None:
    """Sets names to what they hold, and deletes those that hold nothing."""
    for name, value in changed.items():
        if value is not None:
            names[name] = value
        else:
            names.pop(name, None)


def put_back(names: Names, changed: Changed, before: Names) -> None:
    """Undoes what some code did to names."""
    put(names, {name: before.get(name) for name in changed})


__all__ = ["Changed", "Names", "put", "put_back", "written"]
