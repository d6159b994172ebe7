"""Settings: what comes about only where they are other than they are committed is medium, and says which one it is."""

from __future__ import annotations

from collections.abc import Sequence

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Step
from mle_reviewer.flow.facts.switch import Switch


def said(switch: Switch | None) -> str:
    """What switches something off, in words; "" where nothing does."""
    if switch is None:
        return ""
    return (
        f" {switch.path}:{switch.line} switches this off as it is committed: it takes another value of {switch.name!r}."
    )


def bound(severity: Severity, trace: Sequence[Step], switch: Switch | None) -> tuple[Severity, str]:
    """The severity, medium at most where settings as committed lead past a step, and what is said of it."""
    told = said(switch) or next((one.unless for one in trace if one.unless), "")
    return (min(severity, Severity.MEDIUM), told) if told else (severity, "")


__all__ = ["bound", "said"]
