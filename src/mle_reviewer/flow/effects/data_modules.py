"""Data modules: one object that a trainer is given for all parts, and asks for each of them by a method of its own.

What it, or the model in its place, says of the rows as a whole is said of no part: where the method cannot be followed,
nothing is known of which rows it gives, and so nothing of whether those of another method are the same.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import OPAQUE, UNKNOWN, Cls, Const, Data, Func, Map, Obj, Value, state
from mle_reviewer.flow.operations.call import Call, kind_of
from mle_reviewer.knowledge.table import ClassEntry

_UNTOLD: Final = frozenset({OPAQUE, ""})
_TABLES: Final = frozenset({"frame", "series"})  # of which no trainer takes batches
_LOADING: Final = frozenset({"dataset", "loader"})
_PROTOCOL: Final = ("__iter__", "__getitem__")


def rows(call: Call, method: str) -> Data:
    """The rows that a trainer trains or judges on: what a data module's method gives, or what a loader holds."""
    given = asked(call, "asks")
    if given is not None:
        data = data_of(given)
        followed = type(state(given)) is not Data or _kind(call, data) not in _UNTOLD | _TABLES
        return data if followed else _apart(data, method)
    module, value = call.slot("module"), call.slot("rows")
    if isinstance(parts := state(value or UNKNOWN), Map) and (named := literal(call.slot("part"))) in parts.items:
        return data_of(parts.items[named])
    data = data_of(value)
    if data is UNKNOWN and call.args:
        return _apart(data_of(call.args[0]), method)  # the model, which has such methods as well
    return _apart(data, method) if not is_missing(module) or _is_module(call, value, data) else data


def _kind(call: Call, data: Data) -> str:
    """What rows are held in: what an unknown call was given, it mostly gives."""
    return data.kind if data.kind or data.type is None else kind_of(call.cx, data.type)


def _apart(data: Data, method: str) -> Data:
    """Rows of which a method gives some: of what nobody knows, others than another method."""
    if not data.rows:
        return data
    unknown = data.kind in _UNTOLD and data.type is None
    step = ("side", ("part", "asked"), method) if unknown else ("some", ("asked", method))
    return data.but(rows=narrow(data.rows, step))


def _is_module(call: Call, value: Value | None, data: Data) -> bool:
    """Whether what stands where loaders do is none, or perhaps none."""
    inner = state(value or UNKNOWN)
    if isinstance(inner, Obj):
        loads = isinstance(inner.entry, ClassEntry) and inner.entry.role in _LOADING
        return not loads and not (inner.cls and any(own_method(inner.cls, name) for name in _PROTOCOL))
    untold = data.type is None and (data.kind in _UNTOLD or data.kind == "dataset")
    return type(inner) is Data and (untold or _kind(call, data) in _TABLES)


def asked(call: Call, slot: str) -> Value | None:
    """What a trainer gets that asks a data module or a model for rows by the methods that knowledge names; else None.

    A method is named with its constant argument where it takes one (`setup fit`).
    """
    methods = call.word(slot)
    if not isinstance(methods, tuple):
        return None
    for holder in (*call.args, *call.kwargs.values()):
        inner = state(holder)
        if isinstance(inner, Obj) and inner.cls is not None and own_method(inner.cls, str(methods[-1])) is not None:
            found: Value = UNKNOWN
            for name, *given in (str(method).split() for method in methods):
                if own_method(inner.cls, name) is not None:
                    found = call.cx.method(call.frame, holder, name, [Const(one) for one in given], {}, call.pos)
            return found
    return None


def asked_at(call: Call, slot: str) -> Place | None:
    """Where the repository's method stands that a trainer asks last."""
    methods = call.word(slot)
    for holder in (*call.args, *call.kwargs.values()):
        inner = state(holder)
        if isinstance(methods, tuple) and isinstance(inner, Obj) and inner.cls is not None:
            found = own_method(inner.cls, str(methods[-1]))
            if found is not None:
                return Place(found.module.path, found.code.pos)
    return None


def own_method(cls: Cls, name: str) -> Func | None:
    """A method that a class of the repository, or a base of it there, defines."""
    found = cls.names.get(name)
    if isinstance(found, Func):
        return found
    return next((m for base in cls.bases if isinstance(base, Cls) and (m := own_method(base, name))), None)
