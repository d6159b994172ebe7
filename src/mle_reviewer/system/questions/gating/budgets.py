"""What mistakes cost: as notes state it, and as code holds it against the rows that it learns from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same, words
from mle_reviewer.program.prose.placeholders import empty
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Assign, Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Op, Pairs, Param, Term, within
from mle_reviewer.system.notes import Said, place
from mle_reviewer.system.questions.measuring.selecting import selections

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.notes import Note
    from mle_reviewer.system.system import System

KINDS: Final = ("false negatives", "false positives", "latency", "compute", "opacity", "missed opportunity")
_KIND: Final[dict[str, str]] = {
    "fn": KINDS[0], "false_negative": KINDS[0], "false_negatives": KINDS[0],
    "fp": KINDS[1], "false_positive": KINDS[1], "false_positives": KINDS[1],
    "latency": KINDS[2], "latency_ms": KINDS[2], "compute": KINDS[3], "compute_spend": KINDS[3],
    "opacity": KINDS[4], "missed": KINDS[5], "missed_opportunity": KINDS[5],
}  # fmt: skip
_BUDGETS: Final = ("mistake_budget", "costs", "failure_costs")
_WRONG: Final = frozenset({"fn", "fp"})
_SIDES: Final = frozenset({"positive", "positives", "negative", "negatives"})
_CHOOSING: Final = frozenset({"primary", "main", "selection", "promotion", "optimization", "target", "champion"})
_WEIGHTS: Final = ("class_weight", "scale_pos_weight")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one kind of failure costs, by a note; `number` where it is one."""

    kind: str
    text: str
    number: float | None
    at: Location
    note: Note


@dataclass(frozen=True, slots=True)
class Weighed:
    """A place of code where mistakes of one kind weigh more than those of another, by numbers that stand there."""

    says: str
    routine: Routine
    pos: int


@dataclass(frozen=True, slots=True)
class StatedThreshold:
    """Where a note says that a probability is cut."""

    value: float
    at: Location


def stated_thresholds(system: System) -> tuple[StatedThreshold, ...]:
    """The decision thresholds that the newest iteration notes declare."""
    found = [one for note in latest(system) for one in note.fields("threshold", "decision_threshold")]
    numbers = [(one.entry.value, one.at) for one in found if one.entry is not None]
    return tuple(
        StatedThreshold(float(value), at)
        for value, at in numbers
        if isinstance(value, float) and 0 < value < 1  # a share; of a whole number nobody can say what it bounds
    )


def latest(system: System) -> tuple[Note, ...]:
    """The note of the newest iteration in each folder: those before it were overtaken."""
    found = {note.path.rpartition("/")[0]: note for note in system.notes if note.kind == "iteration"}
    return tuple(found.values())


def stated_costs(system: System) -> tuple[Cost, ...]:
    """The costs that the newest iteration notes state."""
    return tuple(
        cost
        for note in latest(system)
        for budget in note.fields(*_BUDGETS)
        if budget.entry is not None
        for cost in _costs(note, budget.entry)
    )


def _costs(note: Note, entry: Entry) -> Iterator[Cost]:
    for key, value in entry.items():
        kind = _KIND.get(key.lower().replace("-", "_").replace(" ", "_"))
        text = value.text() or next((one.text() or "" for _, one in value.walk() if one.text()), "")
        if kind is not None and text and not empty(text):
            number = (
                value.value if isinstance(value.value, (int, float)) and not isinstance(value.value, bool) else None
            )
            yield Cost(kind, text, number, place(note.path, value.named or value.line), note)


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def primary_metrics(system: System) -> tuple[Said, ...]:
    """The metric that the newest iteration notes, or a label of a card, declare to decide."""
    found = [one for note in latest(system) for one in note.fields("primary_metric") if one.filled]
    cards = [note for note in system.notes if note.kind in {"model card", "brief"}]
    labelled = [one for note in cards for one in note.labels("primary metric") if one.filled]
    return tuple(one for one in (*found, *labelled, *_set(system)) if same(one.text))


def _set(system: System) -> Iterator[Said]:
    """The metric that settings of code name to choose by: `PRIMARY_METRIC = "f1"`, `selection_metric: str = "f1"`."""
    for routine in system.routines():
        for step in routine.every():
            if isinstance(step, Assign) and isinstance(step.term, Const) and isinstance(step.term.value, str):
                named = frozenset(words(step.name))
                if "metric" in named and named & _CHOOSING:
                    yield Said(step.name, step.term.value, system.at(routine, step.pos))


def weighed(system: System) -> tuple[Weighed, ...]:
    """Where code gives kinds of mistakes different weights by numbers of its own."""
    return system.once(_weighed)


def _weighed(system: System) -> tuple[Weighed, ...]:
    found: list[Weighed] = []
    for routine in system.routines():
        for call in routine.calls():
            says = _weights(system, call)
            if says:
                found.append(Weighed(says, routine, call.pos))
    for one in selections(system):
        scorer = system.indexed.routine(one.own) if one.own is not None else None
        if one.own is not None and scorer is not None and counts_costs(scorer):
            found.append(Weighed(f"`{one.own.name}` chooses by what mistakes cost", one.routine, one.call.pos))
    return tuple(found)


def _weights(system: System, call: Call) -> str:
    for name in _WEIGHTS:
        given = call.given(name)
        if given is None or not any(isinstance(one, Thing) for one in system.indexed.targets(call)):
            continue
        numbers = _numbers(system, given)
        if name == "class_weight" and len(set(numbers)) > 1:
            return f"classes weigh {' and '.join(map(str, numbers))} (`{name}`)"
        if name == "scale_pos_weight" and numbers and numbers != [1]:
            return f"positive rows weigh {numbers[0]} (`{name}`)"
    return ""


def _numbers(system: System, term: Term) -> list[float]:
    """The numbers that weights are, all of them constants; what is worked out of the rows only evens classes out."""
    terms = term.values if isinstance(term, Pairs) else (term,)
    values = [value for one in terms for value in system.indexed.constants(one) or (None,)]
    good = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)
    return values if good else []  # type: ignore[return-value]


def counts_costs(routine: Routine) -> bool:
    """Whether a function multiplies counts of false positives or negatives with something."""
    named = {step.name: step.term for step in routine.every() if isinstance(step, Assign)}
    wrong = {id(term) for name, term in named.items() if _is_wrong(name)}
    for step in routine.every():
        term = getattr(step, "term", None)
        for one in within(term) if isinstance(term, Term) else ():
            if isinstance(one, Op) and one.op == "*" and any(_names_wrong(part, wrong) for part in one.terms):
                return True
    return False


def _names_wrong(term: Term, wrong: set[int]) -> bool:
    return any(id(one) in wrong or (isinstance(one, (Param, Attr)) and _is_wrong(one.name)) for one in within(term))


def _is_wrong(name: str) -> bool:
    some = frozenset(words(name))
    return bool(some & _WRONG) or ("false" in some and bool(some & _SIDES))


def asymmetric(costs: tuple[Cost, ...]) -> tuple[Cost, Cost] | None:
    """The costs of a false negative and of a false positive in one note, where one is at least twice the other."""
    for one in costs:
        for other in costs:
            pair = one.note is other.note and one.kind == KINDS[0] and other.kind == KINDS[1]
            if pair and one.number and other.number and not 1 / 2 < one.number / other.number < 2:  # noqa: PLR2004 - twice
                return one, other
    return None
