"""Attributes: of modules, objects, classes, tables and library things."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, names_in, together
from mle_reviewer.flow.effects import EFFECTS, path_part
from mle_reviewer.flow.effects.holding import attach, attached
from mle_reviewer.flow.facts.rows import INDEX
from mle_reviewer.flow.facts.values import (
    LAST,
    LISTED,
    NUMBERED,
    OPAQUE,
    SPANS,
    UNKNOWN,
    Bound,
    Box,
    Cls,
    Const,
    Data,
    Func,
    Lib,
    Map,
    Module,
    Obj,
    Seq,
    Value,
)
from mle_reviewer.flow.machine import remembering
from mle_reviewer.flow.operations import containers, edges, frames, opaque, pieces, writings
from mle_reviewer.flow.operations.call import Call, argument_of
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

UNTYPED: Final = "unknown.Rows"
_NAMES: Final = frozenset({"name", "stem", "path"})  # of a path, or of an entry of a folder
_FOLDERS: Final = frozenset({"parent", "parents", "parts"})
_OF_DICT: Final = frozenset(dir(dict))
_OF_TUPLE: Final = frozenset(dir(tuple))
_PROPERTIES: Final = ("property", remembering.CACHED_PROPERTY)


def read(cx: Context, frame: Frame, obj: Value, name: str, pos: int) -> Value:
    """`obj.name`."""
    kind = type(obj)
    if kind is Lib:
        return Lib(f"{obj.path}.{name}")  # type: ignore[union-attr]
    if kind is Module:
        return _of_module(obj, name)  # type: ignore[arg-type]
    inner = obj.state if kind is Box else obj  # type: ignore[union-attr]
    kind = type(inner)
    if kind is Data:
        return _of_data(cx, frame, obj, inner, name, pos)  # type: ignore[arg-type]
    if kind is Obj:
        return _of_object(cx, frame, obj, inner, name, pos)  # type: ignore[arg-type]
    if isinstance(inner, Cls):
        found = find(inner, name)
        if isinstance(found, Func):
            return found.bind(inner, inner) if "classmethod" in found.code.decorators else found
        if name == "__name__":
            return Const(inner.code.name)
        return found if found is not None and not isinstance(found, Lib) else UNKNOWN
    if isinstance(inner, Func) and name in {"__name__", "__qualname__"}:
        return Const(inner.code.name)
    if isinstance(inner, Const):
        part = path_part(cx, inner, name) or edges.attribute(inner, name)
        return part if part is not None else Bound(obj, name)
    if isinstance(inner, Map) and name in inner.items and name not in _OF_DICT:
        return inner.items[name]  # settings are read by attribute too
    if isinstance(inner, Seq) and inner.kind == "tuple" and inner.items and name not in _OF_TUPLE:
        return containers.mixed(cx, list(inner.items))  # a result whose fields have names
    if isinstance(inner, (Seq, Map)):
        return Bound(obj, name)
    if isinstance(inner, Bound):
        return inner
    return UNKNOWN


def _of_module(module: Module, name: str) -> Value:
    return module.names.get(name, UNKNOWN)


def find(cls: Cls, name: str) -> Value | None:
    """A name of a class or of its bases; a library base answers with itself."""
    found = cls.names.get(name)
    if found is not None:
        return found
    for base in cls.bases:
        if isinstance(base, Cls):
            found = find(base, name)
            if found is not None and not isinstance(found, Lib):
                return found
    return next((base for base in _library_bases(cls)), None)


def _library_bases(cls: Cls) -> list[Lib]:
    found: list[Lib] = []
    for base in cls.bases:
        if isinstance(base, Lib):
            found.append(base)
        elif isinstance(base, Cls):
            found.extend(_library_bases(base))
    return found


def library_base(cx: Context, cls: Cls) -> ClassEntry | None:
    """The first base of a repository class that knowledge describes."""
    for base in _library_bases(cls):
        entry = cx.table.find(base.path)
        if isinstance(entry, ClassEntry):
            return entry
    return None


def _of_object(cx: Context, frame: Frame, obj: Value, inner: Obj, name: str, pos: int) -> Value:
    found = inner.attrs.get(name)
    if found is not None:
        return found
    if inner.cls is not None:
        found = find(inner.cls, name)
        if isinstance(found, Func):
            if any(word.rpartition(".")[2] in _PROPERTIES for word in found.code.decorators):
                got = cx.enter(found.bind(obj, inner.cls), [], {}, frame, pos)
                return remembering.kept(cx, found, obj, name, got)
            return found if "staticmethod" in found.code.decorators else found.bind(obj, inner.cls)
        if found is not None and not isinstance(found, Lib):
            return found
    entry = inner.entry
    if isinstance(entry, ClassEntry):
        says = cx.table.attribute(entry, name)
        if says is not None:
            return _attribute_effect(cx, frame, obj, says, pos)
        if name in entry.methods:
            return Bound(obj, name)
        given = inner.attrs.get("(" + name)
        if given is not None:
            return given
        if entry.role == "pipeline" and name == "named_steps":
            return obj
        if entry.role == "pipeline" and name == "steps":
            return argument_of(inner, "steps") or UNKNOWN
    if name.endswith("_") and not name.startswith("_") and (inner.learned or inner.fits):
        if name == "best_estimator_":
            return obj
        return Data(learned=inner.learned, kind="stat")
    return Bound(obj, name) if inner.cls is None else UNKNOWN


def _attribute_effect(cx: Context, frame: Frame, obj: Value, says: CallEntry, pos: int) -> Value:
    """An attribute that knowledge describes: worked out like a call without arguments."""
    handler = EFFECTS.get(says.effect)
    return handler(Call(cx, frame, says, obj, [], {}, pos)) if handler is not None else UNKNOWN


def _of_data(cx: Context, frame: Frame, obj: Value, data: Data, name: str, pos: int) -> Value:
    if data is UNKNOWN:
        return Bound(obj, name) if isinstance(obj, Box) else UNKNOWN
    if data.kind == "loc":
        return data
    if SPANS in data.traits and (moment := edges.attribute(data, name)) is not None:
        return moment
    entry = cx.table.find(data.type or UNTYPED) or cx.table.find(UNTYPED)
    if isinstance(entry, ClassEntry):
        if data.kind == "dataset" and (given := attached(cx, data, name, beside=_beside(entry, name))) is not None:
            return given
        says = cx.table.attribute(entry, name)
        if says is not None:
            return _attribute_effect(cx, frame, obj, says, pos)
        if name in entry.methods:
            return Bound(obj, name)
    if data.kind == OPAQUE and cx.table.duck(name) is None:
        return cx.fresh(opaque.piece(data, ("attribute", name)))
    if data.kind == "frame" or (data.kind == "grouped" and not name.startswith("_")):
        return frames.column(cx, data, name, obj if isinstance(obj, Box) else None)
    if LISTED in data.traits and name in _NAMES:
        return data.but(view=None, traits=data.traits if name == "path" else writings.put(data, None).traits | {LAST})
    if cx.table.duck(name) is not None:
        return Bound(obj, name)
    if name in _FOLDERS and LISTED in data.traits:
        return writings.folder_of(data, pieces.folder(data)) if name == "parent" else pieces.path_parts(data)
    named = INDEX if data.kind == "index" and data.column is None else data.column
    if data.kind == "row" and data.type is None and LISTED not in data.traits:
        if data.column is None and data.parts and len(data.parts) > 1:  # of what several of its fields make
            return data.but(parts=together([data]))
        field = frames.column(cx, data, name, None)  # a field of a row
        return field if data.column is None else field.but(parts=data.parts, column=name)  # or of one of its fields
    told = None if named is None or data.kind not in {"series", "index"} else f"{named}.{name}"
    if data.type is None and data.kind == "series":
        return data.but(
            column=told, parts=None, only=None, source=0
        )  # what stands under a name may hold several things
    # The year, the length … of each value: a column of its own, told by what it is called.
    return data.but(column=told)


def write(cx: Context, frame: Frame, obj: Value, name: str, value: Value, pos: int) -> None:
    """`obj.name = value`."""
    if isinstance(obj, Module):
        obj.names[name] = value
        return
    if isinstance(obj, Cls):
        obj.names[name] = value
        return
    if not isinstance(obj, Box):
        return
    inner = obj.state
    if isinstance(inner, Obj):
        if inner.cls is not None:
            found = find(inner.cls, name)
            if isinstance(found, Func) and any(word.endswith(".setter") for word in found.code.decorators):
                cx.enter(found.bind(obj, inner.cls), [value], {}, frame, pos)
                return
        cx.write(obj, inner.but(attrs={**inner.attrs, name: value}))
    elif isinstance(inner, Data):
        if name == "columns":
            names = names_in(value)
            pieces.fields(cx, [*(names or ())], [inner] * len(names or ()))
            renamed = inner.but(cols={}, learned=inner.all_learned(), only=names, gone=frozenset())
            if names is None:
                renamed.source = 0  # which column has which name now is not known
            cx.write(obj, renamed)
        elif name == "index":
            cx.write(obj, inner.but(traits=inner.traits - {NUMBERED}))
        elif inner.kind == "frame":
            # A table takes a new attribute for no column: only what is known to be one is written over.
            known = data_of(value) if inner.has(name) else data_of(value).but(parts=None)
            cx.write(obj, frames.with_column(inner, name, known))
        elif inner.kind == "dataset" and isinstance(entry := cx.table.find(inner.type or ""), ClassEntry):
            cx.write(obj, attach(cx, inner, name, value, beside=_beside(entry, name)))


def _beside(entry: ClassEntry, name: str) -> bool:
    """Whether an attribute of a data set is something that stands beside each of its rows."""
    says = entry.attributes.get(name)
    return says is not None and says.get("effect") == "node-values"
