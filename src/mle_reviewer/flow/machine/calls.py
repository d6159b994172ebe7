"""Calls: binding arguments, choosing what is called, and handing library calls to their effects."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.effects import EFFECTS, TEXT_METHODS, decorated, sort
from mle_reviewer.flow.facts.values import (
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
from mle_reviewer.flow.machine.known import effect, library
from mle_reviewer.flow.machine.of_rows import data_method, untyped
from mle_reviewer.flow.machine.unknowns import unknown
from mle_reviewer.flow.operations import (
    alternatives,
    containers,
    edges,
    gathering,
    iteration,
    methods,
    names,
    opaque,
    sets,
    texts,
)
from mle_reviewer.flow.operations.call import Call
from mle_reviewer.knowledge.table import CallEntry, ClassEntry


def call(cx: Context, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
    """`callee(*args, **kwargs)`."""
    kind = type(callee)
    if kind is Lib:
        return library(cx, frame, callee.path, args, kwargs, pos)  # type: ignore[union-attr]
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
        return effect(cx, frame, says, callee, args, kwargs, pos)
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
            return effect(cx, frame, says, callee, args, kwargs, pos)
        handler = EFFECTS.get(f"({entry.role}")
        if handler is not None:
            gives = {} if says is None or "type" not in says.slots else {"type": says.slots["type"]}
            says = CallEntry(path=f"{entry.path}.__call__", effect=f"({entry.role}", slots=gives)
            return handler(Call(cx, frame, says, callee, args, kwargs, pos))
    return made if made is not None else unknown(cx, args, kwargs, pos, frame)


def method(
    cx: Context, frame: Frame, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """`receiver.name(*args, **kwargs)`."""
    kind = type(receiver)
    if kind is Lib:
        return library(cx, frame, f"{receiver.path}.{name}", args, kwargs, pos)  # type: ignore[union-attr]
    if kind is Module:
        return call(cx, frame, receiver.names.get(name, UNKNOWN), args, kwargs, pos)  # type: ignore[union-attr]
    inner = receiver.state if kind is Box else receiver  # type: ignore[union-attr]
    if type(inner) is Data and kind is Box and methods.is_list_after_all(inner, name):
        one = iteration.element(cx, frame, inner, pos)
        inner = Seq((), gathering.collected(cx, one), "list")
        cx.write(receiver, inner)  # type: ignore[arg-type]
    if cx.store.either and name in alternatives.CHANGING:
        alternatives.in_each(cx, frame, receiver, lambda one: method(cx, frame, one, name, args, kwargs, pos))
    if isinstance(inner, Obj):
        return _object_method(cx, frame, receiver, inner, name, args, kwargs, pos)
    if name in sets.METHODS and (met := sets.method(cx, receiver, name, args)) is not None:
        return met
    if isinstance(inner, Data):
        found = names.method(cx, receiver, inner, name, args) if inner.kind == "columns" else None
        return found if found is not None else data_method(cx, frame, receiver, inner, name, args, kwargs, pos)
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
        says = untyped(cx, name)
        if says is not None and says.effect in {"list-files", "write"}:
            return effect(cx, frame, says, receiver, args, kwargs, pos)
        return unknown(cx, args, kwargs, pos, frame)
    if isinstance(inner, Func):
        return call(cx, frame, inner, args, kwargs, pos)  # step.submit(x), task.fn(x)
    if isinstance(inner, Cls):
        found = attributes.read(cx, frame, inner, name, pos)
        return call(cx, frame, found, args, kwargs, pos)
    if isinstance(inner, Bound):
        return method(cx, frame, inner.receiver, name, args, kwargs, pos)
    return unknown(cx, [receiver, *args], kwargs, pos, frame)


def _map_of_parts(
    cx: Context, frame: Frame, mapped: Map, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """A method of a dict of parts (a DatasetDict): each part goes through it and stays apart.

    A dict in a dict is no part. Every level of one that answers would go through all below it, again for each method.
    """

    def done(value: Value) -> Value:
        if isinstance(state(value), Map):
            return unknown(cx, [value, *args], kwargs, pos, frame)
        return method(cx, frame, value, name, args, kwargs, pos)

    return cx.fresh(Map({key: done(value) for key, value in mapped.items.items()}, mapped.rest))


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
            return effect(cx, frame, says, inner.attrs["(self"], args, kwargs, pos)
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
    return effect(cx, frame, says, receiver, args, kwargs, pos)


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


__all__ = ["call", "chosen", "decorate", "entered_context", "method"]
