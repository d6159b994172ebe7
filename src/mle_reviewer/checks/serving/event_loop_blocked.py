"""A model predicts inside an asynchronous handler: while it works, the process answers nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.doing import answers, trains
from mle_reviewer.system.questions.answering.predicting import Asked, Path, fits, predictions
from mle_reviewer.system.questions.values.coming import coming
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Prediction blocks the event loop",
    items=("SD4",),
    severity=Severity.LOW,
    risk="unsafe serving",
    sees="system",
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Predictions in the thread of the event loop: reached from an `async def` by plain calls alone."""
    seen: set[int] = set()
    for path in predictions(system):
        handler = path.handler
        if handler.kind != "route" or not handler.first.is_async:
            continue
        for asked in path.predicts:
            if id(asked.call) not in seen and _in_loop(system, path, asked) and not _trying(system, asked):
                seen.add(id(asked.call))
                yield _finding(system, path, asked)
                break


def _in_loop(system: System, path: Path, asked: Asked) -> bool:
    """Whether no step on the way hands the work to another thread or process, and the call itself does not wait."""
    if answers(system.indexed, asked.call) or _beside(system, asked):
        return False
    one = asked.entered
    while one.by is not None:
        handed = one.call is None or one.routine not in system.indexed.own(one.call)
        if handed:
            return False
        one = one.by
    return one.routine is path.handler.first


def _trying(system: System, asked: Asked) -> bool:
    """Whether the model is asked where it is trained, as a trial of what was learned."""
    return any(trains(system.indexed, call) for call in asked.routine.calls())


def _beside(system: System, asked: Asked) -> bool:
    """Whether the call is the one that hands the work on (`to_thread(model.predict, rows)`), or may be awaited."""
    for name in system.indexed.names(asked.call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in {"in-worker", "llm-call", "background"}:
            return True
    named = asked.call.method or ""
    typed = any(not name.startswith("?.") for name in system.indexed.names(asked.call))
    return not typed or not named.startswith("predict")


def _finding(system: System, path: Path, asked: Asked) -> Finding:
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="The prediction blocks the event loop",
        issue=f"`{path.handler.name}` is `async`, and the model predicts in the thread that serves every connection: "
        "meanwhile nobody else is answered, health checks included, and a slow batch looks like a dead process.",
        fix="Make the handler a plain `def` (it then runs in a pool of threads), or hand the prediction to one.",
    )
    trace = [*path.way(asked.entered), Step(at, "predicts in the thread of the event loop")]
    severity = Severity.MEDIUM if _takes_long(system, path, asked) else Severity.LOW
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)


def _takes_long(system: System, path: Path, asked: Asked) -> bool:
    """Whether the work is more than a moment: a network, a whole file of rows, training; one row of a table is not."""
    for thing in system.indexed.things(asked.call.callee):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role == "network":
            return True
    rows = coming(system, (*asked.call.args, *(value for _, value in asked.call.kwargs))).calls
    each = {id(one.call) for one in path.calls if not one.once}
    if any(entry.effect == "load" for call in rows if id(call) in each for entry in system.indexed.entries(call)):
        return True
    return any(fits(system, one.call) for one in path.calls if not one.once)
