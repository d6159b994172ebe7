"""Objects of the repository's classes: how they are made, and what `super()` leads to."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, mix
from mle_reviewer.flow.effects.objects import argument_place
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Cls, Func, Lib, Map, Obj, Seq, Value, state
from mle_reviewer.flow.machine import attributes
from mle_reviewer.flow.operations import binding, examples, opaque
from mle_reviewer.flow.operations.call import argument_of
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

SUPER: Final = "super"  # the path of the object that `super()` gives


def instantiate(cx: Context, frame: Frame, cls: Cls, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
    """An object of a repository class."""
    if not args and _is_dict(cls):
        return cx.fresh(Map(dict[Hashable, Value](kwargs.items())))
    entry = attributes.library_base(cx, cls)
    path = f"{cls.module.name}.{cls.code.qualname}"
    box = cx.fresh(Obj(path, entry, cls))
    init = attributes.find(cls, "__init__")
    if isinstance(init, Func):
        cx.enter(init.bind(box, cls), args, kwargs, frame, pos)
        if getattr(entry, "role", "") == "dataset":
            opaque.as_source(cx, box, cls.code.name, [*args, *kwargs.values()], cx.place(frame, pos))
            examples.told(cx, frame, box, pos)
        return box
    names = binding.fields(cls)
    if not names and entry is not None:
        made_with(cx, frame, box, entry, args, kwargs, pos)
        return box
    kwargs = binding.by_fields(cx, kwargs, names[len(args) :])
    attrs: dict[str, Value] = dict(zip(names, args, strict=False))
    attrs.update(kwargs)
    attrs.update(_started(cx, frame, cls, [name for name in names if name not in attrs], pos))
    if attrs:
        cx.write(box, Obj(path, entry, cls, attrs))
    after = attributes.find(cls, "__post_init__")
    if isinstance(after, Func):
        cx.enter(after.bind(box, cls), [], {}, frame, pos)
    return box


def _started(cx: Context, frame: Frame, cls: Cls, names: list[str], pos: int) -> dict[str, Value]:
    """The fields that say by a call what they start from: one of their own for each object."""
    found: dict[str, Value] = {}
    for name in names:
        says = state(attributes.find(cls, name) or UNKNOWN)
        if not isinstance(says, Obj) or says.cls is not None:
            continue
        factory, initial = argument_of(says, "function"), argument_of(says, "initial")
        if factory is not None:
            found[name] = cx.call(frame, factory, [], {}, pos)
        elif initial is not None:
            found[name] = initial
    return found


def _is_dict(cls: Cls) -> bool:
    """Whether a class is a dict that only says how its keys are read (as attributes, mostly)."""
    plain = all(name.startswith("__") for name in cls.names if isinstance(cls.names[name], Func))
    return plain and any(isinstance(base, Lib) and base.path == "builtins.dict" for base in cls.bases)


def made_with(
    cx: Context, frame: Frame, box: Box, entry: ClassEntry, args: list[Value], kwargs: dict[str, Value], pos: int
) -> None:
    """What the library's own constructor keeps of its arguments in an object of a class that is derived from it."""
    owner, init = box.state, entry.init
    if not isinstance(owner, Obj) or init is None:
        return
    given = {"(" + name: value for name, value in (*zip(init.params, args, strict=False), *kwargs.items())}
    if init.star is not None and len(args) > len(init.params):
        given["(*" + init.star] = Seq(tuple(args[len(init.params) :]))
    rows = argument_of(owner.but(attrs=given), "rows")
    if rows is not None and data_of(rows).rows:
        given["(data"] = rows
    elif entry.role in {"dataset", "loader"}:
        data = mix(data_of(value) for value in (*args, *kwargs.values()))
        if data.rows:
            given["(data"] = data.but(kind=entry.role, type=entry.path, column=None)
    if entry.role == "trainer":
        says = {**entry.slots, **init.slots}.get("validation")
        cx.made_at[box.number] = argument_place(cx, frame, pos, says)
    cx.write(box, owner.but(attrs={**owner.attrs, **given}))


def _later(cls: Cls, code: Any) -> Iterator[Cls]:
    """The classes of the repository that come after the one whose method is running, in the order of their bases."""
    line = list(dict.fromkeys(_lineage(cls)))
    at = next((n for n, one in enumerate(line) if any(_is(value, code) for value in one.names.values())), 0)
    yield from line[at + 1 :]


def _lineage(cls: Cls) -> Iterator[Cls]:
    yield cls
    for base in cls.bases:
        if isinstance(base, Cls):
            yield from _lineage(base)


def _is(value: Value, code: Any) -> bool:
    return isinstance(value, Func) and value.code is code


def _own(parent: Obj, frame: Frame, name: str) -> Func | None:
    """The method that `super().name` is, if a class of the repository has it."""
    owner = state(parent.attrs["(self"])
    later = _later(owner.cls, frame.code) if isinstance(owner, Obj) and owner.cls is not None else ()
    return next((found for one in later if isinstance(found := one.names.get(name), Func)), None)


def of_library(frame: Frame, parent: Obj, name: str) -> CallEntry | None:
    """What the library says of a method that `super()` is asked for, where no class of the repository has it."""
    owner = state(parent.attrs["(self"])
    if not isinstance(owner, Obj) or not isinstance(owner.entry, ClassEntry) or _own(parent, frame, name) is not None:
        return None
    return owner.entry.methods.get(name)


def of_parent(
    cx: Context, frame: Frame, parent: Obj, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """`super().name(…)`: the method of the next class of the repository, or the library's constructor."""
    me = parent.attrs["(self"]
    owner = state(me)
    found = _own(parent, frame, name)
    if found is not None:
        bound = found if "staticmethod" in found.code.decorators else found.bind(me, owner.cls)
        return cx.enter(bound, args, kwargs, frame, pos)
    if name == "__init__" and isinstance(me, Box) and isinstance(owner, Obj) and isinstance(owner.entry, ClassEntry):
        made_with(cx, frame, me, owner.entry, args, kwargs, pos)
    return UNKNOWN
