"""Tables and arrays that a loop binds again to themselves with something more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Assign, Call, Loop, Routine, SetAttr, every
from mle_reviewer.system.code.steps import Step as CodeStep
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Group, Item, Result, Self, Term, within
from mle_reviewer.system.doing import predicts
from mle_reviewer.system.questions.costing.done import done
from mle_reviewer.system.questions.costing.rounds import Round

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_TABLES: Final = frozenset({"frame", "series"})


def grown(system: System, routine: Routine, loop: Loop, step: CodeStep) -> Call | None:
    """The call that joins what a name stands for with something and binds it to that name again."""
    if not isinstance(step, (Assign, SetAttr)) or not isinstance(step.term, Result):
        return None
    call = step.term.call
    inside = {id(one) for one in every(loop.body)}
    if id(call) not in inside or (isinstance(step, SetAttr) and not isinstance(step.of, Self)):
        return None
    same = [one for one in routine.every() if type(one) is type(step) and getattr(one, "name", "") == step.name]
    if any(id(one) in inside for one in same if one is not step):  # begun anew, or in two ways
        return None
    before = {id(one.term) for one in same if isinstance(one, Assign) and one.pos < loop.pos}

    def is_held(term: Term) -> bool:
        if isinstance(step, SetAttr):
            return isinstance(term, Attr) and isinstance(term.of, Self) and term.name == step.name
        return id(term) in before

    if not any(is_held(part) for one in _pieces(system, call) for part in _ways(one)):
        return None
    for one in every(loop.body):  # a loop that needs what was gathered so far cannot wait until its end
        if one is not step and one is not call:
            spoken = (inner for term in one.terms() for inner in within(term))
            if any(is_held(inner) or inner is step.term for inner in spoken):
                return None
    return call


def _ways(term: Term) -> tuple[Term, ...]:
    return (term, *term.terms) if isinstance(term, Choice) else (term,)


def _pieces(system: System, call: Call) -> list[Term]:
    """What a call joins to one table or array; nothing where it does something else."""
    for entry in system.indexed.entries(call):
        if entry.effect == "concat":
            given = [*call.args[:2]] if not entry.slots.get("items") else [bound(entry, call, "items")]
            found = [one for term in given if term is not None for one in _listed(term)]
            beside = bound(entry, call, "axis")
            if isinstance(beside, Const) and beside.value in {1, "columns"}:  # there are not that many columns
                return []
            return [call.callee, *found] if call.method is not None else found
    return []


def many(system: System, one: Round) -> bool:
    """Whether it goes through the batches of a loader, or the files of a folder, which may be any number."""
    if isinstance(one.over, Result) and any(e.effect == "list-files" for e in system.indexed.entries(one.over.call)):
        return True
    for thing in system.indexed.things(one.over):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role == "loader":
            return True
    innermost = not any(isinstance(step, Loop) for step in every(one.steps))
    calls = [each.call for each in done(system, one) if each.scope.round is one] if innermost else ()
    asked = (call for call in calls if any(_is_batch(one, given) for given in call.args))
    return any(predicts(system.indexed, call) for call in asked if not one.is_element(call.callee))


def _is_batch(one: Round, term: Term) -> bool:
    """Whether a term is the element itself or a part of it, and not rows that it only names."""
    if one.is_element(term):
        return True
    if isinstance(term, (Attr, Element, Item)):
        return _is_batch(one, term.of)
    return isinstance(term, Result) and any(_is_batch(one, inner) for inner in (term.call.callee, *term.call.args))


def _listed(term: Term) -> tuple[Term, ...]:
    return term.items if isinstance(term, Group) else (term,)


def is_table(system: System, call: Call) -> bool:
    """Whether what a call joins are tables, and not lists or arrays."""
    for thing in (thing for piece in _pieces(system, call) for thing in system.indexed.things(piece)):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role in _TABLES:
            return True
    return False
