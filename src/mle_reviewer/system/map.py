"""Draws the system map of a tree: what its code, configuration and pages say, joined, with the holes in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.findings.map import Map
from mle_reviewer.system.mapping.drawing import Drawing
from mle_reviewer.system.mapping.programs import programs
from mle_reviewer.system.mapping.sheet import Sheet
from mle_reviewer.system.mapping.shipped import shipped
from mle_reviewer.system.mapping.watched import watched

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def map_of(system: System) -> Map:
    """The map of a system. Equal trees have equal maps, byte for byte."""
    drawing = Drawing(system, programs(system))
    sheet = Sheet() + drawing.parts()
    sheet += shipped(system, drawing)
    sheet += watched(system, sheet)
    return sheet.finished()
