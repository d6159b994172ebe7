"""A change takes a limit away: the time that a request may wait, or a probe or limit of a container that serves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.marks import OPEN
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.changes.guards import lost_arguments, of_signs
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.questions.serving.served import Served
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD", title="Limit removed", items=("SD4",), severity=Severity.MEDIUM, risk="unsafe serving", sees="systems"
)
_ASKING: Final = ("http-call", "http-client", "llm-call")
_KEPT: Final = {
    "readinessProbe": "is sent requests before it has loaded the model",
    "livenessProbe": "is never started again when it hangs",
    "startupProbe": "may be ended while it still loads the model",
    "resources": "may take all memory of its machine, and others are ended for it",
}


def find(systems: Systems) -> Iterator[Finding]:
    """Requests on both sides that lose their timeout; containers of served models that lose a probe or limits."""
    signs = systems.before.signed(*_ASKING)
    names = frozenset(
        str(one.entry.slots["timeout"]) for one in signs if isinstance(one.entry.slots.get("timeout"), str)
    )
    for lost in lost_arguments(systems, names, of_signs(signs)) if names else ():
        at = systems.after.at(lost.new, lost.goes_on.pos)
        words = Words(
            title=f"`{lost.what}` is no longer given a timeout",
            issue="While the other service does not answer, whoever asks waits with it without limit from now on.",
            fix=f"Keep `{lost.kind}=`, in seconds, and decide what is done when it runs out.",
        )
        trace = [
            Step(systems.before.at(lost.old, lost.stood.pos), f"given `{lost.kind}` before"),
            Step(at, "asked without it now"),
        ]
        yield stated(CARD, at, words, trace, context=f"timeout of {lost.what} removed in {lost.new.name}")
    yield from _containers(systems)


def _containers(systems: Systems) -> Iterator[Finding]:
    changed = {one.old_path or one.path for one in systems.files}
    if not any(path in changed for path in _manifests(systems.before)):
        return
    after = {(one.manifest.path, one.manifest.name, _name(one.container)): one for one in served(systems.after)}
    for was in served(systems.before):
        now = after.get((systems.renamed(was.manifest.path) or "", was.manifest.name, _name(was.container)))
        box = now.container if now is not None else None
        if was.container is None or now is None or box is None or any(OPEN in key for key, _ in box.items()):
            continue
        for key, comes in _KEPT.items():
            gone = was.container.get(key)
            if gone is not None and box.get(key) is None:
                yield _finding(systems, was, now, key, comes, gone)


def _manifests(system: System) -> set[str]:
    return {one.path for role in ("workload", "service") for one in system.manifests.get(role, ())}


def _name(container: Entry | None) -> str:
    named = container.get("name") if container is not None else None
    return (named.text() or "") if named is not None else ""


def _finding(systems: Systems, was: Served, now: Served, key: str, comes: str, gone: Entry) -> Finding:
    before = was.manifest.place(gone)
    here = systems.stood(before.path, before.line)
    at = location(*here) if here is not None else now.manifest.at
    words = Words(
        title=f"The container loses its `{key}`",
        issue=f"It serves a model, and without `{key}` it {comes}.",
        fix=f"Keep `{key}`, or say in the change what does its work from now on.",
    )
    trace = [was.proof, Step(before, f"`{key}` before"), Step(at, "not there now")]
    return stated(CARD, at, words, trace, context=f"{key} of {was.manifest.name} removed")
