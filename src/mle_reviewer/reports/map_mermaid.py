"""The system map as a Mermaid flowchart, for Markdown that draws it: stages as groups, gaps dashed."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.map import STAGES, Map, Node, stage_of
from mle_reviewer.reports.map_text import NOTHING
from mle_reviewer.reports.plain import shown

_PLAIN: Final = re.compile(r"[^A-Za-z0-9 ._/,()-]")
_LONGEST: Final = 60
_SHAPES: Final = {
    "data source": ("[(", ")]"), "dataset": ("[(", ")]"), "model": ("([", "])"), "external model": ("([", "])"),
    "registry": ("[(", ")]"), "tracker": ("[(", ")]"), "gate": ("{{", "}}"), "alert": (">", "]"),
}  # fmt: skip


def map_as_mermaid(drawn: Map) -> str:
    """The whole map."""
    if not drawn.nodes:
        return f'flowchart LR\n  nothing["{_label(NOTHING)}"]\n'
    ids = {one.id: f"n{number}" for number, one in enumerate(drawn.nodes, 1)}
    lines = ["flowchart LR"]
    for stage, _roles in STAGES:
        nodes = [one for one in drawn.nodes if stage_of(one.role) == stage]
        if nodes:
            lines += [f"  subgraph {stage}", *(f"    {_node(ids[one.id], one)}" for one in nodes), "  end"]
    lines += [f'  {ids[one.source]} -->|"{_label(one.says)}"| {ids[one.target]}' for one in drawn.edges]
    for number, gap in enumerate(drawn.gaps, 1):
        lines += [f'  g{number}["{_label(gap.says)}"]:::gap', f"  {ids[gap.node]} -.- g{number}"]
    lines.append("  classDef gap stroke-dasharray: 5 5,fill:none")
    return "\n".join(lines) + "\n"


def _node(name: str, node: Node) -> str:
    before, behind = _SHAPES.get(node.role, ("[", "]"))
    return f'{name}{before}"{_label(node.name)}<br/>{node.role}"{behind}'


def _label(text: str) -> str:
    """Text in which nothing is a mark of Mermaid or HTML: other characters stand as their numbers."""
    plain = shown(text)
    short = plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
    return _PLAIN.sub(lambda match: f"#{ord(match[0])};", short)
