"""Gates: comparisons of something measured whose outcome decides whether a program goes on, promotes or fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import INCUMBENT, is_measure
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Call, Raise, Routine, Step, Steps, every
from mle_reviewer.system.code.terms import Const, Op, Result, Term, literals, within
from mle_reviewer.system.questions.measuring.measures import ORDERING, Measures, tokens
from mle_reviewer.system.questions.values.ways import entered, leaves

if TYPE_CHECKING:
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.system import System

Outcome = Literal["stops", "promotes"]
_PROMOTING: Final = ("promote", "register", "deploy", "rollout")
_CHOOSING: Final = frozenset({"choose", "sort", "sorted", "best"})
# Words of what says whether somebody or something agreed.
_AGREED: Final = frozenset({
    "pass", "passed", "passes", "approve", "approved", "approval", "gate", "gates", "ok", "okay", "better",
    "best", "improved", "improves", "improvement", "should", "eligible", "valid", "success", "beats", "wins",
    "accepted", "accept", "winner", "confirm", "confirmed", "force",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gate:
    """A test on something measured, and how its arms end. An assertion has only one arm: what fails raises."""

    routine: Routine
    step: Branch | Assert
    compared: tuple[Op, ...]
    then: frozenset[Outcome]
    orelse: frozenset[Outcome]


class Gates:
    """The gates of a system, and whether something stands behind one."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.world: World = system.indexed
        self.measures = Measures(self.world)
        self._found: dict[tuple[str, int], tuple[Gate, ...]] = {}
        self._signs = {id(sign.call): sign for some in system.signs.values() for sign in some}

    def all(self) -> Iterator[Gate]:
        """Every gate in code, in order."""
        for routine in self._system.routines():
            yield from self.of(routine)

    def of(self, routine: Routine) -> Iterator[Gate]:
        """The gates of one function."""
        key = routine.path, routine.function
        if key not in self._found:
            self._found[key] = tuple(self._of(routine))
        return iter(self._found[key])

    def _of(self, routine: Routine) -> Iterator[Gate]:
        for step in routine.every():
            if isinstance(step, Branch):
                # What a block leads to is looked for last: it is the dearest to know.
                if compared := tuple(self.measures.comparisons(step.test)):
                    then, orelse = self.outcomes(step.then), self.outcomes(step.orelse)
                    if then or orelse:
                        yield Gate(routine, step, compared, then, orelse)
            elif isinstance(step, Assert) and (compared := tuple(self.measures.comparisons(step.term))):
                yield Gate(routine, step, compared, frozenset(), frozenset({"stops"}))

    def in_document(self, path: str) -> bool:
        """Whether a document holds a gate that may stop the program."""
        module = self.world.module(path)
        return module is not None and any(
            "stops" in gate.then | gate.orelse for routine in module.routines() for gate in self.of(routine)
        )

    def outcomes(self, steps: Steps) -> frozenset[Outcome]:
        """How a block ends, what it calls included."""
        found: set[Outcome] = set()
        for _routine, step in entered(self.world, every(steps), 2):
            if isinstance(step, Raise):
                found.add("stops")
            elif isinstance(step, Call) and (sign := self._signs.get(id(step))) is not None:
                if sign.sign in _PROMOTING:
                    found.add("promotes")
                elif self.ends(step):
                    found.add("stops")
        return frozenset(found)

    def ends(self, call: Call) -> bool:
        """Whether a call ends the program with an error."""
        sign = self._signs.get(id(call))
        return sign is not None and sign.sign == "stop" and not _is_fine(sign.given("code"))

    def of_the_used(self, term: Term) -> bool:
        """Whether a figure is that of the version in use: by its name, or by where it is looked up."""
        return bool(tokens(term) & INCUMBENT) or self.looked_up(term)

    def looked_up(self, term: Term) -> bool:
        """Whether a term comes from a registry, here or in a function that is called."""
        if "load-registered" in self.signs_in(term):
            return True
        inner = (own for one in within(term) if isinstance(one, Result) for own in self.world.own(one.call))
        return any(self._is_lookup(call) for own in inner for call in own.calls())

    def _is_lookup(self, call: Call) -> bool:
        sign = self._signs.get(id(call))
        return sign is not None and sign.sign == "load-registered"

    def signs_in(self, term: Term) -> set[str]:
        """The signs of the calls that a term comes from."""
        calls = (one.call for one in within(term) if isinstance(one, Result))
        return {self._signs[id(call)].sign for call in calls if id(call) in self._signs}

    def judges(self, branch: Branch) -> bool:
        """Whether a test may ask for more than an option or for something that exists."""
        test = branch.test
        for one in within(test):
            if isinstance(one, Op) and one.op in ORDERING:
                return True
            if isinstance(one, Result) and self.world.own(one.call):
                return True
        return self.measures.measured(test) or bool(tokens(test) & _AGREED)

    def guards(self, steps: tuple[Step, ...]) -> bool:
        """Whether one of these steps, or of what they call, may keep what follows from being done.

        On the way itself any comparison may; in a function that is only called on it, one of something measured that
        stops the program.
        """
        for routine, step in entered(self.world, steps):
            if isinstance(step, Branch) and self._ends(step, called=routine is not None):
                return True
            if isinstance(step, Assert) and self.measures.measured(step.term):
                return True
            if isinstance(step, Call):
                sign = self._signs.get(id(step))
                if sign is not None and sign.sign in {"compare-models", "metric-threshold"}:
                    return True
                if self._chooses(step, routine):
                    return True
        return False

    def _ends(self, branch: Branch, *, called: bool) -> bool:
        if called:
            stops = "stops" in self.outcomes(branch.then) | self.outcomes(branch.orelse)
            return stops and any(True for _ in self.measures.comparisons(branch.test))
        return self.judges(branch) and (leaves(branch.then) or leaves(branch.orelse) or self._stops(branch))

    def _stops(self, branch: Branch) -> bool:
        return "stops" in self.outcomes(branch.then) | self.outcomes(branch.orelse)

    def first(self, branch: Branch, *, then: bool) -> bool:
        """Whether an arm is taken where there is nothing in use yet: something is None, or empty."""
        test = branch.test
        if isinstance(test, Op) and test.op in {"is", "=="} and any(_is_none(one) for one in test.terms):
            return then
        if isinstance(test, Op) and test.op in {"is not", "!="} and any(_is_none(one) for one in test.terms):
            return not then
        return then if isinstance(test, Op) and test.op == "not" else False

    def _chooses(self, call: Call, routine: Routine | None) -> bool:
        """Whether the best of several is taken by something measured."""
        sign = self._signs.get(id(call))
        if sign is not None and sign.sign == "list-versions":
            return any("metrics." in text for text in literals(sign.given("order")))
        if not any(entry.effect in _CHOOSING for entry in self.world.entries(call)):
            return False
        given = [one for arg in (*call.args, *(value for _, value in call.kwargs)) for one in within(arg)]
        names = (
            {step.name for step in routine.every() if isinstance(step, Assign) and step.term in given}
            if routine
            else ()
        )
        return any(self.measures.measured(arg) for arg in given) or any(is_measure(one, among=True) for one in names)


def _is_none(term: Term) -> bool:
    return isinstance(term, Const) and term.value is None


def _is_fine(code: object) -> bool:
    return isinstance(code, Const) and code.value in (0, None, False)
