"""Decisions by figures: comparisons of how good a model is with something, and what is done by how they come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import BOUNDS, HIGHER, LOWER, words
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Call, Loop, Return, Routine, SetItem, Steps, every
from mle_reviewer.system.code.terms import Choice, Const, Group, Op, Pairs, Param, Result, Term, within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.figures import Figures, bounds_a_figure
from mle_reviewer.system.questions.measuring.measures import ORDERING, tokens
from mle_reviewer.system.questions.measuring.tested import (
    asked_itself,
    asks_for_text,
    binds_anew,
    counted,
    is_end,
    is_said,
    joined,
    raises,
    repeated,
)
from mle_reviewer.system.questions.values.ending import conditional_exits, exiting, fails
from mle_reviewer.system.questions.values.stored import is_read
from mle_reviewer.system.questions.values.ways import entered, leaves

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Outcome = Literal["stops", "promotes", "keeps"]
_STORING: Final = frozenset({"persist", "save"})
_KEEPING: Final = frozenset({"save-model", "log-model", "keep-file"})
_COLLECTING: Final = frozenset({"append", "add", "extend", "update"})
_DEEPEST: Final = 4
_MOST: Final = 40
IN_USE: Final = frozenset({
    "prod", "production", "champion", "incumbent", "current", "previous", "prev", "old", "existing", "deployed",
    "live", "active", "registered", "serving", "staging",
})  # fmt: skip
SIMPLE: Final = frozenset({"baseline", "naive", "dummy", "persistence", "majority", "climatology"})
_FALLING: Final = frozenset({"drop", "degradation", "decay", "degraded", "drift", "decline"})
# Names of what says whether a model is good enough.
_VERDICT: Final = frozenset({
    "gate", "pass", "passed", "passes", "ok", "meets", "accepted", "approved", "acceptable", "sufficient", "promote",
})  # fmt: skip
_NO_FIGURE: Final = frozenset({"threshold", "thresholds", "psi", "pvalue", "p", "missing", "null", "count", "drift"})
_LIVE: Final = frozenset({"live", "rolling", "recent", "observed"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of a figure: where it stands, the side of the candidate and the other one."""

    routine: Routine
    op: Op
    figure: Term
    other: Term


@dataclass(frozen=True, slots=True)
class Decision:
    """A test that hangs on figures, and what is done by how it comes out."""

    routine: Routine
    step: Branch | Assert
    compared: tuple[Compared, ...]
    outcomes: frozenset[Outcome]


class Decisions:
    """The decisions by figures of a system."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.figures = system.once(Figures)
        self._gates = system.once(Gates)
        self._world = system.indexed
        self._told: dict[int, str] = {}
        self._bound: dict[tuple[str, int], dict[int, list[Term]]] = {}
        self._stored = {id(sign.call) for sign in system.signed(*_KEEPING)}
        self._exiting = exiting(system)
        self.all: tuple[Decision, ...] = tuple(one for routine in system.routines() for one in self._of(routine))

    def _of(self, routine: Routine) -> Iterator[Decision]:
        steps = tuple(routine.every())
        again = {id(one) for loop in steps if isinstance(loop, Loop) for one in every(loop.body)}
        for branch in conditional_exits(self._system, routine):
            if compared := self._compared(routine, branch):
                yield Decision(routine, branch, compared, frozenset({"stops"}))
        for place, step in enumerate(steps):
            if isinstance(step, Branch):
                outcomes = self._outcomes(step, steps[place + 1 :])
                if (routine.path, routine.function) in self._exiting and any(map(fails, step.blocks())):
                    outcomes |= frozenset[Outcome]({"stops"}) if not self._triggers(step) else frozenset()
                if id(step) in again:
                    outcomes -= {"keeps"}  # the best state so far
                compared = self._compared(routine, step) if outcomes else ()
                if outcomes == {"keeps"}:
                    compared = tuple(one for one in compared if not self._best_so_far(one))
                if compared:
                    yield Decision(routine, step, compared, outcomes)
            elif isinstance(step, Assert) and (compared := tuple(self.hangs(routine, step.term, _DEEPEST))):
                yield Decision(routine, step, compared, frozenset({"stops"}))

    def _best_so_far(self, one: Compared) -> bool:
        """Whether it is the best of this run that a figure is held against, and not one that is kept."""
        return "best" in self.figures.said(one.routine, one.other) and not is_read(self._system, one.other)

    def _compared(self, routine: Routine, branch: Branch) -> tuple[Compared, ...]:
        found = tuple(dict.fromkeys(self.hangs(routine, branch.test)))
        found = tuple(one for one in found if not _runs_best(branch, one) and not self.watches(one))
        return tuple(one for one in found if not self._too_good(branch, one))[:_MOST]

    def _too_good(self, branch: Branch, one: Compared) -> bool:
        """Whether it is a figure that is better than can be that stops: a check for leaks, not of quality."""
        said = self.figures.said(one.routine, one.figure)
        bigger = one.op.op in {">", ">="} if one.op.terms[0] is one.figure else one.op.op in {"<", "<="}
        direct = any(term is one.op for term in joined(branch.test))
        higher, lower = bool(said & HIGHER), bool(said & LOWER)
        return direct and raises(branch.then) and ((bigger and higher and not lower) or (not bigger and lower))

    # what is done

    def _outcomes(self, branch: Branch, behind: Steps) -> frozenset[Outcome]:
        found: set[Outcome] = set()
        if self._triggers(branch):
            return frozenset()
        for arm in branch.blocks():
            found |= self._gates.outcomes(arm) & {"promotes"}
            if self._stops(arm):
                found.add("stops")
            if self._keeps(arm):
                found.add("keeps")
        if leaves(branch.then) or leaves(branch.orelse):
            inner = {id(one) for one in every((branch,))}
            after = tuple(one for one in behind if id(one) not in inner and isinstance(one, Call))
            found |= self._gates.outcomes(after) & {"promotes"}
            if not found and self._keeps(after):
                found.add("keeps")
        return frozenset(found)

    def _triggers(self, branch: Branch) -> bool:
        """Whether an arm trains: what triggers training refuses nothing."""
        inner = (step for arm in branch.blocks() for _, step in entered(self._world, every(arm), 2))
        return any(isinstance(step, Call) and trains(self._world, step) for step in inner)

    def _stops(self, arm: Steps) -> bool:
        """Whether an arm itself raises, or calls what ends the program."""
        return raises(arm) or "stops" in self._gates.outcomes(
            tuple(step for step in every(arm) if isinstance(step, Call) and not self._world.own(step))
        )

    def _keeps(self, steps: Steps) -> bool:
        return any(
            isinstance(step, Call)
            and (id(step) in self._stored or any(entry.effect in _STORING for entry in self._world.entries(step)))
            for _, step in entered(self._world, every(steps), 1)
        )

    # what it hangs on

    def hangs(self, routine: Routine, term: Term, depth: int = 0, seen: set[int] | None = None) -> Iterator[Compared]:
        """The comparisons of figures that a value hangs on: by what it is made of, or by where it is bound."""
        seen = set() if seen is None else seen
        texts = asks_for_text(term)
        seen |= counted(term)
        direct = asked_itself(term)
        for one in within(term):
            if id(one) in seen or len(seen) > 4 * _MOST:
                continue
            seen.add(id(one))
            if isinstance(one, Op) and one.op in ORDERING:
                yield from self._comparison(routine, one)
            elif isinstance(one, (Const, Group, Pairs)) or (isinstance(one, Result) and not one.call.args):
                for test in self._bindings(routine).get(id(one), ()):
                    yield from self.hangs(routine, test, depth, seen)
            elif isinstance(one, Param) and depth < _DEEPEST and id(one) in direct:
                yield from self._of_callers(routine, one, depth + 1, seen)
            if isinstance(one, Choice) and one.test is not None and any(map(is_said, one.terms)):
                yield from self.hangs(routine, one.test, depth, seen)
            if isinstance(one, Result) and depth < _DEEPEST:
                for own in self._world.own(one.call)[:3]:
                    yield from self._of_function(own, depth + 1, seen, texts=texts)

    def asked(self, routine: Routine) -> Iterator[Compared]:
        """The comparisons of figures that what a function gives back hangs on."""
        yield from self._of_function(routine, 1, set(), texts=True)

    def _of_function(self, own: Routine, depth: int, seen: set[int], *, texts: bool) -> Iterator[Compared]:
        given = [step.term for step in own.every() if isinstance(step, Return) and step.term is not None]
        consts = [one for term in given for one in within(term) if isinstance(one, Const)]
        says = any(isinstance(one.value, bool) or (texts and isinstance(one.value, str)) for one in consts)
        for step in own.every():
            if isinstance(step, Return) and step.term is not None:
                yield from self.hangs(own, step.term, depth, seen)
            elif (
                says
                and isinstance(step, Branch)
                and any(isinstance(one, Return) for arm in (step.then, step.orelse) for one in arm)
            ):
                yield from self.hangs(own, step.test, depth, seen)

    def _of_callers(self, routine: Routine, param: Param, depth: int, seen: set[int]) -> Iterator[Compared]:
        """What callers hand on as this parameter of the function."""
        if param.name not in routine.params or (param.path, param.function) != (routine.path, routine.function):
            return
        place = routine.params.index(param.name) - (routine.owner is not None)
        for who, call in self._world.callers(routine)[:3]:
            given = call.given(param.name, place if place >= 0 else None)
            if given is not None:
                yield from self.hangs(who, given, depth, seen)

    def _bindings(self, routine: Routine) -> dict[int, list[Term]]:
        """By which tests a value is bound, collected into, or what is put into it."""
        key = routine.path, routine.function
        if key not in self._bound:
            found: dict[int, list[Term]] = {}
            for step in routine.every():
                if isinstance(step, Branch):
                    for inner in (one for arm in (step.then, step.orelse) for one in arm):
                        if isinstance(inner, Assign) and isinstance(inner.term, Const):
                            found.setdefault(id(inner.term), []).append(step.test)
                        elif isinstance(inner, Call) and inner.method in _COLLECTING:
                            found.setdefault(id(inner.callee), []).append(step.test)
                elif isinstance(step, SetItem):
                    found.setdefault(id(step.of), []).append(step.term)
                elif isinstance(step, Call) and step.method in _COLLECTING:
                    found.setdefault(id(step.callee), []).extend(step.args)
            self._bound[key] = found
        return self._bound[key]

    def _comparison(self, routine: Routine, op: Op) -> Iterator[Compared]:
        if len(op.terms) != 2 or any(is_end(side, op.terms) for side in op.terms):  # noqa: PLR2004 - both sides
            return
        one, other = op.terms
        figure = [side for side in op.terms if self.figures.is_one(routine, side)]
        figure = figure or [side for side, bound in (op.terms, op.terms[::-1]) if self._bound_by(routine, side, bound)]
        if len(figure) == 2:  # noqa: PLR2004 - both are: the candidate's is the one not said to be in use
            mine, its = (bool(self.figures.said(routine, side) & (IN_USE | SIMPLE)) for side in (one, other))
            used = mine and not its
            yield Compared(routine, op, other if used else one, one if used else other)
        elif figure:
            yield Compared(routine, op, figure[0], other if figure[0] is one else one)

    def _bound_by(self, routine: Routine, side: Term, bound: Term) -> bool:
        """Whether a side is a figure by what it is held against: a bound of a figure, by its name."""
        if isinstance(side, (Const, Op)) or self.figures.said(routine, side) & _NO_FIGURE:
            return False
        return any(bounds_a_figure(name) for name in self.figures.called(routine, bound))

    @cached_property
    def weighed(self) -> tuple[Compared, ...]:
        """The comparisons of figures by which nothing is refused: their outcome is told, stored or given back."""
        acted = {id(one.op) for decision in self.all for one in decision.compared}
        acted |= {id(op) for routine in self._system.routines() for op in repeated(routine)}
        return tuple(one for routine in self._system.routines() for one in self._weighed(routine, acted))

    def _weighed(self, routine: Routine, acted: set[int]) -> Iterator[Compared]:
        for step in routine.every():
            if isinstance(step, Branch):
                terms, best = () if self._triggers(step) else (step.test,), step
            elif isinstance(step, (Assign, SetItem, Return)) and step.term is not None:
                terms, best = (step.term,), None
            else:
                continue
            every_op = [one for term in terms for one in within(term, calls=False) if isinstance(one, Op)]
            if isinstance(step, Assign):
                self._told.update((id(op), step.name) for op in every_op)
            masks = {id(inner) for one in every_op if one.op in {"|", "&"} for inner in one.terms}
            for op in every_op:
                if op.op not in ORDERING or id(op) in acted or id(op) in masks:
                    continue
                acted.add(id(op))
                for one in self._comparison(routine, op):
                    if best is None or not _runs_best(best, one):
                        yield one

    def bounded(self, one: Compared) -> bool:
        """Whether the other side is declared to be a bound."""
        if self.figures.said(one.routine, one.other) & (BOUNDS - {"default", "baseline"}):
            return True
        return isinstance(one.other, Const) and bool(set(words(self._told.get(id(one.op), ""))) & _VERDICT)

    def watches(self, one: Compared) -> bool:
        """Whether the figure is one that falls in use, rather than that of a candidate."""
        mine, other = (self.figures.said(one.routine, side) for side in (one.figure, one.other))
        return bool(
            (mine | other) & _FALLING
            or (mine | other) & _LIVE
            or set(words(one.routine.path)) & {"monitoring", "monitor", "drift"}
        )

    # what it is held against

    def against(self, one: Compared) -> str:
        """`used` for a comparison with the version in use, `baseline` with a simple model, "" with anything else."""
        said, mine = self.figures.said(one.routine, one.other), self.figures.said(one.routine, one.figure)
        looked_up = self._gates.of_the_used(one.other)
        if not (self.figures.is_one(one.routine, one.other) or looked_up):
            return ""
        if said & SIMPLE and not mine & SIMPLE:
            return "baseline"
        deep = tokens(one.other)
        if deep & SIMPLE and not deep & IN_USE and not self._gates.looked_up(one.other):
            return "" if tokens(one.figure) & SIMPLE else "baseline"  # the row of a table that is one of a baseline
        if "best" in said and "best" not in mine and is_read(self._system, one.other):
            return "used"
        if looked_up or (said & IN_USE and said & IN_USE != mine & IN_USE):
            return "used"
        return ""


def _runs_best(branch: Branch, one: Compared) -> bool:
    """Whether the test keeps the best so far: an arm binds the figure to what it was held against."""
    return binds_anew(branch, one.op.terms)
