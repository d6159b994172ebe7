"""Fields that have a place as well as a name: of named tuples, and of results that a library gives as such."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.values import UNKNOWN, Cls, Lib, Obj, Value
from mle_reviewer.knowledge.table import ClassEntry


def of_named_tuple(owner: Obj) -> tuple[Value, ...] | None:
    """The fields of a named tuple of the repository in order, None for any other object."""
    cls = owner.cls
    while cls is not None and not cls.code.fields and cls.bases and isinstance(cls.bases[0], Cls):
        cls = cls.bases[0]  # a class that only adds methods
    if cls is None or not any(isinstance(base, Lib) and base.path == "typing.NamedTuple" for base in cls.bases):
        return None
    return tuple(owner.attrs.get(name) or cls.names.get(name, UNKNOWN) for name in cls.code.fields)


def of_result(cx: Context, frame: Frame, value: Value, entry: object, pos: int) -> tuple[Value, ...] | None:
    """The fields, in order, of a result whose class names them; None where it names none."""
    names = entry.slots.get("names") if isinstance(entry, ClassEntry) else None
    return tuple(cx.read(frame, value, name, pos) for name in names) if isinstance(names, tuple) else None
