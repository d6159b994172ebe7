"""EP4: whether calibration, latency, cost, fairness and business hold a release back where they matter."""

from __future__ import annotations

from collections.abc import Iterable

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Raise, Routine, Step
from mle_reviewer.system.code.terms import Attr, Call, Const, Item, Op, Result, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.commands.fixtures import fixtures_of
from mle_reviewer.system.questions.commands.tests import Test, looks_at, looks_within, tests_of
from mle_reviewer.system.questions.gating.declared_gates import declared_gates, unread
from mle_reviewer.system.questions.gating.guarding import Held, held, kinds, told
from mle_reviewer.system.questions.gating.worked_out import measured
from mle_reviewer.system.questions.measuring.figures import Figures, is_figure
from mle_reviewer.system.questions.measuring.measured import figures
from mle_reviewer.system.questions.measuring.measures import ORDERING
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "EP4"
_SLOW = frozenset({"latency", "p95", "p99"})
_ALL = ("calibration", "latency", "cost", "fairness")
_BOUNDS = frozenset({"budget", "max", "limit", "ceiling", "slo", "threshold", "sla", "target"})
_OF_MODELS = {"calibration", "fairness", "bias"}
_ANSWERING = frozenset({
    "fit", "fit-predict", "predict", "train", "answer", "asked", "load-model", "load-registered", "optimizer-step",
})  # fmt: skip
_SENDING = frozenset({"post", "put", "get", "predict", "predict_proba"})
_CLOCKS = frozenset({"time.time", "time.perf_counter", "time.monotonic"})
_PREPARING = frozenset({"preprocess", "preprocessing", "prepare", "train", "training", "fit", "load", "loading"})
_TIMES = frozenset({"latency", "elapsed", "duration", "took", "time", "seconds", "ms", "p95", "p99", "p50", "mean"})
_TAIL = frozenset({"p50", "p90", "p95", "p99"})
_NEAR = 8  # functions that a clock may be read in
_ENOUGH = 2
_SHOWN = 4
_LESS = {"<": 0, "<=": 0, ">": 1, ">=": 1}  # which side is the smaller one


def answer(system: System) -> Answer:
    """Guardrails that gates compare, those that gates files declare, and figures that are only worked out."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    gates, some = _gates(system, held(system), "a gate holds {} to a limit")
    declared = [one for one in declared_gates(system) if kinds(set(words(one.metric)))]
    idle = [one.at.path for one in declared if one.at.path in unread(system)]
    stated = tuple(evidence(ITEM, one.at, f"`{one.metric}` is among the declared gates") for one in declared)
    gates += Spoken(stated[:_SHOWN], started=len(idle) < len(declared))
    for one in declared:
        some |= kinds(set(words(one.metric)))
    asserted = _in_tests(system)
    weighed, _ = _gates(system, told(system), "{} is held against a limit")
    worked = by_signs(system, ITEM, system.signed("calibration", "fairness"), "worked out") + _by_formulas(system)
    return Answer(
        ITEM,
        evidence=(*gates.evidence[:_SHOWN], *asserted.evidence[:3], *weighed.evidence[:2], *worked.evidence[:_SHOWN]),
        missing=_missing(gates, some, idle),
        looked_for="calibration, latency, cost, fairness and business value in gates, tests, gates files and "
        "evaluations",
        next_step="Add one guardrail with a limit to the gate: the 95th percentile of latency, or the "
        "calibration error.",
    )


def _missing(gates: Spoken, some: set[str], idle: list[str]) -> tuple[str, ...]:
    """What is open: whether the gates run, and which guardrails none of them looks at."""
    if not gates:
        return ("a gate that refuses a model by it: none seen looks at calibration, latency, cost or fairness",)
    if gates.missing:
        return (f"something that runs and reads {idle[0]}",) if idle else gates.missing
    lacking = [one for one in _ALL if one not in some]
    return (f"a gate on {' or '.join(lacking)}",) if len(some) < _ENOUGH and lacking else ()


def _gates(system: System, places: Iterable[Held], says: str) -> tuple[Spoken, set[str]]:
    """Comparisons of guardrails as evidence, those first that something starts, with the kinds that they hold."""
    found, some = Spoken(), set[str]()
    once = {(one.routine.path, one.pos): one for one in places}
    for one in sorted(once.values(), key=lambda one: system.reached.how(one.routine) is None):
        found += at_step(system, ITEM, one.routine, one.pos, says.format(" and ".join(sorted(one.kinds))))
        some |= one.kinds
    return found, some


def _by_formulas(system: System) -> Spoken:
    """What formulas of the repository's own work out."""
    found, known = Spoken(), {(one.path, one.pos) for one in system.signed("calibration", "fairness")}
    for one in figures(system):
        if kinds(set(words(one.name))) & {"calibration", "fairness"} and (one.routine.path, one.pos) not in known:
            found += at_step(system, ITEM, one.routine, one.pos, f"worked out (`{one.name}`)")
    said: set[tuple[str, str]] = set()
    for routine, pos, says in measured(system):
        if (routine.path, says) not in said:  # a name that is bound in two arms is one figure
            said.add((routine.path, says))
            found += at_step(system, ITEM, routine, pos, says)
    return found


def _in_tests(system: System) -> Spoken:
    """Guardrails that tests hold to a limit; whether they hold a release back is for CI to say."""
    known, found = system.once(Figures), Spoken()
    for path in system.code:
        for test in tests_of(system, path) if tier(path) == "test" else ():
            slow = "latency" in words(test.name)
            for step in test.routine.every() if not test.skipped else ():
                some = _limited(known, test.routine, step) if isinstance(step, Assert) else set()
                if isinstance(step, Assert) and _is_timed(test.routine, step.term) and _asked(system, test):
                    some |= {"latency"}
                some |= {"latency"} if slow and (_fails(step) or _is_bounded(known, test.routine, step)) else set()
                if some & _OF_MODELS and not _asks(system, test):
                    some -= _OF_MODELS  # a formula that is tested on numbers made for it
                if "latency" in some and not _measures_time(system, test):
                    some -= {"latency"}
                if some:
                    says = f"a test holds {' and '.join(sorted(some))} to a limit"
                    found += Spoken((evidence(ITEM, system.at(test.routine, step.pos), says),))
                    break
    return found


def _asked(system: System, test: Test) -> bool:
    """Whether a test sends something to a service, or asks a model."""
    return any(call.method in _SENDING for call in test.routine.calls()) or _asks(system, test)


def _measures_time(system: System, test: Test) -> bool:
    """Whether a test asks something that answers, or measures how long it takes: else the numbers are made for it."""
    if "benchmark" in test.routine.params or _asked(system, test):
        return True
    near = (one for number, one in enumerate(closure(system.indexed, test.routine)) if number < _NEAR)
    return any(getattr(call.callee, "path", "") in _CLOCKS for one in near for call in one.calls())


def _is_timed(routine: Routine, term: Term) -> bool:
    """Whether what lies between two readings of a clock is bounded from above, and is an answer."""
    for op in (one for one in within(term, calls=False) if isinstance(one, Op) and one.op in {"<", "<="}):
        took, bound = op.terms[0], op.terms[-1]
        if isinstance(took, Op) and took.op == "-" and isinstance(bound, Const) and len(took.terms) == len(op.terms):
            named = (step.name for step in routine.every() if isinstance(step, Assign) and step.term is took)
            prepares = any(set(words(name)) & _PREPARING for name in named)
            return all(_reads_clock(one) for one in took.terms) and not prepares
    return False


def _reads_clock(term: Term) -> bool:
    return isinstance(term, Result) and getattr(term.call.callee, "path", "") in _CLOCKS


def _asks(system: System, test: Test) -> bool:
    """Whether a test, or what it is given, has to do with a model that answers."""
    entries = (entry for call in test.routine.calls() for entry in system.indexed.entries(call))
    if any(entry.effect in _ANSWERING for entry in entries):
        return True
    fixtures = fixtures_of(system, test.routine).values()
    return bool(
        (looks_at(system, test) | {one for each in fixtures for one in looks_within(system, each)}) & _ANSWERING
    )


def _fails(step: Step) -> bool:
    """Whether a test fails where something is too high."""
    if not isinstance(step, Branch):
        return False
    ordered = any(isinstance(one, Op) and one.op in {">", ">="} for one in within(step.test, calls=False))
    return ordered and any(
        isinstance(one, Raise) or (isinstance(one, Call) and getattr(one.callee, "path", "").endswith(".fail"))
        for one in step.then
    )


def _is_bounded(known: Figures, routine: Routine, step: Step) -> bool:
    """Whether a time is claimed to lie below a limit."""
    some = within(step.term, calls=False) if isinstance(step, Assert) else ()
    for op in some:
        if isinstance(op, Op) and op.op in _LESS and len(op.terms) == 2:  # noqa: PLR2004 - both sides
            took, bound = op.terms if op.op in {"<", "<="} else op.terms[::-1]
            said = set(words(_called(known, routine, took)))
            if said & _TIMES and not isinstance(took, Const) and not set(words(_called(known, routine, bound))) & _TAIL:
                return True
    return False


def _limited(known: Figures, routine: Routine, step: Assert) -> set[str]:
    """Which guardrails an assertion bounds: the value itself is called so, and the other side is a number."""
    above: set[str] = set()
    below: set[str] = set()
    for op in (one for one in within(step.term, calls=False) if isinstance(one, Op) and one.op in ORDERING):
        for place, (side, other) in enumerate((op.terms, op.terms[::-1]) if len(op.terms) == 2 else ()):  # noqa: PLR2004 - both sides
            if isinstance(other, Const) and other.value in (0, 1):
                continue
            name = _called(known, routine, side)
            some = kinds(set(words(name))) if is_figure(name) else set()
            some |= {"latency"} if set(words(name)) & _SLOW else set()
            if _is_another(_called(known, routine, other)):
                some -= kinds(set(words(_called(known, routine, other))))
            if _LESS[op.op] == place:
                above |= some
            else:
                below |= some
    return (above | (below - {"latency", "cost"})) - (above & below)


def _is_another(name: str) -> bool:
    """Whether the other side is a figure itself: two that are held against each other bound neither."""
    return not set(words(name)) & _BOUNDS


def _called(known: Figures, routine: Routine, term: Term) -> str:
    """What a value is called where it is taken from, or the name that it is bound to."""
    match term:
        case Item(key=Const(value=str(name))) | Attr(name=name):
            return name
        case _:
            return known.name(routine, term)
