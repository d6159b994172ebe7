"""Having: what code asks for by `hasattr` of an object that is of a repository class, or of one of several.

`if hasattr(model, "make_windows"): model.train(*model.make_windows(rows)) else: model.fit(rows, labels)` fits each
kind of model in its own arm: in either arm the object is of the classes that the answer leaves.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Cls, Const, Func, Lib, Obj, Symbol, Value, state
from mle_reviewer.knowledge.table import ClassEntry

_HAS: Final = "has"  # the key of such a question: (this, the number of the object, the name)
_ANSWERING: Final = ("__getattr__", "__getattribute__")  # what gives attributes that no class body names


def asked(cx: Context, owner: Value, name: str) -> Value:
    """Whether an object has an attribute: a constant, or a question that each of its arms answers."""
    inner = state(owner)
    if not isinstance(inner, Obj) or inner.cls is None:
        return UNKNOWN
    if name in inner.attrs:
        return UNKNOWN if inner.others else Const(value=True)
    have = [None if cls is None else _has(cls, name) for cls in _classes(inner)]
    if all(have):
        return Const(value=True)
    if None in have or not any(have) or not isinstance(owner, Box):
        return UNKNOWN  # what no class has may have been set at a place that is not followed
    key = (_HAS, owner.number, name)
    cx.owners[key] = owner
    return Const(Symbol(key))


def left_in_arms(cx: Context, key: Hashable) -> tuple[Box, Obj, Obj] | None:
    """The object that a condition asks for an attribute, as it is where it has that and where it has not."""
    owner = cx.owners.get(key)
    inner = owner.state if owner is not None else None
    if owner is None or not isinstance(inner, Obj) or not isinstance(key, tuple) or None in _classes(inner):
        return None
    classes = [cls for cls in _classes(inner) if cls is not None]
    with_it = [cls for cls in classes if _has(cls, key[2])]
    without = [cls for cls in classes if cls not in with_it]
    return (owner, _of(cx, inner, with_it), _of(cx, inner, without)) if with_it and without else None


def put_together(owner: Box, before: Obj) -> Obj | None:
    """An object after both arms, as what it was first; None where not all of its classes come out of them."""
    after = owner.state
    if not isinstance(after, Obj) or set(_classes(after)) != set(_classes(before)):
        return None
    return after.but(path=before.path, entry=before.entry, cls=before.cls, others=before.others)


def _classes(owner: Obj) -> tuple[Cls | None, ...]:
    return (owner.cls, *owner.others)


def _of(cx: Context, owner: Obj, classes: list[Cls]) -> Obj:
    """The same object where it is of some of its classes alone."""
    first, *others = classes
    if first is owner.cls:
        return owner.but(others=tuple(others))
    path = f"{first.module.name}.{first.code.qualname}"
    return owner.but(path=path, entry=_entry(cx, first), cls=first, others=tuple(others))


def _entry(cx: Context, cls: Cls) -> ClassEntry | None:
    """What knowledge says of the first library class that a class is derived from."""
    for base in cls.bases:
        found = cx.table.find(base.path) if isinstance(base, Lib) else _entry(cx, base) if type(base) is Cls else None
        if isinstance(found, ClassEntry):
            return found
    return None


def _has(cls: Cls, name: str) -> bool | None:
    """Whether a class or one that it is derived from names an attribute; None where something else may give it."""
    if name in cls.names:
        return True
    if any(isinstance(cls.names.get(one), Func) for one in _ANSWERING):
        return None
    of_bases = [_has(base, name) if isinstance(base, Cls) else None for base in cls.bases]
    return True if True in of_bases else None if None in of_bases else False


__all__ = ["asked", "left_in_arms", "put_together"]
