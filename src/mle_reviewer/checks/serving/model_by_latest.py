"""The service takes whatever model is newest instead of the one that was released."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Return, Routine
from mle_reviewer.system.code.terms import Call, Const, Lib, Param, Result, Term, Text, within
from mle_reviewer.system.questions.gating.ungated import registered_gated
from mle_reviewer.system.questions.serving.loading import Load, served_loads
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Newest model served, released or not",
    items=("EP2", "SD6", "MI4"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)
_LATEST: Final = re.compile(r"^models:/[^/]{0,200}/latest$|^[\w./-]{1,200}:latest$")
_DEEPEST: Final = 4


def find(system: System) -> Iterator[Finding]:
    """Models that a service loads by a name that means the newest one."""
    for load in served_loads(system):
        how = _newest(system, load.path, 0) if load.path is not None else None
        if how is None:
            continue
        passed = registered_gated(system)
        goes = "a model that was only just registered" if passed else "a model that was only just trained"
        words = Words(
            title="The service loads whatever model is newest",
            issue=f"{how[0].upper()}{how[1:]}: {goes} goes live at the next restart, "
            "replicas started at different times answer with different models, and there is no name to go back to.",
            fix="Load a version, or an alias that promotion moves (`models:/name@champion`), and log which it was.",
        )
        at = system.at(load.routine, load.call.pos)
        trace = [Step(system.at(load.by, load.by.pos), load.why), Step(at, f"loads a model: {how}")]
        severity = Severity.MEDIUM if passed or _settable(system, load.path) else Severity.HIGH
        found = stated(CARD, at, words, trace, context=_source(system, load), severity=severity)
        yield replace(found, items=("SD6", "MI4")) if passed else found


def _source(system: System, load: Load) -> str:
    return system.source(load.routine, load.call.pos)


def _newest(system: System, term: Term | None, depth: int) -> str | None:
    if term is None or depth > _DEEPEST:
        return None
    for one in within(term):
        if isinstance(one, Const) and isinstance(one.value, str) and _LATEST.match(one.value):
            return f"`{one.value}` is the last version that was registered"
        if isinstance(one, Text) and _ends_latest(one):
            return "the name ends in `latest`, the last version that was registered"
        if isinstance(one, Result):
            if _by_time(one.call):
                return "the file that was written last is taken"
            for routine in system.indexed.own(one.call):
                found = _returned(system, routine, depth)
                if found is not None:
                    return found
        if isinstance(one, Param):
            for given in system.indexed.given(one):
                if (found := _newest(system, given, depth + 1)) is not None:
                    return found
    return None


def _returned(system: System, routine: Routine, depth: int) -> str | None:

    for step in routine.every():
        if isinstance(step, Return) and step.term is not None:
            found = _newest(system, step.term, depth + 1)
            if found is not None:
                return found
    return None


def _ends_latest(text: Text) -> bool:
    first, last = text.parts[0], text.parts[-1]
    starts = isinstance(first, str) and first.startswith("models:/")
    return isinstance(last, str) and ((starts and last == "/latest") or last == ":latest")


def _by_time(call: Call) -> bool:
    """`max(files, key=os.path.getmtime)` and `sorted(files, key=os.path.getmtime)`."""
    if not isinstance(call.callee, Lib) or call.callee.path not in {"builtins.max", "builtins.sorted"}:
        return False
    key = call.given("key")
    return isinstance(key, Lib) and key.path in {"os.path.getmtime", "os.path.getctime"}


def _settable(system: System, term: Term | None) -> bool:
    """Whether the environment may name another model."""
    for one in within(term) if term is not None else ():
        if isinstance(one, Result) and set(system.indexed.names(one.call)) & {"os.getenv", "os.environ.get"}:
            return True
    return False
