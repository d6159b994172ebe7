"""What the lanes are told: the change, what it touches, what its code imports, and what the checks have found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mle_reviewer.lanes.errand import Errand
from mle_reviewer.review.surface import reviewed_change

if TYPE_CHECKING:
    from mle_reviewer.findings.map import Map
    from mle_reviewer.review.sides import Side
    from mle_reviewer.sources.change import Change
    from mle_reviewer.system.system import System


def errand_of(change: Change, head: Side, drawn: Map) -> Errand:
    """The errand of one review; `drawn` is the system map of head."""
    touched = reviewed_change(change, head.surfaces)
    if head.survey is None:
        return Errand(change, touched, findings=head.findings, system=drawn, notebooks=head.notebooks)
    system = head.survey.system
    there = None if change.base is None else {file.path for file in change.files}
    return Errand(change, touched, _imports(system, there), head.findings, drawn, head.notebooks)


def _imports(system: System, paths: set[str] | None) -> Mapping[str, frozenset[str]]:
    """The packages that each document of code imports, by the first names of modules."""
    found: dict[str, frozenset[str]] = {}
    for path in system.code if paths is None else paths & set(system.code):
        module = system.indexed.module(path)
        if module is not None:
            names = (one.partition(":")[0].partition(".")[0] for one in module.code.imports)
            found[path] = frozenset(name for name in names if name)
    return found
