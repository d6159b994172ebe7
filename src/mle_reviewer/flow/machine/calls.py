"""Calls: binding arguments, choosing what is called, and handing library calls to their effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, names_in
from mle_reviewer.flow.effects import EFFECTS, TEXT_METHODS, answered, class_made, decorated, sort
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import (
    LISTED,
    MIXED,
    NONE,
    OPAQUE,
    REPORTED,
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
    Opened,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.machine import attributes, instances, own_models
from mle_reviewer.flow.operations import (
    alternatives,
    comparing,
    containers,
    edges,
    iteration,
    meeting,
    methods,
    names,
    opaque,
    order,
    pieces,
    prompts,
    rewriting,
    sets,
    spelled,
    texts,
    vocabularies,
)
from mle_reviewer.flow.operations.call import Call, kind_of
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

if TYPE_CHECKING:
    from collections.abc import Mapping


def call(cx: Context, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
    """`callee(*args, **kwargs)`."""
    kind = type(callee)
    if kind is Lib:
        return _library(cx, frame, callee.path, args, kwargs, pos)  # type: ignore[union-attr]
    if kind is Func:
        if callee.options is not None and not args:  # type: ignore[union-attr]
            kwargs = {**cx.commanded(callee), **kwargs}  # type: ignore[arg-type]
        return cx.enter(callee, args, kwargs, frame, pos)  # type: ignore[arg-type]
    if kind is Cls:
        return instances.instantiate(cx, frame, callee, args, kwargs, pos)  # type: ignore[arg-type]
    if kind is Bound:
        return method(cx, frame, callee.receiver, callee.name, args, kwargs, pos)  # type: ignore[union-attr]
    inner = state(callee)
    if isinstance(inner, Obj):
        if inner.cls is not None:
            for name in ("__call__", "forward", "call"):
                found = attributes.find(inner.cls, name)
                if isinstance(found, Func):
                    made = cx.enter(found.bind(callee, inner.cls), args, kwargs, frame, pos)
                    return _forward(cx, frame, callee, inner, args, kwargs, pos, made)
        return _forward(cx, frame, callee, inner, args, kwargs, pos, None)
    says = cx.table.find(f"{inner.type}.__call__") if isinstance(inner, Data) and inner.type else None
    if isinstance(says, CallEntry):
        return _effect(cx, frame, says, callee, args, kwargs, pos)
    if isinstance(inner, Seq) and inner.kind == containers.EITHER:
        results = tuple(call(cx, frame, one, args, kwargs, pos) for one in inner.items)
        return containers.any_of(cx, Seq(results))
    return unknown(cx, args, kwargs, pos, frame, opaque.called(cx, callee))


def _forward(
    cx: Context,
    frame: Frame,
    callee: Value,
    inner: Obj,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
    made: Value | None,
) -> Value:
    """An object that is called: a network predicts, a loss compares, a layer passes on."""
    entry = inner.entry
    if made is not None and not args and not kwargs:
        return made  # it is given nothing: what it says is of what its own code reads
    if isinstance(entry, ClassEntry):
        says = entry.methods.get("__call__")
        handled = f"({entry.role}" in EFFECTS and (says is None or says.effect != "answer")
        if says is not None and made is None and not handled:
            return _effect(cx, frame, says, callee, args, kwargs, pos)
        handler = EFFECTS.get(f"({entry.role}")
        if handler is not None:
            gives = {} if says is None or "type" not in says.slots else {"type": says.slots["type"]}
            says = CallEntry(path=f"{entry.path}.__call__", effect=f"({entry.role}", slots=gives)
            return handler(Call(cx, frame, says, callee, args, kwargs, pos))
    return made if made is not None else unknown(cx, args, kwargs, pos, frame)


def unknown(
    cx: Context,
    args: list[Value],
    kwargs: Mapping[str, Value],
    pos: int,
    frame: Frame,
    name: str = "",
    *,
    receiver: Value | None = None,
) -> Value:
    """A call of something not known: its result has something of every argument, and nothing is learned.

    Without rows among the arguments it is opaque; `name` is what the code calls it, "" where it gives no rows.
    A method has something of its `receiver` as well; a text whose method is called is not put to any model by that.
    """
    given = [*args, *kwargs.values()]
    values = given if receiver is None else [receiver, *given]
    made = opaque.numbered(containers.mixed(cx, values), name, values)
    if made is UNKNOWN:
        return opaque.made(cx, frame, name, values, pos)
    if len(values) == 2 and (held := comparing.held_against(cx, *map(data_of, values))) is not None:
        return cx.fresh(held)
    if (shows := data_of(made)).traits and prompts.shown(cx, shows) and (receiver is None or _shows(cx, given)):
        return cx.fresh(answered(cx, frame, pos, shows))
    if type(made) is Data:
        kind = made.kind if len(values) == 1 or made.kind == "row" else ""
        traits = made.traits - {LISTED}  # what comes of a file's name is mostly what stands in it
        traits |= {MIXED} if len(roots(made.rows)) > 1 else set()
        return cx.fresh(made.but(kind=kind, column=None, picks=None, parts=None, source=0, view=None, traits=traits))
    inner = state(made)
    if isinstance(inner, Data):
        # A new object: what the call did not do in place, it did to its result.
        return cx.fresh(inner.but(column=None, picks=None, parts=None, traits=inner.traits - {LISTED}))
    return made


def _shows(cx: Context, values: list[Value]) -> bool:
    """Whether one of some values is a text that shows examples."""
    return any(prompts.shown(cx, data_of(one)) for one in values)


def _library(cx: Context, frame: Frame, path: str, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
    entry = cx.table.find(path)
    if entry is None:
        inner = _class_method(cx, frame, path, args, kwargs, pos)
        return inner if inner is not None else unknown(cx, args, kwargs, pos, frame, path.rpartition(".")[2])
    if isinstance(entry, ClassEntry):
        return class_made(cx, frame, entry, args, kwargs, pos)
    return _effect(cx, frame, entry, None, args, kwargs, pos)


def _class_method(
    cx: Context, frame: Frame, path: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value | None:
    """`Class.method(object, …)` for a class that knowledge describes without naming the method."""
    owner = cx.table.find(path.rpartition(".")[0])
    if isinstance(owner, ClassEntry) and owner.role in {"frame", "series", "array", "dataset"}:
        data = data_of(args[0]) if args else UNKNOWN
        if data is UNKNOWN:
            return None
        return cx.fresh(data.but(type=owner.path, kind=kind_of(cx, owner.path)))
    return None


def _effect(
    cx: Context,
    frame: Frame,
    entry: CallEntry,
    receiver: Value | None,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    handler = EFFECTS.get(entry.effect)
    if handler is None:
        values = args if receiver is None else [receiver, *args]
        return unknown(cx, values, kwargs, pos, frame)
    if receiver is None and args and entry.slots.get("rows") == "self" and "." in entry.path:
        receiver, args = args[0], args[1:]
    return handler(Call(cx, frame, entry, receiver, args, kwargs, pos))


def method(
    cx: Context, frame: Frame, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """`receiver.name(*args, **kwargs)`."""
    kind = type(receiver)
    if kind is Lib:
        return _library(cx, frame, f"{receiver.path}.{name}", args, kwargs, pos)  # type: ignore[union-attr]
    if kind is Module:
        return call(cx, frame, receiver.names.get(name, UNKNOWN), args, kwargs, pos)  # type: ignore[union-attr]
    inner = receiver.state if kind is Box else receiver  # type: ignore[union-attr]
    if type(inner) is Data and kind is Box and methods.is_list_after_all(inner, name):
        one = iteration.element(cx, frame, inner, pos)
        inner = Seq((), iteration.collected(cx, one), "list")
        cx.write(receiver, inner)  # type: ignore[arg-type]
    if cx.store.either and name in alternatives.CHANGING:
        alternatives.in_each(cx, frame, receiver, lambda one: method(cx, frame, one, name, args, kwargs, pos))
    if isinstance(inner, Obj):
        return _object_method(cx, frame, receiver, inner, name, args, kwargs, pos)
    if name in sets.METHODS and (met := sets.method(cx, receiver, name, args)) is not None:
        return met
    if isinstance(inner, Data):
        found = names.method(cx, receiver, inner, name, args) if inner.kind == "columns" else None
        return found if found is not None else _data_method(cx, frame, receiver, inner, name, args, kwargs, pos)
    cx.here = cx.place(frame, pos)
    if isinstance(inner, Seq):
        if name == "sort" and isinstance(receiver, Box):
            return sort(cx, frame, receiver, kwargs, pos)
        found = methods.sequence_method(cx, receiver, inner, name, args)
        if found is not None:
            return found
        return unknown(cx, args, kwargs, pos, frame, receiver=receiver)
    if isinstance(inner, Map):
        found = methods.map_method(cx, receiver, inner, name, args, kwargs)
        if found is not None:
            return found
        return _map_of_parts(cx, frame, inner, name, args, kwargs, pos)
    words = isinstance(inner, Opened) and name == "split" and not args and iteration.names_in(cx, inner)
    if isinstance(inner, Opened) and (words or texts.gives_lines(name, args)):
        return cx.fresh(Seq((), iteration.lines_of(cx, frame, inner, pos), "list"))
    if isinstance(inner, Opened) and name == "split":
        return cx.fresh(Seq((), UNKNOWN, "list"))  # its words, not those of its path
    if isinstance(inner, Const):
        made = texts.method(cx, inner, name, args, kwargs)
        if made is not None:
            return made
        if name == edges.STAMP and (stamp := edges.stamped(inner, args, kwargs)) is not None:
            return stamp
        handler = TEXT_METHODS.get(name)
        if handler is not None:
            return handler(cx, inner, args, kwargs)
        says = _untyped(cx, name)
        if says is not None and says.effect in {"list-files", "write"}:
            return _effect(cx, frame, says, receiver, args, kwargs, pos)
        return unknown(cx, args, kwargs, pos, frame)
    if isinstance(inner, Func):
        return call(cx, frame, inner, args, kwargs, pos)  # step.submit(x), task.fn(x)
    if isinstance(inner, Cls):
        found = attributes.read(cx, frame, inner, name, pos)
        return call(cx, frame, found, args, kwargs, pos)
    if isinstance(inner, Bound):
        return method(cx, frame, inner.receiver, name, args, kwargs, pos)
    return unknown(cx, [receiver, *args], kwargs, pos, frame)


def _untyped(cx: Context, name: str) -> CallEntry | None:
    """What a method does on a value of which nobody knows the type."""
    untyped = cx.table.find(attributes.UNTYPED)
    return untyped.methods.get(name) if isinstance(untyped, ClassEntry) else None


def _map_of_parts(
    cx: Context, frame: Frame, mapped: Map, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """A method of a dict of parts (a DatasetDict): each part goes through it and stays apart."""
    items = {key: method(cx, frame, value, name, args, kwargs, pos) for key, value in mapped.items.items()}
    return cx.fresh(Map(items, mapped.rest))


def _object_method(
    cx: Context,
    frame: Frame,
    receiver: Value,
    inner: Obj,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    attribute = inner.attrs.get(name)
    if attribute is not None:
        return call(cx, frame, attribute, args, kwargs, pos)
    if inner.path == instances.SUPER:
        says = instances.of_library(frame, inner, name)
        if says is not None:
            return _effect(cx, frame, says, inner.attrs["(self"], args, kwargs, pos)
        return instances.of_parent(cx, frame, inner, name, args, kwargs, pos)
    if inner.cls is not None:
        found = attributes.find(inner.cls, name)
        if isinstance(found, Func):
            if "staticmethod" in found.code.decorators:
                return cx.enter(found, args, kwargs, frame, pos)
            owner: Value = inner.cls if "classmethod" in found.code.decorators else receiver
            before = len(cx.record.acts)
            made = cx.enter(found.bind(owner, inner.cls), args, kwargs, frame, pos)
            if name not in own_models.PROTOCOL and not own_models.says(name):
                return made
            return own_models.done(
                cx, frame, receiver, found, own_models.in_order(found, args, kwargs), made, pos, before
            )
        if isinstance(found, (Cls, Obj, Box)):
            return call(cx, frame, found, args, kwargs, pos)
        implied = _implied(cx, frame, receiver, inner, name, args, kwargs, pos)
        if implied is not None:
            return implied
    entry = inner.entry
    says = entry.methods.get(name) if isinstance(entry, ClassEntry) else cx.table.duck(name)
    if says is None:
        if inner.cls is not None and name.startswith("__"):
            return UNKNOWN
        return unknown(cx, [*args], kwargs, pos, frame)
    return _effect(cx, frame, says, receiver, args, kwargs, pos)


def _implied(
    cx: Context,
    frame: Frame,
    receiver: Value,
    inner: Obj,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value | None:
    """`fit_transform` of a repository transformer that defines fit and transform."""
    if name not in {"fit_transform", "fit_predict"} or inner.cls is None:
        return None
    fit, then = attributes.find(inner.cls, "fit"), attributes.find(inner.cls, name.removeprefix("fit_"))
    if not isinstance(fit, Func) or not isinstance(then, Func):
        return None
    cx.enter(fit.bind(receiver, inner.cls), args, kwargs, frame, pos)
    return cx.enter(then.bind(receiver, inner.cls), args[:1], {}, frame, pos)


def _data_method(
    cx: Context,
    frame: Frame,
    receiver: Value,
    data: Data,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    if name == edges.STAMP and (stamp := edges.stamped(data, args, kwargs)) is not None:
        return stamp
    if data is UNKNOWN:
        says = cx.table.duck(name)
        if says is not None:
            return _done(cx, frame, says, receiver, data, name, args, kwargs, pos)
        # A value that was never made here may be another one each time: what it gives is not told apart.
        return unknown(cx, args, kwargs, pos, frame, name if type(receiver) is Box else "")
    if data.kind == "columns" and (mask := spelled.masked(data, name, args)) is not None:
        return cx.fresh(mask)
    if data.kind == "name" and (told := spelled.tested(data, name, args, "name-test")) is not None:
        return told
    entry = cx.table.find(data.type) if data.type is not None else None
    says = entry.methods.get(name) if isinstance(entry, ClassEntry) else None
    if entry is None:
        says = _untyped(cx, name) or cx.table.duck(name)
    if says is None and isinstance(entry, ClassEntry) and entry.role == "array":
        says = opaque.table_after_all(cx, receiver, name)
    if says is None:
        if (written := rewriting.entries(cx, frame, receiver, name, args, pos)) is not None:
            return written
        if name in {"startswith", "endswith"} and args and (right := comparing.right_texts(data, data_of(args[0]))):
            return right
        # At which place a list has a value, the value says alone.
        told_by = None if name == "index" and args and data_of(args[0]).rows else receiver
        made = unknown(cx, args, kwargs, pos, frame, receiver=told_by)
        if name == "split":
            made = vocabularies.words_of(cx, made, args)
        if name in pieces.CUTS:
            made = pieces.cut(cx, data, name, args, made)
        if data.kind == OPAQUE and (result := data_of(made)).kind == OPAQUE:
            return cx.fresh(opaque.piece(result, (name, pos, frame.chain)))
        by_row = _by_row(cx, data, made, entry, name, args)
        meeting.spelled(cx, data, name, args, by_row)
        return by_row
    if data.kind == OPAQUE and says.effect in opaque.OF_TABLES:
        opaque.known_by_use(cx, receiver)
    return _done(cx, frame, says, receiver, data, name, args, kwargs, pos)


def _done(
    cx: Context,
    frame: Frame,
    says: CallEntry,
    receiver: Value,
    data: Data,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    """What a method gives that knowledge describes; of a text, its parts."""
    made = _effect(cx, frame, says, receiver, args, kwargs, pos)
    if name == "split":
        made = vocabularies.words_of(cx, made, args)
    return pieces.cut(cx, data, name, args, made) if name in pieces.CUTS else made


def _by_row(cx: Context, data: Data, made: Value, entry: object, name: str, args: list[Value]) -> Value:
    """A method that a known class has beyond what its page names works row by row (`dt.total_seconds`)."""
    inner = state(made)
    if data.parts is None or not isinstance(inner, Data) or inner.rows != data.rows:
        return made
    if entry is None and data.kind != "row":
        return made
    return cx.fresh(inner.but(parts=data.parts, column=order.of_time(data, name, args)))


def decorate(cx: Context, frame: Frame, decorator: Value, func: Value, pos: int) -> Value:
    """A decorated function: what a repository decorator makes of it, otherwise the function itself."""
    if isinstance(decorator, Func):
        made = cx.enter(decorator, [func], {}, frame, pos)
        if isinstance(made, Func):
            return made
    if isinstance(func, Func):
        with_option = decorated(cx, decorator, func)
        if with_option is not None:
            return with_option
    return func


def entered_context(cx: Context, frame: Frame, manager: Value, pos: int) -> Value:
    """The value of `with manager as value`."""
    inner = state(manager)
    if isinstance(inner, Obj) and inner.cls is not None:
        found = attributes.find(inner.cls, "__enter__")
        if isinstance(found, Func):
            return cx.enter(found.bind(manager, inner.cls), [], {}, frame, pos)
    if isinstance(inner, Seq) and inner.kind == "generator":
        return containers.any_of(cx, inner)
    return manager


def chosen(cx: Context, frame: Frame, condition: Value, pos: int) -> None:
    """A branch on a score: what it guards is chosen by that score."""
    data = data_of(condition)
    if data.kind in {"score-test", "mask"} and data.scores and REPORTED not in data.traits:
        cx.record.add("choose", cx.place(frame, pos), key=data.scores, scores=data.scores, words="chosen by a score")


__all__ = [
    "NONE",
    "Const",
    "call",
    "chosen",
    "decorate",
    "entered_context",
    "literal",
    "method",
    "mix",
    "names_in",
    "unknown",
]  # fmt: skip
