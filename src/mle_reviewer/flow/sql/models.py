"""Models that SQL trains: the fit, what it holds out, and the columns it takes for labels."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.sql.naming import bare
from mle_reviewer.flow.sql.relation import Relation, as_data
from mle_reviewer.flow.sql.scope import Run
from mle_reviewer.program.sql.facts import Statement

_UNSPLIT: Final = frozenset({"no_split", "custom", "seq"})


def trained(run: Run, statement: Statement, relation: Relation) -> None:
    """CREATE MODEL: a fit on the rows of its query."""
    whole = as_data(relation, frozenset(run.world.times))
    labels = frozenset(statement.labels)
    label = _columns(relation, whole, labels, inside=True)
    features = _columns(relation, whole, labels, inside=False)
    options = dict(statement.options)
    rows = relation.rows
    held_out = None
    if options.get("data_split_method", "auto_split").lower() not in _UNSPLIT and labels and rows:
        split = run.act("split", statement.pos, "held out", rows, words="a random part is held out")
        split.detail.update(shuffled=True, ordered=False, inner=True, traits=whole.traits, grouped=False)
        held_out = narrow(rows, run.cx.record.cut(("side", split.number, 1), split))
        rows = narrow(rows, run.cx.record.cut(("side", split.number, 0), split))
    learned = features.all_learned()
    fit = run.act("fit", statement.pos, ("model", statement.target), rows, learned=learned, words="CREATE MODEL trains")
    fit.detail.update(
        labels=label, features=features, validation=Data(), name=statement.target, role="estimator", selects=False,
        stopping=False, weights=False,
    )  # fmt: skip
    if held_out is not None:
        run.act(
            "score", statement.pos, ("held out", statement.target), held_out, fits=frozenset([fit.number]), metric=True,
            internal=True, learned=learned, words="CREATE MODEL scores on what it holds out",
        )  # fmt: skip
    run.world.models[bare(statement.target)] = frozenset([fit.number])


def _columns(relation: Relation, whole: Data, labels: frozenset[str], *, inside: bool) -> Data:
    """The label columns, or the others."""
    names = frozenset(cell.shown for key, cell in relation.cells.items() if (key in labels) == inside)
    if inside:
        names |= frozenset(label for label in labels if label not in relation.cells and relation.wide)
        return whole.but(only=names, cols={n: whole.of_column(n) for n in names}, gone=frozenset())
    if relation.wide:
        cols = {name: learned for name, learned in whole.cols.items() if name in names}
        return whole.but(gone=whole.gone | labels, cols=cols)
    return whole.but(only=names, cols={name: whole.of_column(name) for name in names})


__all__ = ["trained"]
