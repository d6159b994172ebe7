"""Figures of groups of examples: where code works out one for each, of which groups, and with how many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import HIGHER, LOWER, words
from mle_reviewer.system.code.steps import Assign, Loop, Return, Routine, SetItem, every
from mle_reviewer.system.code.terms import (
    Call,
    Collected,
    Const,
    Item,
    Op,
    Own,
    Pairs,
    Result,
    Term,
    all_within,
    within,
)
from mle_reviewer.system.doing import scores
from mle_reviewer.system.questions.measuring.figures import figure, is_figure, is_figure_of_groups
from mle_reviewer.system.questions.measuring.grouping import GROUPING, Grouping, cut_before, cut_by, hangs, only_bounds

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

OF_GROUPS: Final = frozenset({
    "segment", "segments", "slice", "slices", "cohort", "cohorts", "subgroup", "subgroups", "subpopulation", "stratum",
    "strata",
})  # fmt: skip
_APPLYING: Final = frozenset({"apply", "agg", "aggregate", "applyInPandas", "map_groups", "map"})
_AVERAGING: Final = frozenset({"mean", "median", "agg", "aggregate", "describe", "quantile", "sum"})
_GATHERING: Final = frozenset({"agg", "aggregate"})
_ERRORS: Final = frozenset({"error", "errors", "residual", "residuals", "ape"})
_NO_ERRORS: Final = frozenset({"code", "message", "msg", "log", "type", "api", "request", "validation", "count"})
_COUNTS: Final = frozenset({
    "n", "count", "counts", "support", "size", "rows", "samples", "n_rows", "n_samples", "num_rows", "num_samples",
    "row_count", "n_obs", "sample_size", "n_examples", "sample_count",
})  # fmt: skip
# Figures by name that may be those of requests, jobs or anything else.
_OF_ANYTHING: Final = frozenset({"error", "score", "loss", "coverage", "lift", "hit", "latency", "map", "ap"})
_MEANS: Final = frozenset({"mean", "average", "nanmean"})
_MOST: Final = 60  # places of one tree


@dataclass(frozen=True, slots=True)
class Sliced:
    """One place where figures of groups are worked out. `by` is what the rows are grouped by, where it is spelled.

    `counted`: how many rows a group has is looked at there. `alone`: it is one part of the rows that is cut out.
    """

    routine: Routine
    pos: int
    by: str
    counted: bool
    alone: bool = False


def sliced(system: System) -> tuple[Sliced, ...]:
    """The places in programs, in the order of the documents."""
    return system.once(_sliced)


def in_notebooks(system: System) -> tuple[Sliced, ...]:
    """The places in notebooks."""
    return system.once(_in_notebooks)


def _sliced(system: System) -> tuple[Sliced, ...]:
    return tuple(one for routine in system.routines() for one in _Looked(system, routine).found())[:_MOST]


def _in_notebooks(system: System) -> tuple[Sliced, ...]:
    modules = (system.indexed.module(path) for path in system.notebooks)
    routines = (one for module in modules if module is not None for one in module.routines())
    return tuple(one for routine in routines for one in _Looked(system, routine).found())[:_MOST]


class _Looked:
    """One function, looked at for figures of groups."""

    def __init__(self, system: System, routine: Routine) -> None:
        self._system = system
        self._world = system.indexed
        self._routine = routine
        self._grouping = Grouping(system.indexed, routine)
        self._figures = {id(call) for call in routine.calls() if self._measures(call)}

    def found(self) -> Iterator[Sliced]:
        """The places of the function: the innermost loops, and what stands in none of them."""
        steps = tuple(self._routine.every())
        loops = [one for one in steps if isinstance(one, Loop) and self._is_loop(one)]
        inside = {id(loop): {id(one) for one in every(loop.body)} for loop in loops}
        outer = {id(one) for one in loops if any(id(other) in inside[id(one)] for other in loops)}
        places = {one.pos: (self._grouped_by(one.over), False) for one in loops if id(one) not in outer and one.over}
        covered = {one for some in inside.values() for one in some}
        for step in steps:
            if id(step) not in covered:
                for pos, by, alone in self._of_step(step):
                    places.setdefault(pos, (by, alone))
        counted = bool(places) and self._counts()
        yield from (Sliced(self._routine, pos, by, counted, alone) for pos, (by, alone) in places.items())

    def _is_loop(self, loop: Loop) -> bool:
        if loop.over is None:
            return False
        if self._figures and self._in_loop(loop, loop.over):
            return True
        added = bool(self._figures) and self._added_up(loop)
        return any(
            (not added and self._reckons(step, loop.over))
            or self._writes_row(step)
            or self._averages_kept(step, loop.over)
            for step in every(loop.body)
        )

    def _reckons(self, step: object, over: Term) -> bool:
        """Whether a figure of one group is reckoned in place: a mean or ratio of what the loop goes through."""
        if not isinstance(step, Assign) or not is_figure(step.name) or not self._grouping.is_grouped(over):
            return False
        if not set(words(step.name)) & (HIGHER | LOWER) - _OF_ANYTHING:
            return False
        parts = tuple(within(step.term))
        reckoned = any(isinstance(one, Op) and one.op == "/" for one in parts) or self._worked_out(step.term)
        if not reckoned or self._grouping.is_none(over) or only_bounds((step.term,), over):
            return False
        return any(hangs(one, over) for one in parts)

    def _averages_kept(self, step: object, over: Term) -> bool:
        """Whether errors that were kept under a key are averaged for each key: `mae[lead] = mean(errors[lead])`."""
        if not isinstance(step, SetItem) or not hangs(step.key, over) or not isinstance(step.term, Result):
            return False
        if not self._worked_out(step.term) or self._grouping.is_none(over):
            return False
        kept = [one.of for one in within(step.term) if isinstance(one, Item) and hangs(one.key, over)]
        return any(_is_error(name) for one in kept for name in self._grouping.called(one))

    def _of_step(self, step: object) -> Iterator[tuple[int, str, bool]]:
        if isinstance(step, Call):
            if self._applies(step) or self._averages(step):
                yield step.pos, self._grouped_by(step.callee), False
            elif id(step) in self._figures and self._grouping.is_masked(step):
                yield step.pos, "", True
        elif self._figures and isinstance(step, (Assign, SetItem)):
            for one in within(step.term, calls=False):
                if isinstance(one, Collected) and self._collects(one):
                    yield step.pos, self._grouped_by(one.of), False

    def _measures(self, call: Call) -> bool:
        """Whether a call works out a figure, by itself or in the function that it enters."""
        if figure(self._system, call) or scores(self._world, call):
            return True
        some = self._world.own(call)[:2]
        return any(figure(self._system, one) for own in some for one in own.calls()) or any(map(_reckons, some))

    # loops

    def _in_loop(self, loop: Loop, over: Term) -> bool:
        if self._grouping.is_none(over):
            return False
        groups = self._grouping.is_grouped(over)
        if self._added_up(loop):
            return False
        for call in every(loop.body):
            if isinstance(call, Call) and id(call) in self._figures:
                given = (call.callee, *call.args, *(value for _, value in call.kwargs))
                if groups and any(hangs(one, over) for one in all_within(given)) and not only_bounds(given, over):
                    return True
                if cut_by(given, over) or cut_before(given, over):
                    return True
        return False

    def _added_up(self, loop: Loop) -> bool:
        """Whether all that becomes of the figures is one sum: a mean over users or queries says nothing of any."""
        summed = False
        for step in every(loop.body):
            for term in step.terms():
                if isinstance(term, Result) and isinstance(step, Assign):
                    continue
                if any(isinstance(one, Result) and id(one.call) in self._figures for one in within(term)):
                    if not (isinstance(term, Op) and term.op == "+="):
                        return False
                    summed = True
        return summed

    def _collects(self, one: Collected) -> bool:
        if self._grouping.is_none(one.of) or not self._grouping.is_grouped(one.of):
            return False
        calls = (inner.call for inner in within(one.value) if isinstance(inner, Result))
        return any(id(call) in self._figures or self._measures(call) for call in calls)

    # other forms

    def _applies(self, call: Call) -> bool:
        """Whether a function that works out a figure is applied to each group."""
        if call.method not in _APPLYING or not self._of_groups(call.callee):
            return False
        given = (*call.args, *(value for _, value in call.kwargs))
        for own in (one for term in given for one in within(term) if isinstance(one, Own)):
            function = self._world.routine(own)
            if function is not None and any(self._measures(inner) for inner in function.calls()):
                return True
        return False

    def _averages(self, call: Call) -> bool:
        """Whether errors of single examples are summed up for each group."""
        if call.method not in _AVERAGING or not self._of_groups(call.callee):
            return False
        taken = call.callee.key if isinstance(call.callee, Item) else None
        given = (*((taken,) if taken is not None else ()), *call.args, *(value for _, value in call.kwargs))
        names = (one.value for term in given for one in within(term, calls=False) if isinstance(one, Const))
        if any(isinstance(name, str) and _is_error(name) for name in names):
            return True
        return call.method in _GATHERING and any(map(is_figure_of_groups, aggregated(call)))

    def _of_groups(self, term: Term) -> bool:
        inner = term.of if isinstance(term, Item) else term
        if not isinstance(inner, Result) or self._grouping.is_none(inner):
            return False
        return inner.call.method in GROUPING or bool(self._grouping.effects(inner.call) & {"group"})

    def _writes_row(self, step: object) -> bool:
        """Whether a row is written down with the name of a group and a figure that is worked out of its examples."""
        given = step.args if isinstance(step, Call) else (step.term,) if isinstance(step, (Assign, SetItem)) else ()
        return any(isinstance(one, Pairs) and self._is_row(one) for one in given)

    def _is_row(self, row: Pairs) -> bool:
        named = [(key.value, value) for key, value in zip(row.keys, row.values, strict=True)
                 if isinstance(key, Const) and isinstance(key.value, str)]  # fmt: skip
        groups = any(set(words(key)) & OF_GROUPS and not is_figure(key) for key, _ in named)
        return groups and any(is_figure(key) and self._worked_out(value) for key, value in named)

    def _worked_out(self, term: Term) -> bool:
        for one in within(term):
            if isinstance(one, Result):
                names = {one.call.method or "", *(name.rpartition(".")[2] for name in self._world.names(one.call))}
                if names & _MEANS or id(one.call) in self._figures:
                    return True
        return False

    def _grouped_by(self, over: Term) -> str:
        """The column, where one is spelled where the groups are made."""
        for one in within(over):
            if isinstance(one, Result) and one.call.method in GROUPING:
                spelled = [inner.value for inner in within(one.call.args[0], calls=False) if isinstance(inner, Const)
                           and isinstance(inner.value, str)] if one.call.args else []  # fmt: skip
                return ", ".join(spelled[:3])
        return ""

    def _counts(self) -> bool:
        """Whether the function, or one that it calls, says how many rows there are, or asks for enough of them."""
        inner = [own for call in self._routine.calls() for own in self._world.own(call)[:2]]
        return any(map(_counts_rows, (self._routine, *inner[:40])))


def aggregated(call: Call) -> Iterator[str]:
    """The names under which a call puts what it works out of each group: of arguments, keys and aliases."""
    for name, value in call.kwargs:
        if name is not None:
            yield name
        elif isinstance(value, Pairs):
            yield from (key.value for key in value.keys if isinstance(key, Const) and isinstance(key.value, str))
    for one in all_within(call.args):
        if isinstance(one, Result) and one.call.method == "alias" and one.call.args:
            alias = one.call.args[0]
            if isinstance(alias, Const) and isinstance(alias.value, str):
                yield alias.value


def _reckons(own: Routine) -> bool:
    """Whether a function reckons several figures as ratios of what it is given, and gives them back by their names."""
    if not any(isinstance(one, Return) and isinstance(one.term, Pairs) for one in own.every()):
        return False
    named = [step for step in own.every() if isinstance(step, Assign) and is_figure(step.name)]
    return sum(any(isinstance(one, Op) and one.op == "/" for one in within(step.term)) for step in named) > 1


def _counts_rows(routine: Routine) -> bool:
    for step in routine.every():
        if isinstance(step, Assign) and step.name in _COUNTS:
            return True
        if isinstance(step, SetItem) and isinstance(step.key, Const) and step.key.value in _COUNTS:
            return True
        if isinstance(step, Call) and any(name in _COUNTS for name, _ in step.kwargs):
            return True
        for term in step.terms():
            for one in within(term, calls=False):
                if isinstance(one, Pairs) and any(isinstance(key, Const) and key.value in _COUNTS for key in one.keys):
                    return True
    return False


def _is_error(name: str) -> bool:
    some = set(words(name))
    return bool(some & _ERRORS) and not some & _NO_ERRORS
