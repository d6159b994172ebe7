"""A model or tokenizer is read from storage again for each element that it is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.doing import answers, predicts
from mle_reviewer.system.questions.answering.predicting import loads_model, predictions
from mle_reviewer.system.questions.costing.done import Done, done, learns, same, way
from mle_reviewer.system.questions.costing.rounds import Round, few, items, rounds, worked
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call

CARD = Card(
    area="SD",
    title="Model loaded in a loop",
    items=(),  # what takes long and costs: no item of the checklist asks for that outside of serving
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_HELPERS: Final = frozenset({"transformer", "tokenizer"})


def find(system: System) -> Iterator[Finding]:
    """Loads of the same model in each round of a loop, or for each item of a data set, that nothing keeps."""
    said = {id(asked.call) for path in predictions(system) for asked in path.loads}  # told for each request
    for routine in worked(system):
        for one in rounds(system, routine):
            if not few(system, one.over) and not one.ends_early():  # or what is tried until it comes
                calls = done(system, one)
                yield from _found(system, one, calls, said, asked=any(_asks(system, each) for each in calls))
    for one in items(system):
        yield from _found(system, one, done(system, one), said, asked=True)


def _found(system: System, one: Round, calls: tuple[Done, ...], said: set[int], *, asked: bool) -> Iterator[Finding]:
    loads = [
        each for each in calls
        if asked and id(each.call) not in said and _again(system, each) and _is_model(system, each, calls)
    ]  # fmt: skip
    if loads and not learns(system, calls) and not any(_fills(system, each) for each in calls):
        for each in loads:
            said.add(id(each.call))
            yield _finding(system, one, each)


def _again(system: System, each: Done) -> bool:
    """Whether a call reads the same model each time."""
    call = each.call
    if each.once or not (loads_model(system, call) or _fetches(system, call)) or call.starred or not call.terms()[1:]:
        return False
    owner = each.routine.owner
    if owner is not None and system.networks.is_network(OwnThing(each.routine.path, "", "class", owner)):
        return False  # a network is made anew, to be filled or trained
    if any(entry.effect == "load" and "type" in entry.slots for entry in system.indexed.entries(call)):
        return False  # a table
    return all(same(system, each.scope, term) for term in (*call.args, *(value for _, value in call.kwargs)))


def _is_model(system: System, each: Done, calls: tuple[Done, ...]) -> bool:
    """Whether what is read is asked: a file of which only its reader knows what it holds may hold a table as well."""
    any_object = any(entry.effect == "load" for entry in system.indexed.entries(each.call))
    if not any_object or each.scope.by is not None:
        return True
    held = (one for other in calls if predicts(system.indexed, other.call) for one in within(other.call.callee))
    return any(isinstance(one, Result) and one.call is each.call for one in held)


def _fills(system: System, each: Done) -> bool:
    """Whether other weights are put into a network in each round."""
    for entry in system.indexed.entries(each.call):
        if entry.effect == "restore" and (state := bound(entry, each.call, "initial")) is not None:
            return not same(system, each.scope, state)
    return False


def _fetches(system: System, call: Call) -> bool:
    known = [one for name in system.indexed.names(call) if (one := system.conventions.call(name)) is not None]
    return any(one.sign == "load-pretrained" and "holds" not in one.slots for one in known)


def _asks(system: System, each: Done) -> bool:
    """Whether a model is asked about the element."""
    call = each.call
    names = system.indexed.names(call)
    known = [one for name in names if (one := system.conventions.call(name)) is not None]
    asks = bool(predicts(system.indexed, call) or answers(system.indexed, call))
    asks = asks or any(one.sign in {"predict", "ask-in-batches"} for one in known)
    return asks and any(each.scope.each(term) for term in (*call.args, *(value for _, value in call.kwargs)))


def _finding(system: System, one: Round, each: Done) -> Finding:
    at = system.at(each.routine, each.call.pos)
    helper = _prepares(system, each.call)
    item = one.element == "" or one.loop is not None
    what = "What prepares the input" if helper else "The model"
    words = Words(
        title=f"{what} is read from storage again in each round",
        issue="The same file is read, and the same object built, once for each element: that takes longer than the "
        "work itself, and the run grows by it with every row.",
        fix="Load once before the loop and use that in it"
        + ("." if item else ", or in the constructor of the data set."),
    )
    starts = "for each row or element of this" if one.loop is not None else f"`{one.routine.name}` is called for each"
    trace = [Step(system.at(one.starts, one.pos), starts), *way(system, each), Step(at, "the same is loaded again")]
    low = each.routine.path.endswith(".ipynb")
    context = system.source(each.routine, each.call.pos)
    return stated(CARD, at, words, trace, context=context, severity=Severity.LOW if low else CARD.severity)


def _prepares(system: System, call: Call) -> bool:
    """Whether what a call reads is a tokenizer or another transformer, which takes little beside a model."""
    return any(
        isinstance(thing, Thing)
        and (known := system.table.find_class(thing.path.partition("()")[0])) is not None
        and known.role in _HELPERS
        for thing in system.indexed.things(Result(call))
    )
