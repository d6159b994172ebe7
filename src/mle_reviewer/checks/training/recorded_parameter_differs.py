"""A run records another value of a parameter than the one that it trained with."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Pairs
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Recorded parameter is not the one used",
    items=("TR2",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)
_MODELS = frozenset({"estimator", "meta", "clusterer", "network"})


def find(system: System) -> Iterator[Finding]:
    """Constants that are recorded under the name of a model's parameter, in a function that gives it other ones."""
    for sign in system.signed("log-parameters"):
        used = _given(system, sign.routine)
        for name, value in _recorded(sign):
            others = used.get(name, [])
            if not others or any(one.value == value for one, _ in others):
                continue
            term, call = others[0]
            at = system.at(sign.routine, sign.pos)
            words = Words(
                title=f"`{name}` is recorded as {value!r}, and {term.value!r} is used",
                issue=f"The run's record says `{name}={value!r}`, the model is made with `{name}={term.value!r}`. "
                "Whoever repeats or compares runs by their records gets another model.",
                fix="Keep parameters in one mapping, make the model of it and record that same mapping.",
            )
            trace = [
                Step(system.at(sign.routine, call.pos), f"the model is made with {name}={term.value!r}"),
                Step(at, f"and {name}={value!r} is recorded"),
            ]
            yield stated(CARD, at, words, trace, context=f"{sign.routine.name} {name}")


def _recorded(sign: Sign) -> Iterator[tuple[str, object]]:
    key, what = sign.given("key"), sign.given("what")
    if isinstance(key, Const) and isinstance(key.value, str) and isinstance(what, Const):
        yield key.value, what.value
    elif isinstance(what, Pairs):
        for name, value in zip(what.keys, what.values, strict=True):
            if isinstance(name, Const) and isinstance(name.value, str) and isinstance(value, Const):
                yield name.value, value.value


def _given(system: System, routine: Routine) -> dict[str, list[tuple[Const, Call]]]:
    """The constants that models of a function are made with, by the names of their parameters."""
    found: dict[str, list[tuple[Const, Call]]] = {}
    for call in routine.calls():
        names = system.indexed.names(call)
        made = (system.table.find_class(name) for name in names)
        if any(one is not None and one.role in _MODELS for one in made):
            for name, value in call.kwargs:
                if name is not None and isinstance(value, Const):
                    found.setdefault(name, []).append((value, call))
    return found
