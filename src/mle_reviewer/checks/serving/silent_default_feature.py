"""A feature that a request lacks gets a constant while serving, and training never saw that constant there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Branch, Routine, SetItem
from mle_reviewer.system.code.terms import Call, Choice, Const, Op, Param, Result, Term, within
from mle_reviewer.system.questions.answering.flowing import Flowing, spoken
from mle_reviewer.system.questions.answering.predicting import Asked, Path, predictions
from mle_reviewer.system.questions.learning.training import LEARNED, fills, trained_constants, training
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Missing feature filled by a constant while serving",
    items=("SD2", "SD1", "DL4"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)
_DEEPEST: Final = 4
_MOST: Final = 3  # findings of one function


@dataclass(frozen=True, slots=True)
class _Fill:
    """A constant that stands in for what is missing: which feature, which constant."""

    asked: Asked
    feature: str
    value: object


def find(system: System) -> Iterator[Finding]:
    """Defaults of features of a request that the model is asked with, where training fills nothing by them."""
    learned = training(system)
    if not learned or any(one.where == "notebook" for one in system.roles.trains):
        return  # nobody can say how a model was prepared that a notebook may have trained
    words = trained_constants(system)
    said: set[int] = set()
    for path in predictions(system):
        flowing = Flowing(system, path)
        counts: dict[tuple[str, int], int] = {}
        for fill in _fills(system, path, flowing, words):
            key = fill.asked.routine.path, fill.asked.routine.function
            counts[key] = counts.get(key, 0) + 1
            if id(fill.asked.call) in said or counts[key] > _MOST or _same(system, learned, fill):
                continue
            if not fill.feature and _same(system, _beside(system, path), fill):
                continue
            said.add(id(fill.asked.call))
            yield _finding(system, path, fill, _other(system, learned, fill))


def _fills(system: System, path: Path, flowing: Flowing, words: frozenset[str]) -> Iterator[_Fill]:
    fed = [term for one in path.predicts for term in (*one.call.args, *(value for _, value in one.call.kwargs))]
    yield from _added(system, path, flowing)
    for asked in path.calls:
        call = asked.call
        if call.method == "get" and len(call.args) > 1 and flowing.whole(call.callee) is not None:
            name, value = call.args[0], call.args[1]
            if isinstance(name, Const) and _number(value) and (name.value in words or _reaches(call, fed)):
                yield _Fill(asked, str(name.value), getattr(value, "value", None))
        elif _fill_value(system, call) is not None and not _encoded(call) and _made_of(flowing, call.callee, 0):
            yield _Fill(asked, "", _fill_value(system, call))


def _added(system: System, path: Path, flowing: Flowing) -> Iterator[_Fill]:
    """Columns that a table of what was sent lacks and that become a constant: `if c not in rows: rows[c] = 0`."""
    if any(entry.effect == "code" for one in path.calls for entry in system.indexed.entries(one.call)):
        return  # columns of categories that the request does not have are rightly zero
    for entered in path.entered:
        for step in entered.routine.every():
            if not isinstance(step, Branch) or not isinstance(step.test, Op) or step.test.op != "not in":
                continue
            for inner in step.then:
                value = _constant(inner.term) if isinstance(inner, SetItem) else None
                absent = isinstance(inner, SetItem) and step.test.terms[0] is inner.key
                if isinstance(inner, SetItem) and absent and value is not None and _made_of(flowing, inner.of, 0):
                    call = Call(inner.pos, inner.of, None, (), ())
                    yield _Fill(Asked(entered, call), "", value)


def _constant(term: Term) -> object:
    """The number that is put in; of several, the first."""
    some = term.terms if isinstance(term, Choice) else (term,)
    return next((one.value for one in some if isinstance(one, Const) and _number(one)), None)


def _encoded(call: Call) -> bool:
    """Whether it is what no code stands for that is filled: `rows["city"].map(codes).fillna(2)`."""
    return isinstance(call.callee, Result) and call.callee.call.method == "map"


def _made_of(flowing: Flowing, term: Term, depth: int) -> bool:
    """Whether rows are made of what was sent, not looked up by it."""
    for one in within(term):
        if isinstance(one, Result) and any(flowing.whole(x) for given in one.call.args for x in spoken(given)):
            return True
        deeper = flowing.system.indexed.given(one) if isinstance(one, Param) and depth < _DEEPEST else ()
        if any(_made_of(flowing, given, depth + 1) for given in deeper):
            return True
    return False


def _number(term: Term) -> bool:
    return isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool)


def _fill_value(system: System, call: Call) -> object:
    for entry in system.indexed.entries(call):
        slot = entry.slots.get("value")
        if entry.effect == "fill" and isinstance(slot, str) and slot in entry.params:
            given = call.given(slot, entry.params.index(slot))
            if given is not None and _number(given):
                return getattr(given, "value", None)
    return None


def _reaches(call: Call, fed: list[Term]) -> bool:
    return any(isinstance(one, Result) and one.call is call for term in fed for one in within(term))


def _same(system: System, learned: tuple[Routine, ...], fill: _Fill) -> bool:
    """Whether training fills by the same constant, or reads the feature with the same default."""
    return any(value == fill.value for _, _, value in fills(system, learned))


def _beside(system: System, path: Path) -> tuple[Routine, ...]:
    """What no request of a way enters: where it fills alike, the rows that were learned from may be filled so too."""
    return tuple(one for one in system.routines("code") if (one.path, one.function) not in path.among)


def _other(system: System, learned: tuple[Routine, ...], fill: _Fill) -> tuple[Routine, Call] | None:
    """Where training fills what is missing by what it works out of the rows."""
    if fill.feature:
        return None
    return next(((routine, call) for routine, call, value in fills(system, learned) if value is LEARNED), None)


def _finding(system: System, path: Path, fill: _Fill, other: tuple[Routine, Call] | None) -> Finding:
    asked = fill.asked
    at = system.at(asked.routine, asked.call.pos)
    what = f"`{fill.feature}`" if fill.feature else "whatever is missing"
    words = Words(
        title=f"A request without {what} is scored as if it were {fill.value}",
        issue=f"While serving {what} becomes {fill.value}; training does nothing of the kind"
        + (", it fills by something else." if other else ".")
        + " The model never saw what that number means here, and nobody sees how often it is used.",
        fix="Refuse the request, or put the imputation into the saved pipeline so that training learns it, and count "
        "how often it is used.",
    )
    trace = [*path.way(asked.entered), Step(at, f"{what} becomes {fill.value}")]
    if other is not None:
        trace.append(Step(system.at(other[0], other[1].pos), "training fills by something else"))
    severity = Severity.HIGH if other is not None else Severity.MEDIUM
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
