"""The ML surface (DC5), sensitive data (DC6) and notebooks (DC7), told from what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from mle_reviewer.findings.lane import LaneRun, LaneStatus
from mle_reviewer.findings.notebooks import notebooks_statement
from mle_reviewer.findings.review import SURFACES
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.errand import Errand

_SENSITIVE = frozenset({"CB9", "DL5"})


def looked_at(errand: Errand, of_notebooks: Collection[str] = ()) -> tuple[LaneRun, ...]:
    """What was read of the change, as runs: no command is started for them. `of_notebooks` are checks of notebooks."""
    notebooks = (_notebooks(errand, of_notebooks),) if errand.notebooks else ()
    return _surface(errand), _sensitive(errand), *notebooks


def _surface(errand: Errand) -> LaneRun:
    nodes = Counter(node.role for node in errand.system.nodes)
    files = Counter(surface for file in errand.touched.files for surface in file.surfaces)
    touched = ", ".join(f"{surface} in {counted(files[surface], 'file')}" for surface in SURFACES if files[surface])
    drawn = ", ".join(f"{number} {role}" for role, number in nodes.most_common(6))
    why = "; ".join(part for part in (touched, f"in the tree: {drawn}" if drawn else "") if part)
    return LaneRun(
        "diagnostics", "ML surface", "the ML surface, read from the code", "passed", why or "none", diagnostic="DC5"
    )


def _sensitive(errand: Errand) -> LaneRun:
    found = [one for one in errand.findings if not _SENSITIVE.isdisjoint(one.items)]
    many = counted(len(tuple(errand.reviewed())), "file")
    why = f"{counted(len(found), 'finding')} in the tree" if found else f"nothing found in {many}"
    status: LaneStatus = "failed" if found else "passed"
    return LaneRun(
        "diagnostics",
        "sensitive data",
        "credentials and personal data, read from code, notebooks and settings",
        status,
        why,
        findings=len(found),
        diagnostic="DC6",
    )


def _notebooks(errand: Errand, checks: Collection[str]) -> LaneRun:
    found = [one for one in errand.findings if one.check in checks]
    said = f"; {counted(len(found), 'finding')}" if found else "; nothing found"
    return LaneRun(
        "diagnostics",
        "notebook checks",
        "saved outputs, order and hidden state of notebooks, read without running them",
        "failed" if found else "passed",
        notebooks_statement(errand.notebooks) + said,
        findings=len(found),
        diagnostic="DC7",
    )
