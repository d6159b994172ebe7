"""A file is read in a way that runs what it holds, and it comes from somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const, Result, Term, Text
from mle_reviewer.system.loads import full, opened_up
from mle_reviewer.system.questions.serving.foreign_paths import may_be_foreign
from mle_reviewer.system.questions.values.origins import Origin, origin
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Load that runs what the file holds",
    items=("SD5",),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(4, 13),
)
_OUTSIDE = frozenset({"request", "address", "download"})


def find(system: System) -> Iterator[Finding]:
    """Loads that run code, of what comes from elsewhere; full loads of files that whoever runs a service names."""
    needless: list[tuple[str, Sign, Origin | None]] = []
    for sign in system.signed("unsafe-load", "unsafe-parse"):
        if not full(system, sign):
            continue
        came = origin(system, sign.routine, sign.given("path"), named=sign.given("text") is not None)
        if came is not None and came.kind == "request" and _names_only(sign.given("path")):
            continue
        if came is not None and came.kind in _OUTSIDE and not _told(came):
            yield _foreign(system, sign, came)
        elif (why := opened_up(system, sign)) is not None and may_be_foreign(system, sign):
            needless.append((why, sign, came))
    for some in by_cause(needless, lambda each: each[0]):  # one pin, or one habit: it is told once for a repository
        yield _needless(system, some)


def _names_only(path: Term | None) -> bool:
    """Whether a file's name begins with words of the code: a request picks one of the files called so, and no other."""
    if isinstance(path, Result) and path.call.method == "format" and isinstance(path.call.callee, Const):
        begins = str(path.call.callee.value).partition("{")[0]
    elif isinstance(path, Text) and isinstance(path.parts[0], str):
        begins = path.parts[0]
    else:
        return False
    return bool(begins.rpartition("/")[2]) and "://" not in begins  # a folder alone can be left by `../`


def _told(came: Origin) -> bool:
    """Whether a download says which bytes it wants, by a digest or a revision."""
    return came.sign is not None and any(came.sign.given(slot) is not None for slot in ("digest", "revision"))


def _foreign(system: System, sign: Sign, came: Origin) -> Finding:
    words = Words(
        title="What somebody else sent or published is run while it is loaded",
        issue=f"`{sign.name}` executes code that the file holds. The file is {came.says}: whoever controls that runs "
        "code in this process, with its data and credentials.",
        fix="Read a format that holds no code (safetensors, ONNX, JSON, skops, `weights_only=True`), or check a digest "
        "that stands in the repository before loading.",
    )
    trace = [Step(came.at, came.says), step_at(system, sign, f"and is run while it is loaded ({sign.name})")]
    context = system.source(sign.routine, sign.pos)
    return stated(CARD, place(system, sign), words, trace, context=context)


def _needless(system: System, some: list[tuple[str, Sign, Origin | None]]) -> Finding:
    why, sign, came = some[0]
    words = Words(
        title="A checkpoint is loaded with all that it may run",
        issue=f"`{sign.name}` unpickles the whole file, code included: {why}. A checkpoint that somebody was given or "
        "downloaded runs what it likes.",
        fix="Pass `weights_only=True` (keep only tensors and plain values in checkpoints), or read safetensors.",
    )
    trace = [step_at(system, sign, why)]
    if came is not None:
        trace.insert(0, Step(came.at, f"the file: {came.says}"))
    trace += again((place(system, more), more.name) for _why, more, _came in some[1:])
    context = system.source(sign.routine, sign.pos)
    found = stated(CARD, place(system, sign), words, trace, context=context, severity=Severity.MEDIUM)
    return replace(found, items=())  # a file of one's own: it says nothing of what is packed with the model
