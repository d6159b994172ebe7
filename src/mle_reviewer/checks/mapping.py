"""The system map of one tree, by itself or of a survey that was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.knowing import table_for
from mle_reviewer.checks.memory import without_collector
from mle_reviewer.checks.staging import read_stages
from mle_reviewer.checks.survey import system_of
from mle_reviewer.findings.map import Map
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.map import map_of

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree
    from mle_reviewer.system.system import System


def drawn(system: System) -> tuple[Map, tuple[Gap, ...]]:
    """The map of a system; a failure of ours is a gap."""
    try:
        return map_of(system), ()
    except Exception as error:  # noqa: BLE001 - a map that could not be drawn must not lose the review
        return Map(), (Gap("", 0, "check", f"the system map failed: {type(error).__name__}: {error}"),)


def map_of_tree(tree: Tree) -> tuple[Map, tuple[Gap, ...]]:
    """The map of a tree, with what could not be read."""
    _, found, gaps = charted(tree)
    return found, gaps


def charted(tree: Tree) -> tuple[System, Map, tuple[Gap, ...]]:
    """The system of a tree and its map, with what could not be read."""
    reader = Reader(tree)
    known, gaps = table_for(tree)
    layout = Layout(tree.paths(), known.tops)
    with without_collector():
        system = system_of(reader, layout, known, read_stages(reader, tree.paths()))
        found, failed = drawn(system)
    return system, found, tuple(sorted({*gaps, *reader.gaps, *failed}))
