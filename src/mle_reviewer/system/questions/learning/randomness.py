"""Random numbers in training: which generators are drawn from, in which programs, and which of them are seeded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import groups
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Routine, SetAttr
from mle_reviewer.system.code.terms import Const, Lib, Pairs, Result, Term, within
from mle_reviewer.system.questions.learning.noted import Names
from mle_reviewer.system.questions.learning.programs import Program, answering
from mle_reviewer.system.questions.learning.searching import free_searches, suggested_only
from mle_reviewer.system.questions.values.unpacked import stated_in
from mle_reviewer.system.reaching import only_started
from mle_reviewer.system.signs import Sign

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

Generator = str  # "python", "numpy", "torch", "tensorflow" or "spark", which nothing but its calls give a number
OF_ROWS: Final = "spark"  # what is drawn from it are rows, wherever it is called
_SEEDS: Final = {
    "seed-python": ("python",), "seed-numpy": ("numpy",), "seed-torch": ("torch",), "seed-tensorflow": ("tensorflow",),
    "seed-all": ("python", "numpy", "torch", "tensorflow"),
}  # fmt: skip
NAMES: Final = frozenset({"random_state", "seed", "random_seed", "data_seed", "fold_seed", "torch_seed"})
_WHOLE: Final = frozenset({"params", "parameters"})


@dataclass(frozen=True, slots=True)
class Draws:
    """The generators that a program draws from with no number given to the call, and what seeds them."""

    program: Program
    drawn: dict[Generator, Sign]  # where each is drawn from first
    own: tuple[Sign, ...]  # calls that are given a number of their own
    seeded: dict[Generator, Sign]
    given: tuple[tuple[Routine, Call, str], ...] = ()  # calls of libraries that are given a number under its name
    unseen: tuple[Sign, ...] = ()  # draws of which the settings that are unpacked into them were not seen
    inexact: frozenset[Generator] = frozenset()  # libraries that train for it, by operations that may not repeat
    searches: tuple[Sign, ...] = ()  # of settings, by numbers that nothing seeds: no seed of a library reaches them

    @property
    def cares(self) -> bool:
        """Whether somebody thought of the seeds of what learns: a number for rows that a cluster draws is none."""
        return bool(self.seeded) or any(_constant(one, "generator") != OF_ROWS for one in self.own)

    @property
    def unseeded(self) -> list[Generator]:
        """The generators that nothing in the program seeds."""
        return [one for one in self.drawn if one not in self.seeded]


def draws(system: System, program: Program) -> Draws:
    """What a program draws, and what it seeds."""
    drawn: dict[Generator, Sign] = {}
    own: list[Sign] = []
    unseen: list[Sign] = []
    for sign in system.signed("draw"):
        if not _of(system, sign, program):
            continue
        if _is_hidden(system, sign):
            if suggested_only(system, sign, NAMES):  # what the search suggested holds no number
                drawn.setdefault(str(_constant(sign, "generator")), sign)
            else:
                unseen.append(sign)
        if not is_drawn(system, sign):
            continue
        given = sign.given("seed")
        generator = sign.given("generator")
        if isinstance(generator, Const):
            if is_none(given) and not _has_seed(system, sign.call):
                drawn.setdefault(str(generator.value), sign)
            else:
                own.append(sign)
    seeded = _seeded(system, program)
    inexact = {str(_constant(sign, "generator")) for sign in system.signed("inexact") if _of(system, sign, program)}
    if any(name in groups.BATCHES for name, _ in program.call.kwargs):
        inexact.add("torch")
    if "torch" in seeded and any(entry.effect == "backward" for entry in system.indexed.entries(program.call)):
        inexact.add("torch")
    left = tuple(sign for sign in unseen if _constant(sign, "generator") not in seeded)
    named = tuple(_given(system, program, own))
    searches = tuple(
        one for one in free_searches(system) if _constant(one, "generator") not in seeded and _of(system, one, program)
    )
    return Draws(program, drawn, tuple(own), seeded, named, left, frozenset(inexact), searches)


def _seeded(system: System, program: Program) -> dict[Generator, Sign]:
    """The generators that a program seeds, or that whoever calls it may have seeded before."""
    found: dict[Generator, Sign] = {}
    for sign in seeds(system):
        if _of(system, sign, program) or (sign.path, sign.routine.function) in _before(system, program):
            for one in generators(sign):
                found.setdefault(one, sign)
    return found


def _constant(sign: Sign, slot: str) -> object:
    given = sign.given(slot)
    return given.value if isinstance(given, Const) else None


def _given(system: System, program: Program, own: list[Sign]) -> Iterator[tuple[Routine, Call, str]]:
    """Calls of libraries that are given a seed under its name, by themselves or in what is unpacked into them."""
    known = {id(sign.call) for sign in own}
    for path, function in sorted(program.routines):
        module = system.indexed.module(path) if function >= -1 else None
        routine = None if module is None else module.top() if function < 0 else module.routine(function)
        for call in routine.calls() if routine is not None else ():
            if id(call) in known:
                continue
            names = [one.path for one in system.indexed.targets(call) if isinstance(one, Thing)]
            names = [name for name in names if not name.startswith("builtins.")]
            if names and (_has_seed(system, call) or (call is program.call and _holds_a_seed(system, call))):
                yield routine, call, names[0]  # type: ignore[misc] # a call stands in a routine


def _has_seed(system: System, call: Call) -> bool:
    for name, value in call.kwargs:
        if name in NAMES and None not in system.indexed.constants(value):
            return True
        if name is None and (NAMES & set(Names(system).of(value)) or stated_in(system, value, NAMES) is not None):
            return True
    return False


def _holds_a_seed(system: System, call: Call) -> bool:
    """Whether the settings that a call is handed as a whole hold a seed: `train({"seed": 7}, rows)`."""
    return any(
        NAMES & set(Names(system).of(one)) or stated_in(system, one, NAMES) is not None
        for one in (*call.args[:1], *(value for name, value in call.kwargs if name in _WHOLE))
    )


def seed_parameters(system: System) -> frozenset[str]:
    """The names of the parameters that give a draw of random numbers a number or a generator of its own."""
    found: set[str] = set()
    for path in system.conventions.named("draw"):
        entry = system.conventions.call(path)
        for slot in ("seed", "initial"):
            named = entry.slots.get(slot) if entry is not None else None
            found |= {one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)}
    return frozenset(one for one in found if not one.startswith("="))


def seeds(system: System) -> list[Sign]:
    """The calls that seed a generator with a number."""
    return [sign for sign in system.signed(*_SEEDS) if not is_none(sign.given("seed")) or "default" in sign.entry.slots]


def generators(sign: Sign) -> tuple[Generator, ...]:
    """The generators that a call seeds."""
    of = _constant(sign, "of")
    return tuple(of.split()) if isinstance(of, str) else _SEEDS[sign.sign]


def is_none(term: Term | None) -> bool:
    """Whether no number is given."""
    return term is None or (isinstance(term, Const) and term.value is None)


def clock(system: System, term: Term) -> Call | None:
    """The call that makes a term another one in each run."""
    for inner in within(term):
        if isinstance(inner, Result):
            for name in system.indexed.names(inner.call):
                known = system.conventions.call(name)
                if known is not None and known.sign == "clock":
                    return inner.call
    return None


def switched(system: System, sign: str) -> Iterator[tuple[Routine, SetAttr, object]]:
    """Switches of a library that are set as attributes (`cudnn.benchmark = True`), with what they are set to."""
    for routine in system.routines():
        for step in routine.every():
            if isinstance(step, SetAttr) and isinstance(step.of, Lib):
                known = system.conventions.call(f"{step.of.path}.{step.name}")
                values = system.indexed.constants(step.term)
                if known is not None and known.sign == sign:
                    yield routine, step, values[0] if len(values) == 1 else None


def _is_hidden(system: System, sign: Sign) -> bool:
    """Whether a call may be given its number among settings that are unpacked into it, and they were not seen."""
    values = [value for name, value in sign.call.kwargs if name is None]
    if not values or "when" in sign.entry.slots or _has_seed(system, sign.call):
        return False
    return not all(isinstance(value, Pairs) and None not in value.keys for value in values)


def is_drawn(system: System, sign: Sign) -> bool:
    """Whether a call draws at all: some only do so where they are told to shuffle."""
    if any(name is None for name, _ in sign.call.kwargs):
        return _has_seed(system, sign.call)
    if "when" in sign.entry.slots:
        given = sign.given("when")
        return given is not None and True in system.indexed.constants(given)
    given = sign.given("unless")
    return given is None or False not in system.indexed.constants(given)


def _before(system: System, program: Program) -> frozenset[tuple[str, int]]:
    return program.before - system.once(answering)


def _of(system: System, sign: Sign, program: Program) -> bool:
    """Whether a call stands in a program, not where a module that it imports would be started or asked itself."""
    key = sign.path, sign.routine.function
    inside = key in program.routines and key not in system.once(answering)
    return inside and (sign.path == program.root.path or id(sign.call) not in system.once(_started_alone))


def _started_alone(system: System) -> frozenset[int]:
    """The calls that modules make only where they are started themselves."""
    found: set[int] = set()
    for path in {one.path for one in system.signed("draw", "propose", "inexact", *_SEEDS)}:
        module = system.indexed.module(path)
        if module is not None:
            found |= {id(call) for call in only_started(module.top())}
    return frozenset(found)
