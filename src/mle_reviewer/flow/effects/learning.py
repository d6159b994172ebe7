"""What all effects that learn from rows share: the act of learning, and statistics that come into every row."""

from __future__ import annotations

from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned, state
from mle_reviewer.flow.operations import classes
from mle_reviewer.flow.operations.call import Call, element_type
from mle_reviewer.knowledge.vocabulary import LEARNS


def event(call: Call, rows: Rows, what: str, *, strong: bool = True, supervised: bool = False) -> Learned:
    """The id of what is learned from `rows` here, none if there are no rows to learn from or it is weak."""
    if not rows or not strong or what == "none":
        return NOTHING_LEARNED
    words = LEARNS.get(what, ("strong", what))[1]
    untyped = call.receiver is not None and getattr(state(call.receiver), "type", "typed") is None
    act = call.cx.learn(
        call.frame, call.pos, rows, what, words=f"{call.name} learns {words}", supervised=supervised, untyped=untyped
    )
    told_apart = classes.classes_of(call.cx, rows) if what == "statistic" else []
    if told_apart:
        act.detail["partners"] = told_apart
    return frozenset([act.number])


def plus(data: Data, learned: Learned) -> Data:
    """The same value with more learned in each of its columns."""
    changed = data.but(learned=data.learned | learned, column=data.column)
    if data.cols and learned:
        changed.cols = {name: old | learned for name, old in data.cols.items()}
    return changed


def ungrouped(call: Call, data: Data) -> str | None:
    """The class of what a group gives back: its tables, or the columns of those."""
    table = element_type(call.cx, data.type)
    return element_type(call.cx, table) if data.column else table
