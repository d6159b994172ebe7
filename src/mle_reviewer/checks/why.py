"""Says what flow knows at a line, to understand a finding or its absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.glance import Glances, Words
from mle_reviewer.checks.knowing import table
from mle_reviewer.checks.reaching import reaching
from mle_reviewer.checks.reading import Reader
from mle_reviewer.flow.describing import described
from mle_reviewer.flow.following import follow
from mle_reviewer.flow.project import Project

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree


def why(tree: Tree, path: str, line: int, cell: int | None = None) -> str:
    """What flow knows at a line: the acts there, with their rows and what their features had learned."""
    reader = Reader(tree)
    paths = sorted(one for one in tree.paths() if one.endswith((".py", ".ipynb")))
    project = Project(paths, reader.code)
    glances = Glances(project.layout, reader, Words(()), Words(()))
    entries = [path] if path.endswith(".ipynb") else reaching(glances, paths, {path})
    flow = follow(project, entries, table())
    flow.locate = reader.locate
    lines = [
        described(flow, act)
        for act in flow.acts[1:]
        if act.place.path == path and (at := reader.locate(act.place)).line == line and at.cell == cell
    ]
    if not lines:
        lines = ["nothing that moves rows, learns from them or judges a model was seen on this line"]
    gaps = [f"not seen: {gap.path}:{gap.line} {gap.why}" for gap in reader.gaps if gap.path == path]
    return "\n".join([*dict.fromkeys(lines), *gaps])
