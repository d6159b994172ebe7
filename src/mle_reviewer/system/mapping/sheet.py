"""What is drawn so far: nodes, edges and holes, each once, in the order in which they were met."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.findings.map import STAGES, Edge, Hole, Map, Node

Part = Node | Edge | Hole
_ORDER: Final = {role: number for number, role in enumerate(role for _, roles in STAGES for role in roles)}
# What makes a part of a system of models; what is joined to none of them is left out of the map.
_TELLING: Final = frozenset({
    "training", "evaluation", "gate", "model", "registry", "external model", "scoring", "service", "deployment",
    "feature", "monitor", "alert", "tracker",
})  # fmt: skip
_ROUNDS: Final = 3
_MOST_EDGES: Final = 4_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Parts that were drawn."""

    parts: tuple[Part, ...] = ()

    def __add__(self, more: Iterable[Part]) -> Sheet:
        return Sheet((*self.parts, *more))

    def nodes(self, *roles: str) -> Iterator[Node]:
        """The nodes of these roles."""
        seen: set[str] = set()
        for one in self.parts:
            if isinstance(one, Node) and one.id not in seen and (not roles or one.role in roles):
                seen.add(one.id)
                yield one

    def edges(self) -> Iterator[Edge]:
        """The edges."""
        return (one for one in self.parts if isinstance(one, Edge))

    def finished(self) -> Map:
        """The map: what belongs to a system of models, each node with the model whose life it is part of."""
        nodes = {one.id: one for one in reversed([*self.nodes()])}
        edges = {(one.source, one.target): one for one in reversed([*self.edges()])}
        kept = _joined(nodes, edges)
        lives = _lives([nodes[name] for name in nodes if name in kept], edges)
        drawn = sorted(
            (replace(nodes[name], model=lives.get(name)) for name in kept),
            key=lambda one: (_ORDER[one.role], one.model or "", one.id),
        )
        between = sorted(
            (one for (source, target), one in edges.items() if source in kept and target in kept),
            key=lambda one: (one.source, one.target),
        )
        holes = {(one.node, one.says): one for one in self.parts if isinstance(one, Hole) and one.node in kept}
        return Map(tuple(drawn), tuple(between[:_MOST_EDGES]), tuple(holes[key] for key in sorted(holes)))


def _joined(nodes: dict[str, Node], edges: dict[tuple[str, str], Edge]) -> set[str]:
    beside: dict[str, set[str]] = {}
    for source, target in edges:
        if source in nodes and target in nodes:
            beside.setdefault(source, set()).add(target)
            beside.setdefault(target, set()).add(source)
    waiting = deque(name for name, one in nodes.items() if one.role in _TELLING)
    kept = set(waiting)
    while waiting:
        for name in beside.get(waiting.popleft(), ()):
            if name not in kept:
                kept.add(name)
                waiting.append(name)
    return kept


def _lives(nodes: list[Node], edges: dict[tuple[str, str], Edge]) -> dict[str, str]:
    """The model of every node that leads to, or comes from, one model alone."""
    found: dict[str, set[str]] = {}
    down: dict[str, list[str]] = {}
    up: dict[str, list[str]] = {}
    for source, target in edges:
        down.setdefault(source, []).append(target)
        up.setdefault(target, []).append(source)
    for one in nodes:
        if one.role in {"model", "external model"}:
            name = one.model or one.name
            for way in (down, up):
                for other in _reached(one.id, way):
                    found.setdefault(other, set()).add(name)
    lives = {node: next(iter(names)) for node, names in found.items() if len(names) == 1}
    for _ in range(_ROUNDS):  # what hangs beside one life alone (a metric of its training) is part of it
        beside = {
            one.id: {lives.get(other, "") for other in (*up.get(one.id, ()), *down.get(one.id, ()))}
            for one in nodes
            if one.id not in found and one.id not in lives
        }
        lives |= {node: next(iter(names)) for node, names in beside.items() if len(names) == 1 and "" not in names}
    return lives


def _reached(start: str, way: dict[str, list[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in way.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
