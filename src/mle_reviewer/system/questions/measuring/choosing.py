"""What is chosen by scores on the test part: settings, states, cut-offs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import HIGHER, LOWER, is_measure, words
from mle_reviewer.system.code.steps import Assign, Branch, Call, Return, Routine, SetItem
from mle_reviewer.system.code.terms import Const, Group, Item, Own, Result, Term, within
from mle_reviewer.system.questions.measuring.kept_out import Parts, Scored
from mle_reviewer.system.questions.measuring.limits import finds_a_limit
from mle_reviewer.system.questions.measuring.measures import tokens
from mle_reviewer.system.questions.measuring.tested import keeps_best, tested

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_BEST: Final = frozenset({"builtins.max", "builtins.min"})
_FIRST: Final = frozenset({"argmax", "argmin", "nanargmax", "nanargmin", "idxmax", "idxmin"})
_WORST: Final = frozenset({"worst", "weakest", "hardest", "slowest", "lowest", "gap", "spread"})
_COLLECTING: Final = frozenset({"append", "add", "extend", "update"})
_FITS: Final = frozenset({"fit", "partial-fit", "train"})
_TOLD: Final = frozenset({"print", "info", "debug", "warning", "log", "write"})


class Choosing:
    """The choices that are made by the test part."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._world = system.indexed
        self._parts = system.once(Parts)
        self._on_test = {id(one.call): one for one in self._parts.scored if one.part == "test"}
        self._names: dict[tuple[str, int], dict[int, str]] = {}

    def limits(self) -> Iterator[tuple[Routine, Call, str, int]]:
        """Where a cut-off is chosen on what is called the test part here, with the name, and where it is used."""
        for routine in self._system.routines():
            for call in routine.calls():
                if not any(finds_a_limit(self._system, own) for own in self._world.own(call)):
                    continue
                given = (*call.args, *(value for _, value in call.kwargs))
                said = [(part, name) for arg in given for part, name, handed in self._parts.parts(routine, arg)
                        if not handed]  # fmt: skip
                name = next((name for part, name in said if part == "test"), "")
                used = self._used(routine, call)
                if name and used and all(part != "val" for part, _ in said):
                    yield routine, call, name, used

    def _used(self, routine: Routine, chosen: Call) -> int:
        """Where what a call gives back is handed on, to more than a log."""
        for call in routine.calls():
            if call is chosen or call.pos <= chosen.pos or self._tells(call):
                continue
            given = (*call.args, *(value for _, value in call.kwargs))
            for one in (inner for arg in given for inner in within(arg, calls=False)):
                if isinstance(one, Result) and one.call is chosen:
                    return call.pos
        return 0

    def _tells(self, call: Call) -> bool:
        names = {call.method or ""} | {name.rpartition(".")[2] for name in self._world.names(call)}
        return bool(names & _TOLD)

    def found(self) -> Iterator[tuple[Routine, int, str]]:
        """Where something is chosen by scores on the test part: a cut-off along its curve, or the best of several."""
        for routine in self._system.routines():
            for step in routine.every():
                if isinstance(step, Call) and self._shows(routine, step):
                    continue
                if isinstance(step, Call) and self._first(step):
                    given = (step.callee, *step.args)
                    found = self._judged(given)
                    if found is not None and self._is_curve(found.call):
                        yield routine, step.pos, "a cut-off is taken from the curve of the test part"
                    elif found is not None or any(self._holds(routine, one) for one in given):
                        yield routine, step.pos, "the best of several is taken by scores on the test part"
                elif isinstance(step, Call) and self._steered(routine, step):
                    yield routine, step.pos, "the test part is handed to training as the part to validate on"
                elif isinstance(step, Call) and self._takes_best(step):
                    if self._holds(routine, step.args[0]):
                        yield routine, step.pos, "the best of several is taken by scores on the test part"
                elif isinstance(step, Branch) and keeps_best(step) and self._by_test(routine, step):
                    yield routine, step.pos, "the best of several is kept by a score on the test part"

    def _shows(self, routine: Routine, call: Call) -> bool:
        """Whether it is the worst that is looked for, by what it is called or by which end is taken of a figure."""
        names = self._named(routine).get(id(call), "")
        if set(words(names)) & _WORST:
            return True
        ends = {name.rpartition(".")[2] for name in self._world.names(call)}
        key = call.given("key")
        said = tokens(key) if key is not None else set()
        if not said and isinstance(key, Own):
            own = self._world.routine(key)
            said = {word for step in own.every() if isinstance(step, Return) and step.term is not None
                    for word in tokens(step.term)} if own is not None else set()  # fmt: skip
        return bool(("max" in ends and said & LOWER and not said & HIGHER) or ("min" in ends and said & HIGHER))

    def _named(self, routine: Routine) -> dict[int, str]:
        """The names that what calls give back is bound to."""
        key = routine.path, routine.function
        if key not in self._names:
            found: dict[int, str] = {}
            for step in routine.every():
                if isinstance(step, Assign):
                    for one in within(step.term, calls=False):
                        if isinstance(one, Result):
                            found.setdefault(id(one.call), step.name)
            self._names[key] = found
        return self._names[key]

    def _by_test(self, routine: Routine, branch: Branch) -> bool:
        """Whether a side of a test is a score on the test part, or what answers for it piece by piece gave back."""
        sides = tested(branch)
        if self._judged(sides) is not None:
            return True
        for call in (one.call for side in sides for one in within(side, calls=False) if isinstance(one, Result)):
            if any((own.path, own.function) in self._looping for own in self._world.own(call)):
                given = (*call.args, *(value for _, value in call.kwargs))
                if any(part == "test" for arg in given for part, _, _ in self._parts.parts(routine, arg)):
                    return True
        return False

    @cached_property
    def _looping(self) -> frozenset[tuple[str, int]]:
        return frozenset((routine.path, routine.function) for routine, _, _ in self._parts.looped())

    def _first(self, call: Call) -> bool:
        return any(name.rpartition(".")[2] in _FIRST for name in self._world.names(call))

    def _takes_best(self, call: Call) -> bool:
        """Whether the best of several is taken by something of each (`max(results, key=…)`)."""
        return bool(call.args) and call.given("key") is not None and bool(_BEST & set(self._world.names(call)))

    def _holds(self, routine: Routine, term: Term) -> bool:
        """Whether a collection holds scores on the test part, put in here or by the function that gives it back."""
        keys = [one.key.value for one in within(term) if isinstance(one, Item) and isinstance(one.key, Const)]
        if keys and not any(isinstance(key, str) and is_measure(key) for key in keys):
            return False
        held = {id(one) for one in within(term)}
        put = [one.term for one in routine.every() if isinstance(one, SetItem) and id(one.of) in held]
        put += [
            arg for one in routine.calls() if one.method in _COLLECTING and id(one.callee) in held for arg in one.args
        ]
        calls = [one.call for some in (term, *put) for one in within(some) if isinstance(one, Result)]
        return any(id(call) in self._on_test or self._scores_test(routine, call) for call in calls)

    def _scores_test(self, routine: Routine, call: Call) -> bool:
        """Whether a function of the repository scores the test part when it is called so."""
        inner = [
            self._on_test[id(one)]
            for own in self._world.own(call)[:2]
            for one in own.calls()
            if id(one) in self._on_test
        ]
        if not inner or any(not one.handed for one in inner):
            return bool(inner)
        given = (*call.args, *(value for _, value in call.kwargs))
        parts = [part for arg in given for part, _, _ in self._parts.parts(routine, arg)]
        return "test" in parts

    def _steered(self, routine: Routine, call: Call) -> bool:
        """Whether the test part is what a fit is given to validate on, and no other part but that of training."""
        for entry in self._world.entries(call):
            named = entry.slots.get("validation") if entry.effect in _FITS else None
            for name in (named,) if isinstance(named, str) else tuple(named) if isinstance(named, list) else ():
                given = call.given(name, entry.params.index(name) if name in entry.params else None)
                some = (
                    () if given is None else (one for one in within(given, calls=False) if not isinstance(one, Group))
                )
                parts = [part for one in some for part, _, _ in self._parts.parts(routine, one)]
                if "test" in parts and "val" not in parts:
                    return True
        return False

    def _is_curve(self, call: Call) -> bool:
        return any(entry.effect == "curve" for entry in self._world.entries(call))

    def _judged(self, terms: tuple[Term, ...]) -> Scored | None:
        calls = (one.call for term in terms for one in within(term) if isinstance(one, Result))
        return next((self._on_test[id(call)] for call in calls if id(call) in self._on_test), None)
