"""Says what flow knows at a line, to understand a finding or its absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.gate import Gate
from mle_reviewer.checks.knowing import table_for
from mle_reviewer.checks.reaching import Reach
from mle_reviewer.checks.scripts import followed_alone, readers
from mle_reviewer.checks.staging import read_stages
from mle_reviewer.checks.worlds import Following, world_of
from mle_reviewer.flow.questions.describing import described
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.reading import Reader

if TYPE_CHECKING:
    from mle_reviewer.sources.change import Tree


def why(tree: Tree, path: str, line: int, cell: int | None = None) -> str:
    """What flow knows at a line: the acts there, with their rows and what their features had learned."""
    reader = Reader(tree)
    known, _gaps = table_for(tree)
    paths = sorted(one for one in tree.paths() if one.endswith((".py", ".ipynb")))
    layout = Layout(tree.paths(), known.tops)
    stages = read_stages(reader, tree.paths())
    following = Following(reader, layout, stages, known)
    reach = Reach(layout, reader, Gate(layout, reader, known, ()), paths, stages)
    entries = reach.of({path, *readers(layout, reader, paths, {path})})
    entries = [*entries, *followed_alone(layout, reader, {path})]
    flow = following.flow(entries)
    world = world_of(entries, flow)
    more = reach.handing(entries, (*world.missed, *world.written))
    if more:
        flow = following.flow(sorted({*entries, *more}))
    lines = [
        described(flow, act)
        for act in flow.acts[1:]
        if act.place.path == path and (at := reader.locate(act.place)).line == line and at.cell == cell
    ]
    if not lines:
        lines = ["nothing that moves rows, learns from them or judges a model was seen on this line"]
    gaps = [f"not seen: {gap.path}:{gap.line} {gap.why}" for gap in reader.gaps if gap.path == path]
    return "\n".join([*dict.fromkeys(lines), *gaps])
