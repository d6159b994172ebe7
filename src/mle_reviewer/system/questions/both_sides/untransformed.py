"""Models that learned from scaled values and are asked with the values as they were sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Branch, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Element,
    Global,
    Group,
    Item,
    Lib,
    Op,
    Pairs,
    Param,
    Result,
    Term,
)
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.both_sides.column_order import order_of, split_of
from mle_reviewer.system.questions.both_sides.learned_as import Fit, fits_of, given_rows
from mle_reviewer.system.questions.both_sides.written_names import alone, texts
from mle_reviewer.system.questions.values.restoring import from_storage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine, Steps
    from mle_reviewer.system.questions.answering.predicting import Asked, Path
    from mle_reviewer.system.system import System

_SCALING: Final = frozenset({"scale", "power", "distribution", "projection"})
_APPLIES: Final = frozenset({"fit-transform", "transform"})
_CASTS: Final = frozenset({"float", "int", "bool", "str", "float32", "float64", "int64"})
_PASSING: Final = frozenset(
    {"copy", "astype", "reset_index", "values", "to_numpy", "reshape", "array", "asarray", "DataFrame", "toarray",
     "sample", "dropna", "float", "to", "tensor", "from_numpy", "FloatTensor", "head", "hstack", "column_stack",
     "concat"}
)  # fmt: skip
_SCALED: Final = re.compile(r"(?i)scaled|normali[sz]ed|standardi[sz]ed|z_?score|(?:^|_)(?:norm|std|pca|pc\d+)(?:_|$)")
_FIELDS: Final = frozenset({"page-field", "script-page"})
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Scaled:
    """A call by which a transformer changed what a model learns from."""

    routine: Routine | None
    call: Call
    name: str
    columns: frozenset[str] | None = None  # None: all of the table


@dataclass(frozen=True, slots=True)
class Untransformed:
    """A model that is asked with values as they were sent, and the step that they went through in training."""

    path: Path
    asked: Asked
    fit: Fit
    scaled: Scaled
    names: tuple[str, ...]


def untransformed(system: System) -> Iterator[Untransformed]:
    """Where all that a model is asked with is as it was sent, and all fits that it may come from saw it scaled."""
    seen: set[int] = set()
    for path in answered(system):
        flow = Flowing(system, path)
        for asked in path.predicts:
            if id(asked.call) not in seen:
                seen.add(id(asked.call))
                yield from _untransformed(system, path, flow, asked)


def _untransformed(system: System, path: Path, flow: Flowing, asked: Asked) -> Iterator[Untransformed]:
    rows = given_rows(system, asked.call)
    order = order_of(system, rows) if rows is not None else None
    if order is None or order.through or not order.values or any(_SCALED.search(one) for one in order.names):
        return
    if not all(_as_sent(flow, one) for one in order.values):
        return
    if all(isinstance(one, Const) for one in order.values):
        return
    behind = fits_of(system, asked)
    found = [(fit, _scaled(system, fit.rows)) for fit in behind.fits]
    names = frozenset(order.names)
    if _prepared_by_callers(system):
        return
    if behind.tied and all(scaled is not None and _meets(scaled, fit, names) for fit, scaled in found):
        fit, scaled = found[0]
        if scaled is not None:
            yield Untransformed(path, asked, fit, scaled, order.names)


def _meets(scaled: Scaled, fit: Fit, names: frozenset[str]) -> bool:
    """Whether a transformer changes columns that the model is asked with, and before it is fitted."""
    late = scaled.routine is fit.routine and scaled.call.pos > fit.call.pos
    return not late and (scaled.columns is None or bool(scaled.columns & names))


def _prepared_by_callers(system: System) -> bool:
    """Whether a program of the repository transforms by what was saved, and sends what comes out of it."""
    return system.once(_sending_transformed)


def _sending_transformed(system: System) -> bool:
    sending = {sign.path for sign in system.signed("http-call")}
    return any(
        call.method == "transform" and from_storage(system, call.callee)
        for routine in system.routines("code") if routine.path in sending
        for call in routine.calls()
    )  # fmt: skip


def _as_sent(flow: Flowing, term: Term) -> bool:
    """Whether a value is one that was sent, cast or coded at the most."""
    if isinstance(term, Const) or flow.whole(term) is not None or flow.field(term):
        return True
    match term:
        case Param():
            given = flow.given(term)
            return bool(given) and all(_as_sent(flow, one) for one in given)
        case Choice(terms=terms):
            return all(_as_sent(flow, one) for one in terms)
        case Group(items=items):
            return all(_as_sent(flow, one) for one in items)
        case Item(of=Pairs(), key=key):
            return _as_sent(flow, key)
        case Result(call=call):
            name = call.method or str(getattr(call.callee, "path", "")).rpartition(".")[2]
            if name == "get":
                return _got(flow, call)
            return _asked_on_a_page(flow.system, call) or (name in _CASTS and _all_sent(flow, call))
        case Op(op="=="):
            return True  # coded: one where it is the category
        case _:
            return False


def _got(flow: Flowing, call: Call) -> bool:
    """Whether a field of what was sent is taken, or a code is looked up by one."""
    if isinstance(call.callee, Lib):  # `request.form.get`
        return call.callee.path.rpartition(".")[0] in flow.system.conventions.named("read-request")
    return flow.whole(call.callee) is not None or (isinstance(call.callee, Pairs) and _all_sent(flow, call))


def _asked_on_a_page(system: System, call: Call) -> bool:
    """Whether a call shows a field of a page and gives what a person puts there."""
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(one is not None and one.sign in _FIELDS and "bounds" in one.slots for one in known)


def _all_sent(flow: Flowing, call: Call) -> bool:
    return bool(call.args) and all(_as_sent(flow, one) for one in call.args)


def _scaled(system: System, term: Term, depth: int = 0) -> Scaled | None:
    """The transformer that all of a table went through, or columns of it, whichever way it came; None in doubt."""
    if depth > _DEEPEST:
        return None
    there = _in_place(system, term)
    if there is not None:
        return there
    behind: tuple[Term, ...] = ()
    match term:
        case Choice(terms=terms):
            behind = terms
        case Global(term=one) | Attr(of=one, name="values"):
            behind = (one,)
        case Param():
            behind = system.indexed.given(term)
        case Item(of=Attr(of=of, name="loc" | "iloc")) | Item(of=of):
            behind = (of,)
        case Element(of=Result(call=call), place=int(place)):
            behind = _unpacked(system, call, place)
        case Result(call=call):
            return _by_call(system, call, depth)
        case _:
            return None
    found = [_scaled(system, one, depth + 1) for one in behind]
    return found[0] if found and all(one is not None for one in found) else None


def _unpacked(system: System, call: Call, place: int) -> tuple[Term, ...]:
    own = system.indexed.own(call)
    if own:
        parts = [term for routine in own for term in routine.returned()]
        known = all(isinstance(one, Group) and place < len(one.items) for one in parts)
        return tuple(one.items[place] for one in parts if isinstance(one, Group)) if known else ()
    given = split_of(system, call, place)
    return () if given is None else (given,)


def _by_call(system: System, call: Call, depth: int) -> Scaled | None:
    named = _scaler(system, call)
    if named:
        return Scaled(None, call, named)
    own = system.indexed.own(call)
    name = call.method or str(getattr(call.callee, "path", "")).rpartition(".")[2]
    if own:
        behind = tuple(term for routine in own for term in routine.returned())
    elif name in _PASSING or _wraps(system, call):
        method = call.method is not None and type(call.callee).__name__ not in {"Lib", "Own"}
        behind = (call.callee,) if method else call.args[:1]
        behind = behind[0].items if behind and isinstance(behind[0], Group) else behind
        found = [_scaled(system, one, depth + 1) for one in behind]
        return next((one for one in found if one is not None), None)
    else:
        return None
    every = [_scaled(system, one, depth + 1) for one in behind]
    return every[0] if every and all(one is not None for one in every) else None


def _wraps(system: System, call: Call) -> bool:
    """Whether a call puts a table into the form that a library trains on."""
    for thing in system.indexed.things(Result(call)):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role == "dataset":
            return True
    return False


def _scaler(system: System, call: Call) -> str:
    """The name of the class of a fitted transformer that a call changes values by; "" where it is none."""
    if not any(one.effect in _APPLIES for one in system.indexed.entries(call)):
        return ""
    things = system.indexed.things(call.callee)
    known = [system.table.find_class(one.path) for one in things if isinstance(one, Thing)]
    sure = len(known) == len(things) and all(one is not None and one.learns in _SCALING for one in known)
    return next((one.path.rpartition(".")[2] for one in known if one is not None), "") if sure else ""


def _in_place(system: System, term: Term) -> Scaled | None:
    """Columns of a table that a transformer changes where they stand, whatever else happens."""
    return system.once(_put_back).get(id(term))


def _put_back(system: System) -> dict[int, Scaled]:
    found: dict[int, Scaled] = {}
    for path in (*system.code, *system.notebooks):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for step in _always(routine.steps):
                if isinstance(step, SetItem) and isinstance(step.term, Result):
                    name = _scaler(system, step.term.call)
                    of = step.of.of if isinstance(step.of, Attr) and step.of.name == "loc" else step.of
                    columns = frozenset(texts(system, step.key) or alone(step.key))
                    if name and columns:
                        found.setdefault(id(of), Scaled(routine, step.term.call, name, columns))
    return found


def _always(steps: Steps) -> Iterator[object]:
    """The steps that are taken whatever is asked."""
    for step in steps:
        yield step
        if not isinstance(step, Branch):
            for block in step.blocks():
                yield from _always(block)


def stands_in(system: System, call: Call) -> Routine | None:
    """The function that a call stands in."""
    return system.once(_places).get(id(call))


def _places(system: System) -> dict[int, Routine]:
    found: dict[int, Routine] = {}
    for path in (*system.code, *system.notebooks):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for call in routine.calls():
                found.setdefault(id(call), routine)
    return found
