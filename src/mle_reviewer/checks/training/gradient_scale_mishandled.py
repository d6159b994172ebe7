"""Mixed precision without its scaler, or with half of one: gradients vanish, or come out far too large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, Within
from mle_reviewer.system.code.terms import Const, Lib, Result
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.courses.rounds import Event, Round, rounds
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Gradient scale mishandled",
    items=(),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)

_PLAIN_STEP: Final = Words(
    title="The optimizer steps by gradients that a scaler made larger",
    issue="The loss was scaled, tens of thousands of times, and the optimizer is asked itself, not through the scaler: "
    "nothing makes the gradients as large as they are, and nothing leaves out steps that overflow.",
    fix="Call `scaler.step(optimizer)` and `scaler.update()` in place of `optimizer.step()`.",
)
_NEVER_UPDATED: Final = Words(
    title="The scaler is never updated",
    issue="Without `update()` the scaler does not know that a step was made: the second one stops with an error.",
    fix="Call `scaler.update()` once after `scaler.step(optimizer)`.",
)
_NO_SCALER: Final = Words(
    title="Half precision without a gradient scaler",
    issue="Numbers of this type below 6e-8 are zero, and many gradients are smaller than that: parts of the network "
    "stop learning without any error.",
    fix="Scale the loss with `torch.amp.GradScaler`, or use `dtype=torch.bfloat16`, which needs none.",
)


def find(system: System) -> Iterator[Finding]:
    """Rounds of training that scale and do not scale back, or that compute in half precision and scale nothing."""
    forms = Forms(system.indexed, system.conventions)
    scalers = {name for routine in system.taught() for call in routine.calls() for name in _scaler(forms, call)}
    said = set()
    for walk in system.walks:
        for turn in rounds(walk, forms):
            found = _plain_step(turn) or _never_updated(turn, walk, forms)
            found = found or (_no_scaler(turn, walk, forms) if not scalers else None)
            if found is None:
                continue
            words, *steps = found
            at = steps[-1][0]
            place = at.routine.path, at.step.pos
            if place in said:
                continue
            said.add(place)
            trace = [Step(system.at(one.routine, one.step.pos), says) for one, says in steps]
            severity = Severity.HIGH if words is _PLAIN_STEP else None
            context = system.source(at.routine, at.step.pos)
            yield stated(CARD, trace[-1].at, words, trace, context=context, severity=severity)


Found = tuple[Words, tuple["Moment", str], tuple["Moment", str]]


def _scaler(forms: Forms, call: Call) -> Iterator[str]:
    """The names of whatever scales: by its class, or by how it is called in a library that nobody knows."""
    form = forms.of(call, "")
    if form is not None and form.sign in {"scaler", "scales"}:
        yield form.sign
    elif call.method in {"scale", "scale_loss"} or getattr(call.callee, "path", "").endswith("Scaler"):
        yield str(call.method)


def _plain_step(turn: Round) -> Found | None:
    for step in turn.steps:
        before = turn.before(step, "backward", "unscale")
        scaled = bool(before) and before[0].what == "backward" and before[0].scaled
        if scaled and not step.scaled and not any(one.scaled for one in turn.steps):
            return _PLAIN_STEP, (before[0].moment, "gradients of a scaled loss"), (step.moment, "the optimizer steps")
    return None


def _never_updated(turn: Round, walk: Walk, forms: Forms) -> Found | None:
    step = next((one for one in turn.steps if one.scaled), None)
    if step is None or not isinstance(step.moment.step, Call):
        return None
    if any(
        getattr(forms.of(call, ""), "sign", "") == "rescales" or call.method == "update"
        for _, call in walk.course.calls()
    ):
        return None
    if any(moment.cut for moment in walk.course.moments):
        return None
    made = next((one for one in turn.events if one.what == "backward"), step)
    return (
        _NEVER_UPDATED,
        (made.moment, "gradients are computed"),
        (step.moment, "the scaler steps, and nothing updates it"),
    )


def _no_scaler(turn: Round, walk: Walk, forms: Forms) -> Found | None:
    backward = next((one for one in turn.events if one.what == "backward"), None)
    for asked in walk.asked:
        if turn.loop not in asked.moment.frames or backward is None or asked.moment.number > backward.moment.number:
            continue
        if any(_half(forms, frame.step) for frame in asked.moment.frames if isinstance(frame.step, Within)):
            return _NO_SCALER, (asked.moment, "computed in half precision"), (backward.moment, _unscaled(backward))
    return None


def _unscaled(_event: Event) -> str:
    return "gradients of a loss that nothing has scaled; no scaler is made in this repository"


def _half(forms: Forms, step: Within) -> bool:
    """Whether a block computes in half precision, on a device where gradients may vanish by that."""
    form = forms.of(step.context.call, "") if isinstance(step.context, Result) else None
    if form is None or form.sign != "half":
        return False
    on, device, kind = form.given("on"), form.given("device"), form.given("type")
    if on is not None and not (isinstance(on, Const) and on.value is True):
        return False
    if not (isinstance(device, Const) and device.value == "cuda"):
        return False
    return kind is None or (isinstance(kind, Lib) and kind.path.endswith(".float16"))
