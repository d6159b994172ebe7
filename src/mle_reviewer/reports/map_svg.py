"""The system map as one SVG that needs nothing else: light and dark by the reader's setting, gaps dashed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from mle_reviewer.findings.map import STAGES, Edge, Hole, Map, Node, stage_of
from mle_reviewer.reports.map_layout import Layout, Spot, gap_id, laid_out
from mle_reviewer.reports.map_text import NOTHING, summary
from mle_reviewer.reports.plain import shown

_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE, _TOP = 216, 50, 290, 72, 24, 64
_LETTERS: Final = 32  # of one line in a box
# Plain colours, without variables: not everything that shows an SVG knows those.
_LIGHT: Final = {
    "back": "#fff", "ink": "#1b2330", "faint": "#5b6675", "line": "#9aa5b4", "open": "#b42318",
    "data": "#dbeafe", "training": "#dcfce7", "evaluation": "#fef3c7", "models": "#ede9fe", "serving": "#ffe4e6",
    "watching": "#e0f2f1",
}  # fmt: skip
_DARK: Final = {
    "back": "#12161c", "ink": "#e6eaf0", "faint": "#9aa5b4", "line": "#566172", "open": "#ff8a7a",
    "data": "#1e3a5f", "training": "#14432a", "evaluation": "#4a3a0c", "models": "#3a2a63", "serving": "#5a1f2b",
    "watching": "#0f4441",
}  # fmt: skip


def _colours(ink: Mapping[str, str]) -> str:
    stages = "".join(f".{stage}{{fill:{ink[stage]}}}" for stage, _ in STAGES)
    return (
        f".back{{fill:{ink['back']}}}.box,.way{{stroke:{ink['line']}}}.tip{{fill:{ink['line']}}}"
        f".open,.gap,.lost{{stroke:{ink['open']}}}.says{{fill:{ink['open']}}}"
        f"text{{fill:{ink['ink']}}}.small{{fill:{ink['faint']}}}{stages}"
    )


_STYLE: Final = (
    'text{font:12px system-ui,-apple-system,"Segoe UI",sans-serif}.small,.says{font-size:10.5px}'
    ".head{font-size:14px;font-weight:600}.gap,.lost,.way{fill:none}.way,.lost{stroke-width:1.4}"
    ".open,.gap,.lost{stroke-dasharray:5 4}"
    f"{_colours(_LIGHT)}@media (prefers-color-scheme:dark){{{_colours(_DARK)}}}"
)
_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>'
)


def map_as_svg(drawn: Map) -> str:
    """The whole map."""
    layout = laid_out(drawn)
    layers = max((spot.layer for spot in layout.spots.values()), default=0) + 1
    rows = max((spot.row for spot in layout.spots.values()), default=0) + 1
    wide = max(2 * _EDGE + (layers - 1) * _ACROSS + _WIDE, 640)
    high = _TOP + int(rows * _DOWN) + _EDGE
    title = summary(drawn) if drawn.nodes else NOTHING
    more = f" ({layout.left_out:,} parts more are in the text and JSON maps)" if layout.left_out else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">',
        f"<title>{_safe(title)}</title>",
        f"<style>{_STYLE}</style>",
        _TIP,
        f'<rect class="back" width="{wide}" height="{high}"/>',
        f'<text class="head" x="{_EDGE}" y="24">{_safe(title)}{_safe(more)}</text>',
        *_legend(),
        *(line for edge in drawn.edges for line in _edge(layout, edge)),
        *(line for number, gap in enumerate(drawn.gaps) for line in _gap(layout, number, gap)),
        *(line for node in drawn.nodes for line in _node(layout, node, open_at={gap.node for gap in drawn.gaps})),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _legend() -> Iterator[str]:
    for number, (stage, _roles) in enumerate(STAGES):
        x = _EDGE + number * 100
        yield f'<rect class="box {stage}" x="{x}" y="36" width="12" height="12" rx="2"/>'
        yield f'<text class="small" x="{x + 17}" y="46">{stage}</text>'


def _node(layout: Layout, node: Node, *, open_at: set[str]) -> Iterator[str]:
    spot = layout.spots.get(node.id)
    if spot is None:
        return
    x, y = _corner(spot)
    dashed = " open" if node.id in open_at else ""
    model = f" · {node.model}" if node.model is not None and node.model != node.name else ""
    about = f"{node.role}{model}"
    told = " · ".join(one for one in (node.name, node.role, str(node.at), node.says) if one)
    yield f"<g><title>{_safe(told)}</title>"
    yield f'<rect class="box {stage_of(node.role)}{dashed}" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="6"/>'
    yield f'<text x="{x + 10}" y="{y + 21}">{_safe(_short(node.name))}</text>'
    yield f'<text class="small" x="{x + 10}" y="{y + 38}">{_safe(_short(about, _LETTERS + 4))}</text></g>'


def _edge(layout: Layout, edge: Edge) -> Iterator[str]:
    source, target = layout.spots.get(edge.source), layout.spots.get(edge.target)
    if source is None or target is None:
        return
    way = _way(source, layout.ways.get((edge.source, edge.target), ()), target)
    yield f'<path class="way" d="{way}" marker-end="url(#tip)"><title>{_safe(f"{edge.says}, {edge.at}")}</title></path>'


def _gap(layout: Layout, number: int, gap: Hole) -> Iterator[str]:
    spot, source = layout.spots.get(gap_id(number)), layout.spots.get(gap.node)
    if spot is None or source is None:
        return
    x, y = _corner(spot)
    ways = layout.ways.get((gap.node, gap_id(number)), ())
    yield f'<path class="lost" d="{_way(source, ways, spot)}"/>'
    yield f"<g><title>{_safe(f'{gap.says}, {gap.at}')}</title>"
    yield f'<rect class="gap" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="6"/>'
    for line, text in enumerate(_wrapped(gap.says)):
        yield f'<text class="says" x="{x + 10}" y="{y + 19 + 15 * line}">{_safe(text)}</text>'
    yield "</g>"


def _corner(spot: Spot) -> tuple[int, int]:
    return _EDGE + spot.layer * _ACROSS, _TOP + int(spot.row * _DOWN)


def _way(source: Spot, between: tuple[Spot, ...], target: Spot) -> str:
    """A curve from the right of one box to the left of another, through the middle of what lies between."""
    x, y = _corner(source)
    right, left = target.layer > source.layer, target.layer < source.layer
    x, y = (x if left else x + _WIDE), y + _HIGH // 2
    line = f"M{x} {y}"
    for spot in between:
        over, down = _corner(spot)
        entry, leave = (over, over + _WIDE) if not left else (over + _WIDE, over)
        line += _curve(x, y, entry, down + _HIGH // 2) + f"L{leave} {down + _HIGH // 2}"
        x, y = leave, down + _HIGH // 2
    over, down = _corner(target)
    if not right and not left:  # beside each other in one layer: around the right
        bend = x + (_ACROSS - _WIDE) // 2
        return f"{line}C{bend} {y} {bend} {down + _HIGH // 2} {over + _WIDE} {down + _HIGH // 2}"
    return line + _curve(x, y, over + _WIDE if left else over, down + _HIGH // 2)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (to_x - x) // 2
    return f"C{x + half} {y} {to_x - half} {to_y} {to_x} {to_y}"


def _short(text: str, most: int = _LETTERS) -> str:
    plain = shown(text)
    return plain if len(plain) <= most else f"…{plain[-most + 1 :]}"


def _wrapped(text: str) -> tuple[str, ...]:
    words, lines = shown(text).split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > _LETTERS + 3 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    lines = [line[: _LETTERS + 6] for line in lines]
    return (*lines[:1], f"{lines[1]} …") if len(lines) > 2 else tuple(lines)  # noqa: PLR2004 - two lines fit


def _safe(text: str) -> str:
    return escape(shown(text))
