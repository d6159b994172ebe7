"""Places the parts of a map in layers, left to right, the same way every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.map import STAGES, Map, stage_of

_SWEEPS: Final = 6
_MOST: Final = 250  # nodes and gaps that are drawn; a picture of more is no picture


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: its layer from the left and its row from the top (rows may be halves)."""

    layer: int
    row: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The spots of nodes and gaps by id, the ways of edges through the layers, and how many nodes were left out."""

    spots: Mapping[str, Spot]
    ways: Mapping[tuple[str, str], tuple[Spot, ...]]
    left_out: int


def gap_id(number: int) -> str:
    """The id of a gap in a layout."""
    return f"gap:{number}"


def laid_out(drawn: Map) -> Layout:
    """The layout of a map."""
    nodes = [one.id for one in drawn.nodes][:_MOST]
    kept = set(nodes)
    edges = [(one.source, one.target) for one in drawn.edges if {one.source, one.target} <= kept]
    for number, gap in enumerate(drawn.gaps):
        if gap.node in kept and len(nodes) < 2 * _MOST:
            nodes.append(gap_id(number))
            edges.append((gap.node, gap_id(number)))
    early = {one.id: _stage_number(stage_of(one.role)) for one in drawn.nodes}
    layers = _layers(nodes, edges, early)
    rows, ways = _ordered(nodes, edges, layers)
    return Layout({name: Spot(layers[name], rows[name]) for name in nodes}, ways, len(drawn.nodes) - len(kept))


def _stage_number(stage: str) -> int:
    return [name for name, _ in STAGES].index(stage)


def _forward(nodes: Sequence[str], edges: Sequence[tuple[str, str]], early: Mapping[str, int]) -> list[tuple[str, str]]:
    """The edges without those that close a circle: these are drawn, but place nothing."""
    down: dict[str, list[str]] = {}
    for source, target in sorted(edges, key=lambda one: (early.get(one[0], 9), one)):
        down.setdefault(source, []).append(target)
    state: dict[str, int] = {}
    kept: list[tuple[str, str]] = []
    for start in sorted(nodes, key=lambda name: (early.get(name, 9), name)):
        if start in state:
            continue
        state[start] = 1
        waiting = [(start, iter(down.get(start, ())))]
        while waiting:
            name, rest = waiting[-1]
            target = next(rest, "")
            if not target:
                state[name] = 2
                waiting.pop()
            elif state.get(target) != 1:
                kept.append((name, target))
                if target not in state:
                    state[target] = 1
                    waiting.append((target, iter(down.get(target, ()))))
    return kept


def _layers(nodes: Sequence[str], edges: Sequence[tuple[str, str]], early: Mapping[str, int]) -> dict[str, int]:
    """One layer behind the last of what feeds it; sources stand right before the first that they feed."""
    forward = _forward(nodes, edges, early)
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    open_edges = dict.fromkeys(nodes, 0)
    for source, target in forward:
        up.setdefault(target, []).append(source)
        down.setdefault(source, []).append(target)
        open_edges[target] += 1
    ready = [name for name in nodes if not open_edges[name]]
    layers: dict[str, int] = {}
    for name in ready:  # grows while it is gone through
        layers[name] = max((layers[other] + 1 for other in up.get(name, ())), default=0)
        for target in down.get(name, ()):
            open_edges[target] -= 1
            if not open_edges[target]:
                ready.append(target)
    for name in nodes:
        if not up.get(name) and down.get(name):
            layers[name] = max(0, min(layers[target] for target in down[name]) - 1)
    return layers


def _ordered(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], layers: Mapping[str, int]
) -> tuple[dict[str, float], dict[tuple[str, str], tuple[Spot, ...]]]:
    """Rows by the middle of the neighbours, swept to and fro; long edges take part with a point in each layer."""
    columns: dict[int, list[str]] = {}
    for name in nodes:
        columns.setdefault(layers[name], []).append(name)
    chains: dict[tuple[str, str], list[str]] = {}
    beside: dict[str, list[str]] = {}
    place = dict(layers)
    for source, target in edges:
        step = 1 if layers[target] > layers[source] else -1
        between = range(layers[source] + step, layers[target], step) if layers[source] != layers[target] else ()
        chain = [source]
        for layer in between:
            point = f"\0{source}\0{target}\0{layer}"
            columns.setdefault(layer, []).append(point)
            place[point] = layer
            chain.append(point)
        chains[source, target] = [*chain, target]
        for one, other in zip(chain, [*chain[1:], target], strict=True):
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
    rows = {name: float(number) for column in columns.values() for number, name in enumerate(column)}
    order = sorted(columns)
    for sweep in range(_SWEEPS):
        for layer in order if sweep % 2 == 0 else reversed(order):
            side = -1 if sweep % 2 == 0 else 1
            columns[layer] = _sorted(columns[layer], beside, place, rows, layer + side)
            rows |= {name: float(number) for number, name in enumerate(columns[layer])}
    highest = max((len(column) for column in columns.values()), default=1)
    for column in columns.values():
        for number, name in enumerate(column):
            rows[name] = number + (highest - len(column)) / 2
    ways = {edge: tuple(Spot(place[point], rows[point]) for point in chain[1:-1]) for edge, chain in chains.items()}
    return rows, ways


def _sorted(
    column: Sequence[str], beside: Mapping[str, Sequence[str]], place: Mapping[str, int], rows: Mapping[str, float],
    side: int,
) -> list[str]:  # fmt: skip
    def middle(name: str) -> float:
        found = [rows[other] for other in beside.get(name, ()) if place[other] == side]
        return sum(found) / len(found) if found else rows[name]

    middles = {name: middle(name) for name in column}
    return sorted(column, key=lambda name: (middles[name], rows[name]))
