"""Archives: files that hold several arrays or tables, each under a name, with rows of its own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import source
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Data, Symbol, Value
from mle_reviewer.flow.operations import lots
from mle_reviewer.flow.operations.call import element_type, kind_of

KIND: Final = "archive"  # the kind of an archive that has been opened
_NAME: Final = "(name)"  # what stands for one of its names in a loop over them


def member(cx: Context, data: Data, name: str) -> Data | None:
    """An array by its name in a stored archive of arrays: rows of its own."""
    return _own(cx, data, name, repr(name)) if data.kind == "array" else None


def under(cx: Context, data: Data, index: Value) -> Data:
    """What stands under a name in an archive; a name that nobody knows is told by how it was made."""
    key = symbol(index)
    if isinstance(key, str):
        words = repr(key)
    else:
        words, key = "…", (_NAME, cx.identity(index) if key is None else key)
        if index is UNKNOWN or data_of(index).rows:
            key = (_NAME, cx.identity(object()))
    found = _own(cx, data, key, words)
    if found is None:
        return data.but(kind="", type=None, column=None)
    says = element_type(cx, data.type)
    return found if says is None else found.but(type=says, kind=kind_of(cx, says))


def names(cx: Context, data: Data, place: Hashable) -> Value:
    """One of the names in an archive."""
    return Const(Symbol((_NAME, cx.row_set(data.rows), place)))


def _own(cx: Context, data: Data, key: Hashable, words: str) -> Data | None:
    if len(data.rows) != 1:
        return None
    root, steps, _arms = next(iter(data.rows))
    act = cx.record.by_root.get(root)
    if steps or act is None or act.kind != "load":
        return None
    own = cx.record.root("load", act.place, f"{act.words}[{words}]", ("member", root, key))
    if cx.rounds:
        lots.loaded(cx, own, key)
    if root in cx.files:
        cx.files.setdefault(own, cx.files[root])
    made = Data(source(own), kind="array", type=data.type)
    made.source = own
    return made
