"""Folds what a reader of a map would count, not read: many signals of one program that nothing shows or alerts on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mle_reviewer.findings.map import Edge, Map, Node
from mle_reviewer.findings.words import counted

_FEW: Final = 3


def folded_map(drawn: Map) -> Map:
    """The map with such signals of each program as one part; the JSON map keeps them apart."""
    watched = {edge.source for edge in drawn.edges} | {gap.node for gap in drawn.gaps}
    idle = {one.id: one for one in drawn.nodes if one.role == "signal" and one.id not in watched}
    given: dict[str, list[Edge]] = {}
    for edge in drawn.edges:
        if edge.target in idle:
            given.setdefault(edge.source, []).append(edge)
    gone: set[str] = set()
    made: dict[str, Node] = {}
    edges = list(drawn.edges)
    for source, some in given.items():
        if len(some) > _FEW:
            first = idle[some[0].target]
            name = counted(len(some), "signal")
            says = "exposed, and nothing seen here shows them or alerts on them"
            made[first.id] = replace(first, id=f"signal:{source}", name=f"{name} that nothing watches", says=says)
            gone |= {edge.target for edge in some}
            edges.append(Edge(source, f"signal:{source}", "exposes", some[0].at))
    nodes = [made.get(one.id, one) for one in drawn.nodes if one.id in made or one.id not in gone]
    kept = {one.id for one in nodes}
    return Map(tuple(nodes), tuple(one for one in edges if {one.source, one.target} <= kept), drawn.gaps)
