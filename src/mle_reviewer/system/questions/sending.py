"""What callers send: the fields of a request by its shape, and whether anything checks them on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assert, Branch, Raise, Return, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Group, Item, Param, Result, Term
from mle_reviewer.system.questions.flowing import Flowing, returned
from mle_reviewer.system.questions.predicting import Path

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 5
_OPEN: Final = ("dict", "Dict", "Any", "object", "list[dict", "List[Dict", "Mapping", "Request", "bytes", "str")


def shape_of(system: System, term: Term, depth: int = 0) -> OwnThing | None:
    """The class of the repository that a request, or a copy of it, is held to."""
    if depth > _DEEPEST:
        return None
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and thing.kind == "class" and is_shape(system, thing):
            return thing
    if isinstance(term, Result) and term.call.method is not None:
        return shape_of(system, term.call.callee, depth + 1)
    if isinstance(term, Result) and term.call.args:
        return shape_of(system, term.call.args[0], depth + 1)
    if isinstance(term, Param):
        return next((one for given in system.indexed.given(term) if (one := shape_of(system, given, depth + 1))), None)
    return shape_of(system, term.of, depth + 1) if isinstance(term, Attr) else None


def is_shape(system: System, thing: OwnThing) -> bool:
    """Whether a class refuses what does not fit it."""
    for base in system.indexed.bases(thing)[1:]:
        if isinstance(base, Thing) and system.conventions.bases.get(base.path) == "schema":
            return True
    return False


def fields_sent(system: System, _flowing: Flowing, term: Term) -> tuple[str, ...]:
    """The fields that a request has by its shape; () where nothing says."""
    thing = shape_of(system, term)
    return fields_of(system, thing) if thing is not None else ()


def fields_of(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The fields of a shape, those of its bases included."""
    found: list[str] = []
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        if known is not None:
            found += [name for name in known.annotations if not name.startswith("_") and name != "model_config"]
    return tuple(dict.fromkeys(found))


def checked_by_hand(path: Path) -> bool:
    """Whether something on the way looks at a value and refuses: a branch that raises or answers, or an assertion."""
    for entered in path.entered:
        for step in entered.routine.every():
            if isinstance(step, Assert):
                return True
            if isinstance(step, Branch):
                for arm in (step.then, step.orelse):
                    if any(isinstance(one, (Raise, Return)) for one in every(arm)):
                        return True
    return False


def validated(system: System, path: Path) -> bool:
    """Whether a library checks values on the way."""
    for asked in path.calls:
        for name in system.indexed.names(asked.call):
            entry = system.conventions.call(name)
            if entry is not None and entry.sign in {"validate", "validate-result", "refuse"}:
                return True
        for target in system.indexed.targets(asked.call):
            if isinstance(target, OwnThing) and target.kind == "class" and is_shape(system, target):
                return True
    return False


def open_param(spelled: str) -> bool:
    """Whether an annotation lets anything through."""
    return not spelled or spelled.startswith(_OPEN)


def unchecked(flowing: Flowing, term: Term, depth: int = 0) -> str | None:
    """How a value holds what was sent as it came; None where its fields are taken apart, converted or have a shape."""
    if depth > _DEEPEST:
        return None
    whole = flowing.whole(term)
    if whole is not None:
        return None if _typed(flowing.system, term) else whole
    for inner in _passed(flowing, term):
        found = unchecked(flowing, inner, depth + 1)
        if found is not None:
            return found
    return None


def _typed(system: System, term: Term) -> bool:
    """Whether a request has a shape, or parameters that are converted by their types."""
    if shape_of(system, term) is not None:
        return True
    if isinstance(term, Param):
        return not open_param(term.annotation)
    return isinstance(term, Result) and term.call.method is not None and _typed(system, term.call.callee)


def _passed(flowing: Flowing, term: Term) -> Iterator[Term]:
    """What a value takes over as it is: rows made of it, what functions of the repository give back of it."""
    match term:
        case Group(items=items) | Choice(terms=items):
            yield from items
        case Item(of=of, key=Const(value=str(name))) if name in _ROWS:
            yield of
        case Param():
            yield from flowing.system.indexed.given(term)
        case Result(call=call):
            own = flowing.system.indexed.own(call)
            for routine in own:
                yield from (one for one in returned(routine) if not isinstance(one, Param))
            if not own and not set(flowing.system.indexed.names(call)) & _CONVERTING:
                yield from call.args[:1]
                if call.method in _RESHAPING:
                    yield call.callee
        case _:
            return


_ROWS: Final = frozenset(
    {"data", "features", "instances", "inputs", "input", "rows", "records", "row", "dataframe_split"}
)
_RESHAPING: Final = frozenset({"reshape", "astype", "transform", "to_numpy", "values"})
_CONVERTING: Final = frozenset({"builtins.float", "builtins.int", "builtins.len", "builtins.bool"})
