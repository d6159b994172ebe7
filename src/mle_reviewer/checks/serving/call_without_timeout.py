"""A request to another service on the prediction path waits for as long as that service likes."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Request without a timeout",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Calls of clients that never give up by themselves, given no timeout, in code that something runs."""
    for sign in system.signed("http-call"):
        default, timeout = sign.given("default"), sign.given("timeout")
        never = isinstance(default, Const) and default.value == "never"
        unlimited = isinstance(timeout, Const) and timeout.value is None
        spread = any(name is None for name, _ in sign.call.kwargs)
        if not ((timeout is None and never and not spread) or unlimited):
            continue
        if system.reached.how(sign.routine) != "run":
            continue
        words = Words(
            title="The request waits for ever when the other service hangs",
            issue=f"`{sign.name}` has no timeout: one hung answer holds a worker for good, and a few of them stop the "
            "service or the pipeline without an error.",
            fix="Pass `timeout=` (seconds to connect and to read) and decide what is done when it runs out.",
        )
        trace = [step_at(system, sign, f"asked without a timeout ({sign.name})")]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
