"""Layers that a network makes and does not see: kept in a plain list or dict, and registered nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Routine, SetAttr, SetItem, Step
from mle_reviewer.system.code.terms import (
    UNKNOWN,
    Attr,
    Collected,
    Element,
    Group,
    Item,
    Lib,
    Pairs,
    Result,
    Self,
    Term,
    all_within,
    within,
)
from mle_reviewer.system.courses.forms import Forms

if TYPE_CHECKING:
    from mle_reviewer.system.questions.learning.owned import Owned
    from mle_reviewer.system.system import System

_KEEPS: Final = frozenset({"kept-layers", "stacked"})
_REGISTERS: Final = frozenset({"add_module", "register_module", "register_parameter"})
_GIVES: Final = frozenset({"parameters", "named_parameters", "state_dict"})
_ADDS: Final = frozenset({"append", "extend", "insert", "add", "update", "setdefault"})


@dataclass(frozen=True, slots=True)
class Unseen:
    """An attribute that holds layers: where it is bound, where one of them is made, and where they are asked."""

    name: str
    kind: str
    bound: Step
    made: Call
    asked: Step


def unseen(system: System, one: Owned) -> Iterator[Unseen]:
    """The attributes of a class of networks that hold layers of which it knows nothing."""
    routines = [routine for _, routine in one.methods]
    if any(name in _GIVES for name, _ in one.methods) or any(_registers(call) for r in routines for call in r.calls()):
        return
    forms = Forms(system.indexed, system.conventions)
    plain: dict[str, tuple[SetAttr, str]] = {}
    for routine in routines:
        for step in routine.every():
            if isinstance(step, SetAttr) and isinstance(step.of, Self):
                kind = _plain(step.term)
                if kind and step.name not in plain:
                    plain[step.name] = step, kind
    for name, (bound, kind) in plain.items():
        if (
            sum(
                isinstance(s, SetAttr) and isinstance(s.of, Self) and s.name == name
                for r in routines
                for s in r.every()
            )
            > 1
        ):
            continue
        made = _made(forms, one, name, bound.term, routines)
        if made is None or _shown(system, forms, name, bound.term, routines):
            continue
        asked = _asked(name, routines)
        if asked is not None:
            yield Unseen(name, kind, bound, made, asked)


def _registers(call: Call) -> bool:
    if call.method in _REGISTERS:
        return True
    return isinstance(call.callee, Lib) and call.callee.path == "builtins.setattr"


def _plain(term: Term) -> str:
    """Whether a term is a list or dict of Python: its word."""
    if isinstance(term, Pairs) or (isinstance(term, Collected) and term.kind == "dict"):
        return "dict"
    if isinstance(term, Group) and term.kind in {"list", "tuple"}:
        return term.kind
    return "list" if isinstance(term, Collected) and term.kind == "list" else ""


def _made(forms: Forms, one: Owned, name: str, term: Term, routines: list[Routine]) -> Call | None:
    """Where a layer with weights is made that goes into what an attribute holds, where all that goes in are such."""
    put = list(_written(term))
    several = len(put) != 1 or isinstance(term, Collected)  # one alone is hidden on purpose: a teacher in `[net]`
    for routine in routines:
        for step in routine.every():
            if isinstance(step, Call) and step.method in _ADDS and _is(step.callee, name, term):
                put += step.args[-1:]
                several = True
            elif isinstance(step, SetItem) and _is(step.of, name, term):
                put.append(step.term)
                several = True
    made = [weights(forms, each, one.thing.path) for each in put]
    held = {
        id(step.term) for routine in routines for step in routine.every()
        if isinstance(step, SetAttr) and isinstance(step.of, Self)
    }  # fmt: skip
    if not made or not several or any(one is None for one in made) or any(id(each) in held for each in put):
        return None
    return made[0]


def _written(term: Term) -> Iterator[Term]:
    if isinstance(term, Group):
        yield from term.items
    elif isinstance(term, Pairs):
        yield from term.values
    elif isinstance(term, Collected):
        yield term.value


def weights(forms: Forms, term: Term, path: str, depth: int = 0) -> Call | None:
    """The call by which a term makes a layer that has weights, or a network of the repository that has such."""
    if not isinstance(term, Result) or depth > 3:  # noqa: PLR2004 - networks within networks
        return None
    form = forms.made(term, path)
    if form is not None:
        if form.sign == "stacked":
            inner = form.made.args if form.made is not None else ()
            return term.call if any(weights(forms, one, path, depth + 1) for one in inner) else None
        return term.call if form.sign == "layer" else None
    for thing in forms.world.targets(term.call):
        if isinstance(thing, OwnThing) and thing.kind == "class" and not thing.made:
            init = forms.world.routine(thing)
            bound = (s.term for s in init.every() if isinstance(s, SetAttr)) if init is not None else ()
            if any(weights(forms, one, thing.path, depth + 1) for one in bound):
                return term.call
    return None


def _is(term: Term, name: str, bound: Term) -> bool:
    return term is bound or (isinstance(term, Attr) and isinstance(term.of, Self) and term.name == name)


def _shown(system: System, forms: Forms, name: str, bound: Term, routines: list[Routine]) -> bool:
    """Whether what an attribute holds is put where the network sees it, or its weights are given on by hand."""
    for routine in routines:
        for call in routine.calls():
            made = forms.made(Result(call), routine.path)
            if _handed_on(system, call, name, bound):
                return True
            if (
                made is not None
                and made.sign in _KEEPS
                and any(_is(one, name, bound) for one in all_within(call.terms()))
            ):
                return True
    for routine in system.taught():
        for call in routine.calls():
            if call.method in _GIVES and any(isinstance(o, Attr) and o.name == name for o in within(call.callee)):
                return True
            if call.method in _GIVES and any(one is bound for one in within(call.callee)):
                return True
    return False


def _handed_on(system: System, call: Call, name: str, bound: Term) -> bool:
    """Whether the whole is given to something that may put it where a network sees it: no function of Python."""
    given = (*call.args, *(value for _, value in call.kwargs))
    if not any(_is(one, name, bound) for one in given):
        return False
    names = system.indexed.names(call)
    return not names or not all(one.startswith("builtins.") for one in names)


def _asked(name: str, routines: list[Routine]) -> Step | None:
    """Where something is taken out of what an attribute holds, beside the constructor."""
    for routine in routines:
        if routine.name.rpartition(".")[2] == "__init__":
            continue
        for term, step in routine.spoken():
            if isinstance(term, (Element, Item)) and any(
                _is(one, name, UNKNOWN) for one in within(term.of, calls=True)
            ):
                return step
    return None
