"""A container that serves a model has no limit to the memory it may take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.program.marks import is_template
from mle_reviewer.system.questions.serving.served import served

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Model container without a memory limit",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Containers of workloads that Kubernetes runs, whose resources are stated here and hold no memory limit."""
    if system.manifests.get("limits"):
        return  # the namespace gives every container a limit
    for one in served(system):
        box = one.container
        if not one.cluster or not one.production or box is None or not one.manifest.known.slots.get("strategy"):
            continue
        if _limited(box) or _left_to_values(system, one.manifest.path):
            continue
        at = one.manifest.place(box.get("image") or box)
        name = (named.text() or "") if (named := box.get("name")) is not None else ""
        words = Words(
            title=f"The container {name or 'of the model'} may take all memory of its node",
            issue="A model that grows (a large batch, a leak, a bigger artifact) takes the memory of the node, and the "
            "kernel ends other pods with it; without a request the scheduler also cannot place it where it fits.",
            fix="State `resources.requests` and a `resources.limits.memory` measured with the largest batch.",
        )
        trace = [one.proof, Step(at, "no `resources.limits.memory` in this container")]
        yield stated(CARD, at, words, trace, context=f"memory limit of {one.manifest.name}/{name}")


def _limited(container: Entry) -> bool:
    resources = container.get("resources")
    limits = resources.get("limits") if resources is not None else None
    return any(one is not None and is_template(one) for one in (resources, limits)) or (
        limits is not None and limits.get("memory") is not None
    )


def _left_to_values(system: System, path: str) -> bool:
    """Whether a chart has values for other places too, which may state what its own leave out."""
    chart = system.configuration.chart(path)
    return chart is not None and any(
        one.startswith(f"{chart}values") and one != f"{chart}values.yaml" for one in system.of_kind("yaml")
    )
