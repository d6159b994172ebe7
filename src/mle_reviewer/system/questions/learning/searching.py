"""Searches of settings: which draw what they try next by numbers that nothing gives them, and what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Attr, Const, Result, Term, within

if TYPE_CHECKING:
    from collections.abc import Collection

    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_BEST: Final = frozenset({"best_params", "params"})


def free_searches(system: System) -> tuple[Sign, ...]:
    """The searches that are given no number: seeds of libraries do not reach the generator that they draw from."""
    return tuple(one for one in system.signed("propose") if _is_free(system, one))


def _is_free(system: System, sign: Sign) -> bool:
    given = sign.given("seed")
    if given is None:
        return not any(name is None for name, _ in sign.call.kwargs)
    return set(system.indexed.constants(given)) == {None}


def suggested_only(system: System, sign: Sign, names: Collection[str]) -> bool:
    """Whether all that is unpacked into a call is what a search found, and the search suggests none of these names."""
    studies = {id(one.call) for one in system.signed("propose")}
    values = [value for name, value in sign.call.kwargs if name is None]
    if not values or not all(_found_by(value, studies) for value in values):
        return False
    return not any(name in names for name, _ in sign.call.kwargs) and not _suggested(system, sign.path) & set(names)


def _found_by(value: Term, studies: set[int]) -> bool:
    """Whether a value is what a study holds of its best trial: `study.best_params`, `study.best_trial.params`."""
    named = isinstance(value, Attr) and value.name in _BEST
    return named and any(isinstance(one, Result) and id(one.call) in studies for one in within(value))


def _suggested(system: System, path: str) -> set[str]:
    """The names that trials of a document are asked to suggest a value for."""
    module = system.indexed.module(path)
    return {
        one.value
        for routine in (module.routines() if module is not None else ())
        for call in routine.calls()
        if (call.method or "").startswith("suggest")
        for one in call.args[:1]
        if isinstance(one, Const) and isinstance(one.value, str)
    }
