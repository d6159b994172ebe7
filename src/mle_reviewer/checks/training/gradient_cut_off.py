"""Gradients are computed of a loss that is cut off from the network: no weight ever follows them."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.cutting import cut_off
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Gradient cut off before the network",
    items=(),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Losses that `backward()` is called on, where each way that one was made ends in bare numbers."""
    forms = Forms(system.indexed, system.conventions)
    for routine in system.taught():
        steps = any(
            entry.effect == "optimizer-step" for call in routine.calls() for entry in system.indexed.entries(call)
        )
        for call in routine.calls():
            if call.method != "backward" or call.args or call.kwargs:
                continue
            cut = cut_off(forms, routine, call.callee)
            if cut is None or (cut.silent and not steps):
                continue
            at = system.at(routine, call.pos)
            if cut.silent:
                issue = (
                    "The loss asks for gradients itself and so nothing fails, but the network is not in it any more: "
                    "its weights get no gradient and stay as they are, whatever the printed loss does."
                )
            else:
                issue = "Nothing that the loss was made of has a gradient: `backward()` stops with an error."
            words = Words(
                title="The loss is cut off from the network" + (": nothing is trained" if cut.silent else ""),
                issue=issue,
                fix="Compute the loss from the network's answers themselves, and call `backward()` on that tensor.",
            )
            trace = [
                Step(system.at(routine, cut.pos), cut.says),
                Step(at, "gradients are computed from there on alone"),
            ]
            severity = Severity.HIGH if cut.silent else None
            yield stated(CARD, at, words, trace, context=system.source(routine, call.pos), severity=severity)
