"""Questions about snapshots: one population as it was at two moments, each described by what was known by then."""

from __future__ import annotations

from mle_reviewer.flow.facts.acts import AROUND_THEM
from mle_reviewer.flow.facts.rows import Atom, Rows, Step, contains
from mle_reviewer.flow.machine.following import Flow

_ENDS = frozenset({"<", "<="})


def two_moments(flow: Flow, one: Rows, other: Rows) -> bool:
    """Whether two sets of rows are the same things at two moments: an example is a thing and a moment, so none is both.

    Each set ends at a known moment of its own, in the same column. What ends there is either the history that the
    examples are totals of or that the graph is made of in which they stand, or a list of things to which histories
    were joined that end or begin at that same moment.
    """
    return bool(one) and bool(other) and all(_apart(flow, a, b) for a in one for b in other if a[0] == b[0])


def _apart(flow: Flow, one: Atom, other: Atom) -> bool:
    own, others = _ends(one[1]), _ends(other[1])
    for column in sorted(own.keys() & others.keys()):
        first, second = own[column], others[column]
        if first != second and all(_seen_from(flow, at[0], at[1]) for at in ((one, first), (other, second))):
            return True
    return False


def _ends(steps: tuple[Step, ...]) -> dict[str, object]:
    """The moments that rows end at, by column of time."""
    found = {}
    for step in steps:
        if step[0] == "where" and step[2] in _ENDS and isinstance(step[1], str) and step[3][0] == "literal":
            found[step[1]] = step[3]
    return found


def _seen_from(flow: Flow, atom: Atom, moment: object) -> bool:
    """Whether the examples are made of what was there at a moment."""
    if any(step[0] == "groups" for step in atom[1]):
        return True
    if any(act.detail.get(AROUND_THEM) and contains(act.rows, frozenset([atom])) for act in flow.record.of("learn")):
        return True  # they stand in a graph of what was there by then
    return any(
        contains(act.rows, frozenset([atom])) and any(_cut_at(right[1], moment) for right in act.detail["right"])
        for act in flow.record.of("join")
    )


def _cut_at(steps: tuple[Step, ...], moment: object) -> bool:
    return any(step[0] == "where" and step[2] in {"<", "<=", ">", ">="} and step[3] == moment for step in steps)
