"""The map as text, Mermaid and SVG: nothing of the repository steers what draws it, and gaps are seen."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from mle_reviewer.findings.map import Edge, Hole, Map, Node
from mle_reviewer.reports.map_folding import folded_map
from mle_reviewer.reports.map_layout import laid_out
from mle_reviewer.reports.map_mermaid import map_as_mermaid
from mle_reviewer.reports.map_svg import map_as_svg
from mle_reviewer.reports.map_text import map_as_text
from mle_reviewer.sources.location import Location
from tests.reports.sample import MAP

AT = Location("a.py", 3)
EVIL = '"]; <script>alert(1)</script> & \x1b[2J --> end %% {{x}} `y`'
HOSTILE = Map(
    (Node(f"model:{EVIL}", "model", EVIL, AT, EVIL, EVIL), Node("service:a.py", "service", "a.py", AT)),
    (Edge(f"model:{EVIL}", "service:a.py", EVIL, AT),),
    (Hole("service:a.py", EVIL, AT),),
)
CIRCLE = Map(
    tuple(Node(name, "pipeline", name, AT) for name in "abc"),
    tuple(Edge(one, other, "calls it", AT) for one, other in ("ab", "bc", "ca", "aa")),
)


def test_text() -> None:
    assert map_as_text(MAP) == (
        "System map: 1 model, 2 parts, 1 connection, 1 gap.\n\n"
        "Model model.pkl\n"
        "  training   training       src/train.py  src/train.py:60\n"
        "  models     model          model.pkl  src/train.py:70  <- src/train.py\n"
        "                            ! nothing loads it\n\n"
        "Gaps (1):\n"
        "  src/train.py:70  model.pkl: nothing loads it\n"
    )


def test_mermaid() -> None:
    text = map_as_mermaid(MAP)
    assert 'n1 -->|"writes"| n2' in text
    assert "n2 -.- g1" in text


@pytest.mark.parametrize("drawn", [MAP, HOSTILE, CIRCLE, Map()])
def test_a_picture_is_whole(drawn: Map) -> None:
    root = ET.fromstring(map_as_svg(drawn))  # noqa: S314 - written by us a line above
    names = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert names <= {"svg", "title", "style", "defs", "marker", "path", "rect", "text", "g"}
    boxes = [one for one in root.iter() if "box" in (one.get("class") or "").split() and one.get("rx") == "6"]
    assert len(boxes) == len(drawn.nodes)
    assert len([one for one in root.iter() if one.get("class") == "gap"]) == len(drawn.gaps)
    assert "prefers-color-scheme:dark" in map_as_svg(drawn)


def test_nothing_of_the_repository_is_a_mark() -> None:
    for line in map_as_mermaid(HOSTILE).splitlines():
        assert "script" not in line or "#60;script#62;" in line
        assert not re.search(r'"[^"]*"[^"]*"[^"]*"[^"]*"', line)
    assert "\x1b" not in map_as_text(HOSTILE) + map_as_mermaid(HOSTILE) + map_as_svg(HOSTILE)


def test_layers_go_from_left_to_right() -> None:
    layout = laid_out(MAP)
    assert layout.spots["training:src/train.py"].layer < layout.spots["model:model.pkl"].layer
    assert layout.spots["gap:0"].layer > layout.spots["model:model.pkl"].layer


def test_no_two_stand_in_one_place() -> None:
    nodes = tuple(Node(f"n{number}", "dataset", f"n{number}", AT) for number in range(40))
    lines = tuple(Edge(f"n{number}", f"n{number * 7 % 40}", "reads it", AT) for number in range(40))
    spots = [(spot.layer, spot.row) for spot in laid_out(Map(nodes, lines)).spots.values()]
    assert len(set(spots)) == len(spots)


def test_what_is_too_much_for_a_picture_is_counted() -> None:
    node = MAP.nodes[1]
    many = Map(tuple(replace(node, id=f"n{number}", name=f"n{number}") for number in range(300)))
    assert "(50 parts more are in the text and JSON maps)" in map_as_svg(many)


def test_signals_that_nothing_watches_are_one_part_to_a_reader() -> None:
    service = Node("service:a.py", "service", "a.py", AT)
    signals = tuple(Node(f"signal:s{number}", "signal", f"s{number}", AT) for number in range(6))
    alert = Node("alert:a", "alert", "a", AT)
    exposed = tuple(Edge("service:a.py", one.id, "exposes", AT) for one in signals)
    drawn = Map((service, *signals, alert), (*exposed, Edge("signal:s5", "alert:a", "is watched", AT)))
    found = folded_map(drawn)
    assert [one.name for one in found.nodes] == ["a.py", "5 signals that nothing watches", "s5", "a"]
    assert [(one.source, one.target) for one in found.edges] == [
        ("service:a.py", "signal:s5"), ("signal:s5", "alert:a"), ("service:a.py", "signal:service:a.py"),
    ]  # fmt: skip
    few = Map((service, *signals[:3]), exposed[:3])
    assert folded_map(few) == few
