"""Lists of names that the code writes out, of which some are not known: which columns of a table they may choose."""

from __future__ import annotations

from mle_reviewer.flow.context import data_of, literal
from mle_reviewer.flow.facts.values import Data, Seq, Value
from mle_reviewer.flow.operations import adding_columns, frames


def chosen(table: Data, listed: Seq) -> Data:
    """A table less those columns, written under a name, that a list which spells others out does not name.

    Whether a name that nobody knows is one of these is not known either. Names that a table or a statistic gave may be
    any of its columns.
    """
    told = {name for item in listed.items if isinstance(name := literal(item), str)}
    if not told or told >= table.cols.keys():
        return table
    others = [item for item in listed.items if literal(item) is None]
    if any(_given(item) for item in (*others, *([] if listed.rest is None else [listed.rest]))):
        return table
    spelled = [ends for item in others if (ends := adding_columns.ends(item)) is not None]
    cols = {
        name: learned for name, learned in table.cols.items()
        if name in told or any(name.startswith(before) and name.endswith(after) for before, after in spelled)
    }  # fmt: skip
    return table.but(cols=cols, column=table.column)


def but_left_out(table: Data, listed: Seq) -> Data:
    """The columns of a table that a list may choose which a loop filled with names: less those that none of them is."""
    held = [data_of(one) for one in (*listed.items, *(() if listed.rest is None else (listed.rest,)))]
    if not held or any(one.kind != "name" for one in held):
        return table
    gone = frozenset[str].intersection(*(one.gone for one in held))
    named = [one.only for one in held if one.only is not None]
    if len(named) == len(held):
        gone |= table.cols.keys() - frozenset[str]().union(*named)
    return frames.without(table, gone) if gone else table


def _given(item: Value) -> bool:
    """Whether a name is one that a table has, or that a statistic chose."""
    name = data_of(item)
    return name.kind in {"columns", "name"} or bool(name.all_learned())
