"""A container that serves a model is sent requests, or ended, without being asked whether it has loaded the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.marks import OPEN
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.questions.serving.served import Served
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Model container without probes",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)
_SHORT: Final = 90  # seconds that a model is given to load before it is ended
_HASTE: Final = 30


def find(system: System) -> Iterator[Finding]:
    """Containers of workloads that Kubernetes runs, without a readiness probe, or ended before a model can load."""
    for one in served(system):
        box = one.container
        if not one.cluster or not one.production or box is None or not one.manifest.known.slots.get("probes"):
            continue
        if any(OPEN in key for key, _entry in box.items()):
            continue  # a template puts more into it
        ready, live, start = (box.get(name) for name in ("readinessProbe", "livenessProbe", "startupProbe"))
        if ready is None:
            yield _unready(one, box)
        elif live is not None and start is None and (given := _patience(live)) is not None and given < _SHORT:
            yield _impatient(one, live, given)


def _unready(one: Served, box: Entry) -> Finding:
    at = one.manifest.place(box.get("image") or box)
    words = Words(
        title="Requests are sent to the container before it has loaded the model",
        issue="Without a readiness probe every new pod counts as ready at once: at each rollout and each scaling up "
        "requests fail until the model is in memory, and a bad artifact replaces all good pods.",
        fix="Add a `readinessProbe` on a path that answers only when the model is loaded, and a `startupProbe` with "
        "time for loading it.",
    )
    trace = [one.proof, Step(at, "no `readinessProbe` in this container")]
    return stated(CARD, at, words, trace, context=f"readiness of {one.manifest.name}")


def _impatient(one: Served, live: Entry, given: int) -> Finding:
    at = one.manifest.place(live)
    words = Words(
        title=f"The container is ended when the model takes more than {given} seconds to load",
        issue=f"The liveness probe begins at once and gives up after {given} seconds, and there is no startup probe: a "
        "larger model or a slow download ends the pod while it loads, again and again.",
        fix="Add a `startupProbe` whose `failureThreshold` times `periodSeconds` covers the slowest load.",
    )
    trace = [one.proof, Step(at, f"gives up after {given} seconds"), Step(at, "no `startupProbe` in this container")]
    return stated(
        CARD, at, words, trace, context=f"liveness of {one.manifest.name}", confidence=Confidence.MEDIUM,
        severity=Severity.MEDIUM if given < _HASTE else Severity.LOW,
    )  # fmt: skip


def _patience(probe: Entry) -> int | None:
    """Seconds from the start of a container to its end where it never answers; None where a template says so."""
    delay, period, failures = (
        _number(probe.get(name), usual)
        for name, usual in (("initialDelaySeconds", 0), ("periodSeconds", 10), ("failureThreshold", 3))
    )
    return None if delay is None or period is None or failures is None else delay + period * (failures - 1)


def _number(entry: Entry | None, usual: int) -> int | None:
    if entry is None:
        return usual
    return entry.value if isinstance(entry.value, int) else None
