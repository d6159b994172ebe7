"""ME2: which figures are worked out beside the first one that comes to mind."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import is_measure, same, words
from mle_reviewer.system.questions.gating.worked_out import measured_calibration
from mle_reviewer.system.questions.measuring.measured import (
    by_hand,
    figures,
    latency_tests,
    load_tests,
    of_numbers_alone,
    recorded,
    timed,
)
from mle_reviewer.system.questions.measuring.slices import sliced
from mle_reviewer.system.questions.monitoring.exported import metric_name
from mle_reviewer.system.signs import Shape, Sign
from mle_reviewer.system.system import System

ITEM = "ME2"
_ENOUGH = 2
_ANSWERS = frozenset({
    "latency", "latencies", "duration", "seconds", "second", "ms", "time", "times", "request", "requests", "response",
    "responses", "cost", "costs", "tokens", "throughput", "http", "inference", "prediction", "predictions", "api",
})  # fmt: skip
_STATE = ("Gauge", "GaugeMetricFamily", "Info", "Enum")  # what holds a state, whatever it is of
_OTHER = frozenset({"drift", "psi", "flow", "pipeline", "train", "training", "job", "quality"})
_SEVERAL = frozenset({"evaluate", "classification_report", "precision_recall_fscore_support"})  # figures in one call


def answer(system: System) -> Answer:
    """Distinct metrics, and whether calibration, groups, latency or cost are among what is measured."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    metrics, named = _metrics(system)
    numbers = of_numbers_alone((*figures(system), *by_hand(system), *recorded(system)))
    service = [sign for sign in system.signed("service-metric") if _is_of_answers(system, sign)]
    others = {
        "calibration": by_signs(system, ITEM, system.signed("calibration"), "calibration is looked at"),
        "figures per group": by_signs(system, ITEM, system.signed("slice-metrics", "fairness"), "figures per group"),
        "latency or cost": by_signs(system, ITEM, service, "the service is measured"),
    }
    for routine, pos, says in measured_calibration(system):
        others["calibration"] += at_step(system, ITEM, routine, pos, says)
    for one in sliced(system):
        others["figures per group"] += at_step(system, ITEM, one.routine, one.pos, "figures per group")
    for routine, pos in timed(system):
        others["latency or cost"] += at_step(system, ITEM, routine, pos, "how long a prediction takes is measured")
    held = [
        evidence(ITEM, system.at(routine, pos), "a test holds the latency") for routine, pos in latency_tests(system)
    ]
    held += [
        evidence(ITEM, system.where(one.path, _at(system, one)), f"a load test times the answers (`{one.thing.name}`)")
        for one in load_tests(system)
    ]
    others["latency or cost"] += Spoken(tuple(held), bool(held))
    if numbers:  # errors of numbers: there is no probability that could be true
        del others["calibration"]
    told: tuple[Evidence, ...] = ()
    if not metrics:
        told = tuple(evidence(ITEM, one.at, one.says) for one in system.roles.evaluates)
    in_notebooks = bool(told) and all(one.where == "notebook" for one in system.roles.evaluates)
    lacking = [kind for kind, some in others.items() if not some]
    idle = [kind for kind, some in others.items() if some and not some.started]
    missing = [" or ".join(lacking)] if lacking and len(lacking + idle) >= _ENOUGH else []
    missing += [f"something that runs {' and '.join(idle)}"] if idle and len(lacking + idle) >= _ENOUGH else []
    if in_notebooks:
        missing.append("a program that works it out, beside the notebooks")
    if len({*named, *(one.statement for one in told)}) < _ENOUGH and not named & _SEVERAL:
        missing.append("a second figure" if named or told else "a metric of the model itself")
    every = metrics
    for some in others.values():
        every += some
    return Answer(
        ITEM,
        evidence=(*every.evidence, *told),
        missing=(*missing, *every.missing),
        looked_for="calls of metrics, of calibration, of metrics per group, and of latency and cost of the service",
        next_step="Add the figure that the decision needs: precision at the threshold that is used, or "
        "calibration where "
        "the probability is shown.",
    )


def _is_of_answers(system: System, sign: Sign) -> bool:
    """Whether a number about the service is one of how it answers, and not of drift or of runs of pipelines."""
    some = set(words(metric_name(system, sign)))
    if not some:
        return not sign.name.endswith(_STATE)
    return bool(some & _ANSWERS and not some & _OTHER)


def _at(system: System, one: Shape) -> int:
    """Where a class begins."""
    module = system.indexed.module(one.path)
    return module.code.classes[one.thing.index].pos if module is not None else 0


def _metrics(system: System) -> tuple[Spoken, set[str]]:
    """Each figure once, at the place that is run before others."""
    found = Spoken()
    named: set[str] = set()
    order = {"run": 0, "by hand": 1}
    for one in sorted(figures(system), key=lambda one: order.get(system.reached.how(one.routine) or "", 2)):
        if one.name not in named and (
            is_measure(one.name) or len(words(one.name)) > 1 or one.name in {"score", "evaluate"}
        ):
            named.add(one.name)
            found += at_step(system, ITEM, one.routine, one.pos, f"`{one.name}` is worked out")
    for one in (*by_hand(system), *recorded(system)):
        if same(one.name) not in {same(name) for name in named}:
            named.add(one.name)
            found += at_step(system, ITEM, one.routine, one.pos, f"`{one.name}` is worked out")
    return found, named
