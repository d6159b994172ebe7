"""What makes the time of a round worth telling: its rows reach a model, or it is done again for each of many parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Call, Loop, SetItem, every
from mle_reviewer.system.code.terms import Attr, Item, Term
from mle_reviewer.system.questions.costing.rounds import few, unwrapped
from mle_reviewer.system.questions.values.feeding import fed

if TYPE_CHECKING:
    from mle_reviewer.system.questions.costing.rounds import Round
    from mle_reviewer.system.system import System


def feeds(system: System, one: Round) -> bool:
    """Whether what a round works out reaches the rows of a model that is taught or scores afterwards."""
    found = fed(system)
    if one.loop is None:
        return any(found.feeds(call, one.starts, one.pos) for call in _begun(one))
    if found.feeds(one.loop.over, one.starts, one.pos):  # something that is made of its elements
        return True
    into = (_root(step.of) for step in every(one.steps) if isinstance(step, SetItem))
    return any(found.feeds(term, one.starts, one.pos) for term in into)


def _begun(one: Round) -> list[Call]:
    """The call by which a table applies a function to its rows."""
    return [call for call in one.starts.calls() if call.pos == one.pos and call.callee is one.over]


def _root(term: Term) -> Term:
    while isinstance(term, (Attr, Item)):
        term = term.of
    return term


def repeated(system: System, one: Round) -> bool:
    """Whether something starts it by itself that does it once more for each of many parts."""
    if system.reached.how(one.starts) != "run":
        return False
    for step in one.starts.every():
        if not isinstance(step, Loop) or step is one.loop or step.over is None or few(system, step.over):
            continue
        if any(inner.pos == one.pos for inner in every(step.body)):
            return not few(system, unwrapped(system, step.over))
    return False
