"""A version is put where it is used straight after training, and nothing measured stands in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Result, within
from mle_reviewer.system.questions.commands.pipelines import run_before
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.gating.promotions import Promotion, promotions
from mle_reviewer.system.questions.gating.ungated import is_open
from mle_reviewer.system.questions.values.ways import Way, entered, ways
from mle_reviewer.system.system import System

CARD = Card(
    area="EP", title="Promoted without a gate", items=("EP2",), severity=Severity.HIGH, risk="weak eval", sees="system"
)


_STAGES = frozenset({"staging", "candidate", "challenger", "shadow", "canary", "validated", "approved"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where the promoted version comes from."""

    step: Step
    trained: bool


def find(system: System) -> Iterator[Finding]:
    """Promotions with a way to them that trains, or takes the newest run, and passes no comparison of a figure."""
    found = promotions(system)
    if not found:
        return
    gates = system.once(Gates)
    for promotion in found:
        open_ways = [
            way for way in ways(gates.world, promotion.sign.routine, promotion.sign.call) if is_open(gates, way)
        ]
        for way in open_ways:
            source = _source(system, gates, way, promotion)
            if source is not None and not _gated_before(system, gates, way):
                yield _finding(system, gates, promotion, source)
                break


def _source(system: System, gates: Gates, way: Way, promotion: Promotion) -> Source | None:
    """What the promoted version is: one that is trained on this way, or the newest that a registry holds."""
    version = promotion.sign.given("version")
    made = [] if version is None else [one.call for one in within(version) if isinstance(one, Result)]
    for routine, step in entered(gates.world, way.before):
        if isinstance(step, Call) and {entry.effect for entry in gates.world.entries(step)} & {"fit", "train"}:
            return Source(Step(system.at(routine or _holder(way, step), step.pos), "trained here"), trained=True)
    for sign in system.signed("list-versions"):
        if any(sign.call is call for call in made) and not _staged(sign.call):
            return Source(step_at(system, sign, "taken from here, by no figure of it"), trained=False)
    return None


def _staged(call: Call) -> bool:
    """Whether it is the version of a stage or alias that is asked for: somebody has put it there."""
    given = (*call.args, *(value for _, value in call.kwargs))
    said = (one.value for arg in given for one in within(arg, calls=False) if isinstance(one, Const))
    return any(isinstance(one, str) and one.lower() in _STAGES for one in said)


def _holder(way: Way, call: Call) -> Routine:
    return next((one for one in way.routines if any(step is call for step in one.every())), way.routines[-1])


def _gated_before(system: System, gates: Gates, way: Way) -> bool:
    """Whether a pipeline runs something with a gate in it before the document that the way begins in."""
    return any(gates.in_document(path) for path in run_before(system, way.routines[0].path))


def _finding(system: System, gates: Gates, promotion: Promotion, source: Source) -> Finding:
    sign = promotion.sign
    words = Words(
        title=f"{'What was just trained' if source.trained else 'The newest version'} becomes `{promotion.into}`",
        issue="No figure of the new model is compared with anything on the way to "
        f"`{promotion.into}`: a run on broken data or a worse model goes live all the same, "
        "and takes the good version's place.",
        fix="Register the version without the alias, compare its held-out figures with a declared threshold and with "
        "the version in use, and move the alias only where both hold; a missing figure has to fail.",
    )
    trace = [source.step, step_at(system, sign, f"becomes `{promotion.into}` with no comparison in between")]
    tools = system.signed("compare-models", "metric-threshold")
    elsewhere = not source.trained and (bool(tools) or any(True for _ in gates.all()))
    return stated(
        CARD,
        place(system, sign),
        words,
        trace,
        context=system.source(sign.routine, sign.pos),
        confidence=Confidence.LOW if elsewhere else Confidence.HIGH if source.trained else Confidence.MEDIUM,
    )
