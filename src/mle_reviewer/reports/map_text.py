"""The system map as text: model by model along the life cycle, each part with what feeds it, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mle_reviewer.findings.map import STAGES, Edge, Map, Node, stage_of
from mle_reviewer.findings.words import counted
from mle_reviewer.reports.plain import shown

_FEEDING: Final = 4  # names on one line
NOTHING: Final = (
    "No machine-learning system was seen here: nothing trains, scores or serves a model, asks one, or watches one."
)


def map_as_text(drawn: Map) -> str:
    """The whole map."""
    if not drawn.nodes:
        return f"{NOTHING}\n"
    parts = [f"{summary(drawn)}."]
    for model in (*drawn.models, None):
        nodes = [one for one in drawn.nodes if one.model == model]
        if nodes:
            title = f"Model {shown(model)}" if model is not None else _title(drawn)
            parts.append("\n".join([title, *_stages(drawn, nodes)]))
    if drawn.gaps:
        lines = [f"  {shown(str(one.at))}  {_named(drawn, one.node)}: {shown(one.says)}" for one in drawn.gaps]
        parts.append("\n".join([f"Gaps ({len(drawn.gaps):,}):", *lines]))
    return "\n\n".join(parts) + "\n"


def summary(drawn: Map) -> str:
    """How much there is, in one line."""
    counts = (
        counted(len(drawn.models), "model"), counted(len(drawn.nodes), "part"),
        counted(len(drawn.edges), "connection"), counted(len(drawn.gaps), "gap"),
    )  # fmt: skip
    return f"System map: {', '.join(counts)}"


def _title(drawn: Map) -> str:
    return "Of several models, or of none alone" if drawn.models else "Parts"


def _stages(drawn: Map, nodes: Iterable[Node]) -> Iterator[str]:
    by_stage: dict[str, list[Node]] = {}
    for one in nodes:
        by_stage.setdefault(stage_of(one.role), []).append(one)
    feeding: dict[str, list[Edge]] = {}
    for edge in drawn.edges:
        feeding.setdefault(edge.target, []).append(edge)
    open_at: dict[str, list[str]] = {}
    for gap in drawn.gaps:
        open_at.setdefault(gap.node, []).append(gap.says)
    for stage, _roles in STAGES:
        for one in by_stage.get(stage, ()):
            place = shown(str(one.at))
            at = "" if place.partition(":")[0] == shown(one.name) and place.endswith(":1") else f"  {place}"
            yield f"  {stage:<10} {one.role:<14} {shown(one.name)}{at}{_fed(drawn, feeding.get(one.id, []))}"
            yield from (f"  {'':<10} {'':<14} ! {shown(says)}" for says in open_at.get(one.id, ()))


def _fed(drawn: Map, edges: list[Edge]) -> str:
    names = [_named(drawn, edge.source) for edge in edges]
    more = f" and {len(names) - _FEEDING:,} more" if len(names) > _FEEDING + 1 else ""
    some = names[:_FEEDING] if more else names
    return f"  <- {', '.join(some)}{more}" if names else ""


def _named(drawn: Map, node: str) -> str:
    found = drawn.node(node)
    return shown(found.name if found is not None else node)
