"""Effects of pipelines that are put together from nodes: functions whose inputs and outputs are named data sets."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterator
from typing import Final

from mle_reviewer.flow.context import data_of, literal
from mle_reviewer.flow.effects.settings import value_of
from mle_reviewer.flow.effects.storage import keep
from mle_reviewer.flow.facts.kept import Kept, copied
from mle_reviewer.flow.facts.rows import source
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Const, Data, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.program.entries import Entry

_NODE: Final = "(node"
_RAN: Final = "(ran"
_MOST: Final = 200


def node(call: Call) -> Value:
    """A function with the names of what it takes and gives; it runs with the pipeline that it is put into."""
    attrs: dict[str, Value] = {_NODE: call.slot("function") or UNKNOWN, "(pos": Const(call.pos)}
    for name in ("inputs", "outputs"):
        attrs[f"({name}"] = call.param(name) or UNKNOWN
    return call.cx.fresh(Obj("node", None, None, attrs))


def run_nodes(call: Call) -> Value:
    """Runs the nodes of a pipeline that did not run yet, those that give before those that take; gives the nodes."""
    given = call.slot("items") or (call.args[0] if call.args else UNKNOWN)
    nodes = list(_nodes(given))[:_MOST]
    waiting = [one for one in nodes if _RAN not in one.state.attrs]  # type: ignore[union-attr]
    while waiting:
        gives = {name for one in waiting for name in _named(one, "(outputs")}
        ready = next((one for one in waiting if gives.isdisjoint(_named(one, "(inputs"))), waiting[0])
        waiting.remove(ready)
        _run(call, ready)
    return call.cx.fresh(Seq(tuple(nodes), None, "list"))


def _nodes(value: Value, depth: int = 0) -> Iterator[Box]:
    inner = state(value)
    if isinstance(inner, Obj) and isinstance(value, Box) and _NODE in inner.attrs:
        yield value
    elif isinstance(inner, Seq) and depth < 4:
        for item in inner.items:
            yield from _nodes(item, depth + 1)


def _named(box: Box, which: str) -> list[str]:
    """The names of the data sets that a node takes or gives."""
    assert isinstance(box.state, Obj)
    inner = state(box.state.attrs.get(which, UNKNOWN))
    if isinstance(inner, Map):
        values = list(inner.items.values())
    else:
        values = list(inner.items) if isinstance(inner, Seq) else [inner]
    return [name for value in values if isinstance(name := literal(value), str)]


def _run(call: Call, box: Box) -> None:
    cx = call.cx
    owner = box.state
    assert isinstance(owner, Obj)
    cx.write(box, owner.but(attrs={**owner.attrs, _RAN: Const(value=True)}))
    pos = literal(owner.attrs.get("(pos"))
    here = Call(cx, call.frame, call.entry, None, [], {}, pos if isinstance(pos, int) else call.pos)
    inputs = state(owner.attrs["(inputs"])
    args: list[Value] = []
    kwargs: dict[str, Value] = {}
    if isinstance(inputs, Map):
        kwargs = {str(name): _taken(here, value) for name, value in inputs.items.items()}
    elif isinstance(inputs, Seq):
        args = [_taken(here, value) for value in inputs.items]
    elif isinstance(literal(inputs), str):
        args = [_taken(here, inputs)]
    result = cx.call(call.frame, owner.attrs[_NODE], args, kwargs, here.pos)
    _given(here, state(owner.attrs["(outputs"]), result)


def _given(call: Call, outputs: object, result: Value) -> None:
    """Keeps what a node gave under the names of its outputs."""
    inner = state(result)
    if isinstance(outputs, Map):
        for key, value in outputs.items.items():
            part = inner.items.get(key) if isinstance(inner, Map) else None
            _keep(call, value, part if part is not None else UNKNOWN)
    elif isinstance(outputs, Seq):
        parts = list(inner.items) if isinstance(inner, Seq) else [result] * len(outputs.items)
        for value, part in zip(outputs.items, parts, strict=False):
            _keep(call, value, part)
    elif isinstance(outputs, Const):
        _keep(call, outputs, result)


def _keep(call: Call, name: Value, value: Value) -> None:
    spelled = literal(name)
    if isinstance(spelled, str):
        for where in _places(call, spelled):
            keep(call, where, value, f"the data set {spelled!r}")


def _taken(call: Call, name: Value) -> Value:
    """A data set by its name: what a node gave, a file of the catalogue, or a parameter of the settings."""
    spelled = literal(name)
    if not isinstance(spelled, str):
        return UNKNOWN
    if spelled == "parameters":
        return _parameter(call, ())
    if spelled.startswith("params:"):
        return _parameter(call, tuple(spelled.removeprefix("params:").split(".")))
    places = _places(call, spelled)
    found = [kept for place in places if (kept := call.cx.storage.read(call.cx.unit, place)) is not None]
    return _read(call, spelled, places[-1]) if not found else _back(call, spelled, found[0])


def _back(call: Call, name: str, kept: Kept) -> Value:
    cx = call.cx
    value = copied(kept.value, cx.fresh)
    cx.record.add(
        "restore", cx.place(call.frame, call.pos), key=(kept.act, cx.unit, name), rows=data_of(value).rows,
        words=f"taken here (the data set {name!r})", detail={"written": kept.act, "name": name},
    )  # fmt: skip
    return cx.fresh(value) if isinstance(value, Data) and value is not UNKNOWN else value


def _read(call: Call, name: str, place: Hashable) -> Value:
    cx = call.cx
    words = f"the data set {name!r}"
    root = cx.record.root("load", cx.place(call.frame, call.pos), words, ("stored", "", place))
    data = Data(source(root), kind="frame")
    data.source = root
    return call.result(data)


def _places(call: Call, name: str) -> list[Hashable]:
    """Where a data set is kept: under its name in its project, and in the file that the catalogue names."""
    base = name.partition("@")[0]
    root = _root(call)
    found: list[Hashable] = [("dataset", root, base)]
    for _path, catalog in _settings(call, "catalog"):
        stated = catalog.get(name) or catalog.get(base)
        path = stated.get("filepath") if stated is not None else None
        if path is not None and isinstance(path.value, str) and "{" not in path.value:
            found.append(
                posixpath.normpath(posixpath.join(root, path.value)) if "://" not in path.value else path.value
            )
            break
    return found


def _parameter(call: Call, keys: tuple[str, ...]) -> Value:
    merged: dict[str, Entry] = {}
    for _path, entry in _settings(call, "settings"):
        merged.update(dict(entry.items()))
    root = Entry(merged, 1)
    found = root.get(*keys)
    return UNKNOWN if found is None else value_of(call.cx, found, root)


def _settings(call: Call, which: str) -> list[tuple[str, Entry]]:
    """The settings documents of the project that a page says such pipelines are configured by."""
    says = call.entry.slots.get(which)
    root = _root(call)
    found: list[tuple[str, Entry]] = []
    for stem in says if isinstance(says, tuple) else ():
        start = posixpath.normpath(posixpath.join(root, str(stem))).removeprefix("./")
        for path in call.cx.documents(start):
            entry = call.cx.entries(path)
            if entry is not None:
                found.append((path, entry))
    return found


def _root(call: Call) -> str:
    """The folder of the project: the nearest one above the code that holds the settings."""
    says = call.entry.slots.get("settings")
    stems = [str(stem) for stem in says] if isinstance(says, tuple) else []
    folder = posixpath.dirname(call.frame.module.path)
    while folder:
        if any(call.cx.documents(f"{folder}/{stem}") for stem in stems):
            return folder
        folder = posixpath.dirname(folder)
    return "."


EFFECTS: Final[dict[str, Effect]] = {"node": node, "run-nodes": run_nodes}
