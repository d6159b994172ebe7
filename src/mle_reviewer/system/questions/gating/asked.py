"""What gates of code ask for: something measured that has to be on the right side of a constant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Param, Result, Term
from mle_reviewer.system.questions.gating.gates import Gate, Gates
from mle_reviewer.system.questions.measuring.measures import told

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.reaching import How
    from mle_reviewer.system.system import System

_HIGHER: Final = frozenset({">", ">="})
_TURNED: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a gate asks for: something measured that has to be on the right side of a number."""

    name: str
    higher: bool
    limit: float
    at: Location
    routine: str
    how: How | None = None
    figure: str = ""  # what is measured, as `same` calls it

    def laxer_than(self, other: Asked) -> bool:
        """Whether it lets more through than another."""
        return self.limit < other.limit if self.higher else self.limit > other.limit


def asked(system: System) -> Iterator[Asked]:
    """What the gates of code that may stop or promote ask for, where that is a constant."""
    gates = system.once(Gates)
    for gate in gates.all():
        if "stops" not in gate.then | gate.orelse and "promotes" not in gate.then | gate.orelse:
            continue
        for op in gate.compared:
            denied = _denied(gates, gate.step.test if isinstance(gate.step, Branch) else gate.step.term, op)
            passing = _passing(gate, _TURNED.get(op.op, "") if denied else op.op)
            if passing is None or len(op.terms) != 2:  # noqa: PLR2004 - two sides
                continue
            for side, other, how in (
                (op.terms[0], op.terms[1], passing),
                (op.terms[1], op.terms[0], _MIRRORED[passing]),
            ):
                if gates.measures.measured(side) and not gates.measures.measured(other):
                    yield from _limits(system, gate, op, side, other, higher=how in _HIGHER)


def _limits(system: System, gate: Gate, op: Op, side: Term, other: Term, *, higher: bool) -> Iterator[Asked]:
    name = " ".join(dict.fromkeys(told(side))) or "the figure"
    for value in system.indexed.constants(other):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            figure = _figure(system, gate.routine, side)
            yield Asked(
                name,
                higher,
                float(value),
                system.at(gate.routine, op.pos),
                gate.routine.name,
                system.reached.how(gate.routine),
                figure,
            )


def _passing(gate: Gate, op: str) -> str | None:
    """The comparison that a candidate has to meet."""
    if op not in _TURNED:
        return None
    if isinstance(gate.step, Assert) or "promotes" in gate.then or "stops" in gate.orelse:
        return op
    return _TURNED[op] if "stops" in gate.then or "promotes" in gate.orelse else None


def _denied(gates: Gates, test: Term, op: Op) -> bool | None:
    """Whether a test asks for the opposite of a comparison (`not auc >= 0.8`); None where it does not hang on it."""
    if test is op:
        return False
    if isinstance(test, Result):
        return False if any(one is op for one in gates.measures.comparisons(test)) else None
    for one in test.terms if isinstance(test, Op) else ():
        found = _denied(gates, one, op)
        if found is not None:
            return found is not (isinstance(test, Op) and test.op == "not")
    return None


def _figure(system: System, routine: Routine, side: Term) -> str:
    """Which figure a side of a comparison is: by its name, its key, or the metric that it comes from."""
    names = [step.name for step in routine.every() if isinstance(step, Assign) and step.term is side]
    match side:
        case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name):
            names.append(name)
        case Result(call=call):
            names += [name.rpartition(".")[2] for name in system.indexed.names(call)]
            names += [one.value for one in call.args[:1] if isinstance(one, Const) and isinstance(one.value, str)]
    return next((known for name in names if (known := same(name))), "")
