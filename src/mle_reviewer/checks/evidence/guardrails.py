"""EP4: whether calibration, latency, cost and fairness hold a release back where they matter."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assert, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Term, within
from mle_reviewer.system.questions.decisions import Decisions
from mle_reviewer.system.questions.declared_gates import declared_gates, unread
from mle_reviewer.system.questions.figures import is_figure
from mle_reviewer.system.questions.gates import Gates
from mle_reviewer.system.questions.held import guardrails, kinds
from mle_reviewer.system.questions.measured import figures
from mle_reviewer.system.questions.measures import ORDERING
from mle_reviewer.system.questions.tested import keeps_best, tested
from mle_reviewer.system.questions.tests import tests_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "EP4"
_SLOW = frozenset({"latency", "p95", "p99"})


def answer(system: System) -> Answer:
    """Guardrails that gates compare, those that gates files declare, and figures that are only worked out."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    held = Spoken()
    decisions = system.once(Decisions)
    for decision in decisions.all:
        said = [decisions.figures.said(one.routine, one.figure) for one in decision.compared]
        said += [decisions.figures.said(decision.routine, side) for side in tested(decision.step)]
        some = kinds({word for words in said for word in words})
        if some:
            held += at_step(
                system,
                ITEM,
                decision.routine,
                decision.step.pos,
                f"a gate holds {' and '.join(sorted(some))} to a limit",
            )
    seen = {id(decision.step) for decision in decisions.all}
    for gate in system.once(Gates).all():
        some = guardrails(gate) if id(gate.step) not in seen and not keeps_best(gate.step) else set()
        if some:
            held += at_step(
                system, ITEM, gate.routine, gate.step.pos, f"a gate holds {' and '.join(sorted(some))} to a limit"
            )
    declared = [one for one in declared_gates(system) if kinds(set(words(one.metric)))]
    idle = [one.at.path for one in declared if one.at.path in unread(system)]
    held += Spoken(
        tuple(evidence(ITEM, one.at, f"`{one.metric}` is among the declared gates") for one in declared),
        started=len(idle) < len(declared),
    )
    asserted = _in_tests(system)
    measured = by_signs(system, ITEM, system.signed("calibration", "fairness"), "worked out") + _by_formulas(system)
    return Answer(
        ITEM,
        evidence=(*held.evidence, *asserted.evidence[:3], *measured.evidence),
        missing=(f"something that runs and reads {idle[0]}",)
        if held.missing and idle
        else held.missing
        if held
        else ("a gate that refuses a model by it: none seen looks at calibration, latency, cost or fairness",),
        looked_for="calibration, latency, cost and fairness in gates, tests, gates files and evaluations",
        next_step="Add one guardrail with a limit to the gate: the 95th percentile of latency, or the "
        "calibration error.",
    )


def _by_formulas(system: System) -> Spoken:
    """Calibration and fairness that formulas of the repository's own work out."""
    found, known = Spoken(), {(one.path, one.pos) for one in system.signed("calibration", "fairness")}
    for one in figures(system):
        some = kinds(set(words(one.name))) - {"cost and latency"}
        if some and (one.routine.path, one.pos) not in known:
            found += at_step(system, ITEM, one.routine, one.pos, f"worked out (`{one.name}`)")
    return found


def _in_tests(system: System) -> Spoken:
    """Guardrails that tests hold to a limit; whether they hold a release back is for CI to say."""
    decisions, found = system.once(Decisions), Spoken()
    for path in system.code:
        for test in tests_of(system, path) if tier(path) == "test" else ():
            for step in test.routine.every() if not test.skipped else ():
                some = _limited(decisions, test.routine, step) if isinstance(step, Assert) else set()
                if some:
                    says = f"a test holds {' and '.join(sorted(some))} to a limit"
                    found += Spoken((evidence(ITEM, system.at(test.routine, step.pos), says),))
                    break
    return found


def _limited(decisions: Decisions, routine: Routine, step: Assert) -> set[str]:
    """Which guardrails an assertion holds to a bound: the value itself is called so, and the other side is a number."""
    found: set[str] = set()
    for op in (one for one in within(step.term, calls=False) if isinstance(one, Op) and one.op in ORDERING):
        for side, other in (op.terms, op.terms[::-1]) if len(op.terms) == 2 else ():  # noqa: PLR2004 - both sides
            if isinstance(other, Const) and other.value in (0, 1):
                continue
            name = _called(decisions, routine, side)
            some = kinds(set(words(name))) if is_figure(name) else set()
            some |= {"cost and latency"} if set(words(name)) & _SLOW else set()
            found |= some - kinds(set(words(_called(decisions, routine, other))))
    return found


def _called(decisions: Decisions, routine: Routine, term: Term) -> str:
    """What a value is called where it is taken from, or the name that it is bound to."""
    match term:
        case Item(key=Const(value=str(name))) | Attr(name=name):
            return name
        case _:
            return decisions.figures.name(routine, term)
