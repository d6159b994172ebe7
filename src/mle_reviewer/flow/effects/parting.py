"""Parts that a loader gives by their name: those that the data set has, and those that the loader draws itself."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import is_missing, literal, symbol
from mle_reviewer.flow.effects.splitting import side_of, split_act
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, narrow, union
from mle_reviewer.flow.facts.values import Data, Lib, Seq, Value
from mle_reviewer.flow.operations.call import Call, kind_of, truthy

_SHARE: Final = re.compile(r"([\w.-]+)(\[(-?\d*%?):(-?\d*%?)\])?")
_DRAWN: Final = ("training", "validation")  # the names of the two sides of a folder that is split as it is read
_BOTH: Final = "both"


def part(call: Call, rows: Rows, root: int, name: object) -> Rows:
    """A part by its name; a text may name several (`train+test`) and shares of one (`train[:80%]`)."""
    if name in {*_DRAWN, _BOTH} and (split := _drawn(call, rows)) is not None:
        return rows if name == _BOTH else _side(call, rows, split, _DRAWN.index(str(name)))
    pieces = name.split("+") if isinstance(name, str) else [name]
    found: Rows = NO_ROWS
    for piece in pieces:
        cut = _SHARE.fullmatch(piece.strip()) if isinstance(piece, str) else None
        steps: list[Step] = [("side", ("part", root), piece if cut is None else cut[1])]
        if cut is not None and cut[2] is not None:
            low, high = (int(bound.strip("%")) if bound else None for bound in cut.group(3, 4))
            steps.append(("slice", ("share", root), low, high))
        found = union(found, narrow(rows, *steps))
    return found


def asked(call: Call) -> Hashable:
    """The name of the part that is asked for; a constant of the library (`Split.TRAIN`) means the part of its name."""
    value = call.slot("part")
    if isinstance(value, Lib) and call.cx.table.find(value.path) is None:
        return value.path.rpartition(".")[2].lower()
    return literal(value)


def both(call: Call, name: Hashable, whole: Data) -> Value | None:
    """The two sides of a folder that is split as it is read, where both are asked for; else None."""
    split = _drawn(call, whole.rows) if name == _BOTH else None
    if split is None:
        return None
    sides = (whole.but(rows=_side(call, whole.rows, split, number)) for number in (0, 1))
    return Seq(tuple(call.result(side) for side in sides))


def features_and_labels(call: Call, data: Data) -> Value | None:
    """Examples and their labels as two arrays, or a table and a column, where both are asked for apart; else None."""
    kinds = call.word("element")
    if not truthy(call.slot("apart")) or not isinstance(kinds, tuple):
        return None
    array, table, column = kinds
    asked_for = (table, column) if truthy(call.slot("tables")) else (array, array)
    return Seq(tuple(call.cx.fresh(data.but(type=kind, kind=kind_of(call.cx, kind))) for kind in asked_for))


def _side(call: Call, rows: Rows, split: Act, number: int) -> Rows:
    return narrow(rows, call.cx.record.cut(side_of(split, number), split))


def _drawn(call: Call, rows: Rows) -> Act | None:
    """The split of a folder that is read in a random order: two readings agree only where they draw alike.

    None where nothing says so: a library that is to shuffle without a seed refuses to split.
    """
    share, seed = call.slot("validation_split"), call.slot("seed")
    if is_missing(share) or "shuffle" not in call.entry.slots:
        return None
    shuffled = truthy(call.slot("shuffle"), default=True)
    if shuffled and is_missing(seed):
        return None
    return split_act(
        call, rows, seed if shuffled else None, shuffled=shuffled, ordered=False, deliberate=not shuffled,
        parts=symbol(share),
    )  # fmt: skip
