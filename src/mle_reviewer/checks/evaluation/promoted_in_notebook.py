"""The version that services load is put in use by a notebook, or by figures in somebody's home folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.gating.gates import Gate, Gates
from mle_reviewer.system.questions.gating.promotions import into
from mle_reviewer.system.reaching import Entrance
from mle_reviewer.system.signs import Sign, signs_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Promoted in a notebook",
    items=("EP2", "CB6"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)
_HOME: Final = re.compile(r"^(?:/home/[^/]+/|/Users/[^/]+/|~/|[A-Za-z]:[\\/]Users[\\/])")


def find(system: System) -> Iterator[Finding]:
    """Promotions in notebooks that a pipeline runs or whose registry code loads from; gates on files of one person."""
    loads = system.signed("load-registered")
    coded = any(into(system, sign) for sign in system.signed("promote"))
    for path in system.notebooks if not coded else ():
        started = system.reached.entrances.get(path)
        if tier(path) != "code" or not (loads or (started is not None and started.how == "run")):
            continue
        behind = step_at(system, loads[0], "what is in use is loaded here") if loads else _started(started)
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for sign in signs_of(routine, system.indexed, system.conventions):
                if sign.sign == "promote" and into(system, sign):
                    yield _in_notebook(system, sign, behind)
    for gate in system.once(Gates).all():
        if gate.then or gate.orelse:
            yield from _at_home(system, gate)


def _started(entrance: Entrance | None) -> Step:
    """Where a pipeline runs the notebook."""
    assert entrance is not None
    return Step(location(*entrance.at), "a pipeline runs the notebook")


def _in_notebook(system: System, sign: Sign, behind: Step) -> Finding:
    at = system.at(sign.routine, sign.pos)
    words = Words(
        title=f"A notebook puts a version into `{into(system, sign)}`",
        issue="What is served is decided by cells that somebody ran in some order, after looking at something: it "
        "cannot be repeated, reviewed or rolled back, and no gate can stand before it.",
        fix="Move the promotion into a script or job that compares the figures itself and that CI starts.",
    )
    trace = [Step(at, "put in use in a notebook"), behind]
    return stated(CARD, at, words, trace, context=system.source(sign.routine, sign.pos))


def _at_home(system: System, gate: Gate) -> Iterator[Finding]:
    """A figure that a gate compares is read from a home folder."""
    texts = (one for op in gate.compared for term in op.terms for one in within(term) if isinstance(one, Const))
    found = next((one for one in texts if isinstance(one.value, str) and _HOME.match(one.value)), None)
    if found is None:
        return
    at = system.at(gate.routine, gate.step.pos)
    words = Words(
        title="The gate reads its figure from somebody's home folder",
        issue=f"`{found.value}` exists on one machine, in no version control and in no run's record: what passes "
        "depends on who runs it and what was left there.",
        fix="Read the figure from the run or the metrics file that the pipeline writes for this very model.",
    )
    yield stated(
        CARD, at, words, [Step(at, f"reads {found.value}")], context=system.source(gate.routine, gate.step.pos)
    )
