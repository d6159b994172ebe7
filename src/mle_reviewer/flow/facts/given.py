"""Values that are given to choose rows by (`if part: table = table[table["part"] == part]`), whatever they are.

Code that chooses by such a value only where there is one is meant to choose where it is given something of which nobody
knows what it is: that all rows stay is what happens where nothing is given.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from mle_reviewer.flow.facts.rows import Atom, Rows, Step


def meant(rows: Rows, other: Rows, condition: Hashable, chosen_by: Mapping[Step, Hashable]) -> Rows:
    """The rows of one arm of a condition, less those of which the other arm has what the value asked about chooses."""
    chosen = [atom for atom in other if any(step in chosen_by for step in atom[1])]
    if not chosen:
        return rows
    asked = _asked_about(condition)
    return frozenset([atom for atom in rows if not any(_chooses(one, atom, asked, chosen_by) for one in chosen)])


def _chooses(part: Atom, whole: Atom, asked: frozenset[Hashable], chosen_by: Mapping[Step, Hashable]) -> bool:
    """Whether a part is what one of some values chooses of the whole."""
    (root, steps, _arms), (other, taken, _others) = part, whole
    if root != other or len(steps) <= len(taken) or steps[: len(taken)] != taken:
        return False
    return any(chosen_by.get(step) in asked for step in steps[len(taken) :] if step in chosen_by)


def _asked_about(condition: Hashable) -> frozenset[Hashable]:
    """What a condition may be about: the thing that is true or not, or one of two that are compared."""
    found = [condition]
    while isinstance(found[-1], tuple) and found[-1][:1] == ("not",):
        found.append(found[-1][1])
    last = found[-1]
    if isinstance(last, tuple) and last[:1] == ("compare",):
        found += last[2:]
    return frozenset(found)
