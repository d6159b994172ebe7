"""MI1: which of the six signals of a served model are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.monitoring.loaded_rules import written_down
from mle_reviewer.system.questions.monitoring.signals import SIGNALS, metrics_in, signal_of
from mle_reviewer.system.questions.monitoring.watching import Watched, serves_a_model, watched
from mle_reviewer.system.questions.serving.hidden import hidden

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ITEM = "MI1"
_ORDER: Final = ("alert", "monitor", "dashboard", "objective", "code", "probe")


def answer(system: System) -> Answer:
    """Evidence is one place for each signal; signals that nothing watches are missing, by name."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    best: dict[str, Watched] = {}
    for one in sorted(watched(system), key=lambda one: (not one.scheduled, _ORDER.index(one.by))):
        if one.signal in SIGNALS:
            best.setdefault(one.signal, one)
    if all(one.by == "probe" for one in best.values()):  # that a container is asked for its health watches no model
        best = {}
    idle: dict[str, Watched] = {}
    if not best:
        for rule in written_down(system):
            signal = signal_of(rule.name, *metrics_in(rule.text("condition")))
            if signal in SIGNALS:
                idle.setdefault(signal, Watched(signal, rule.at, f"the alert `{rule.name}`", "alert"))
    best = best or idle
    missing = [signal for signal in SIGNALS if signal not in best]
    missing += [f"somebody who looks at {one.signal}, which is only exported" for one in best.values() if one.exported]
    missing += [f"a schedule for what watches {one.signal}" for one in best.values() if not one.scheduled]
    if idle:
        missing.append("something that loads the rules that are written: they stand in a folder of documentation")
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, best[one].at, f"{one}: {best[one].says}") for one in SIGNALS if one in best),
        missing=tuple(missing),
        unread=hidden(system, "alert", "dashboard", "monitor"),
        looked_for="alerts, dashboards, monitors, exported metrics, drift and quality checks",
        next_step=f"Watch {missing[0]}." if missing else "",
    )
