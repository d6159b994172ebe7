"""Effects of storage: rows come from where they are kept, and go back there."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.call import Call, Effect
from mle_reviewer.flow.context import literal, names_in, part, symbol
from mle_reviewer.flow.rows import narrow, source
from mle_reviewer.flow.values import NONE, UNKNOWN, Data, Map, Seq, Value, state


def load(call: Call) -> Value:
    """New rows from storage; the same constant path or table is the same rows, and what was saved there comes back."""
    path = call.slot("path")
    key = symbol(path)
    cx = call.cx
    if isinstance(key, str):
        stored = cx.saved.get(_normal(key))
        if stored is not None:
            inner = state(stored)
            return cx.fresh(inner.but()) if isinstance(inner, Data) else stored
        cx.missed.setdefault(_normal(key), set()).add(cx.reader)
    part_name = literal(call.slot("part"))
    identity: Hashable = ("stored", key) if key is not None else ("site", cx.place(call.frame, call.pos))
    shown = repr(key) if isinstance(key, str) else "…"
    root = cx.record.root("load", cx.place(call.frame, call.pos), f"{call.name}({shown})", identity)
    data = Data(source(root), kind="frame" if "type" in call.entry.slots else "")
    data.source = root
    if part_name is not None:
        data.rows = narrow(data.rows, ("side", ("part", root), part_name))
    given = names_in(call.slot("columns"))
    if given is not None:
        data.only = given
    dates = names_in(call.kwargs.get("parse_dates"))
    if dates:
        data.traits = frozenset(("time", name) for name in dates)
    return _laid_out(call, data)


def _normal(path: str) -> str:
    return path.removeprefix("./").replace("\\", "/")


def _laid_out(call: Call, data: Data) -> Value:
    """A load that gives more than one part: `(x_train, y_train), (x_test, y_test)`."""
    layout = call.word("layout")
    if layout not in {"pairs", "nested-pairs", "sides", "dict"}:
        return call.result(data)
    root = data.source
    typed = call.typed(data)
    names = call.word("names") or ("train", "test")
    parts = [part(typed, ("side", ("part", root), name)) for name in names]  # type: ignore[attr-defined]
    if layout == "dict":
        return call.cx.fresh(Map({n: call.cx.fresh(p) for n, p in zip(names, parts, strict=True)}))  # type: ignore[call-overload]
    if layout == "sides":
        return Seq(tuple(call.cx.fresh(p) for p in parts))
    return Seq(tuple(Seq((call.cx.fresh(p), call.cx.fresh(p.but()))) for p in parts))


def restore(call: Call) -> Value:
    """An object from storage: what the project put there, otherwise something unknown."""
    key = symbol(call.slot("path"))
    stored = call.cx.saved.get(_normal(key)) if isinstance(key, str) else None
    if stored is not None:
        inner = state(stored)
        return call.cx.fresh(inner.but()) if isinstance(inner, Data) else stored
    return call.cx.fresh(UNKNOWN)


def generate(call: Call) -> Value:
    """New rows out of nothing, each call its own."""
    cx = call.cx
    root = cx.record.root(
        "generate", cx.place(call.frame, call.pos), call.name, ("made", cx.place(call.frame, call.pos))
    )
    data = Data(source(root), kind="array")
    typed = call.typed(data)
    return cx.fresh(typed)


def save(call: Call) -> Value:
    """Writes to storage: whoever reads the same constant path gets these rows."""
    path = literal(call.slot("path"))
    what = call.slot("what", "self")
    if isinstance(path, str) and what is not None:
        inner = state(what)
        call.cx.saved[_normal(path)] = inner if isinstance(inner, Data) else what
    return NONE


EFFECTS: Final[dict[str, Effect]] = {
    "load": load,
    "generate": generate,
    "save": save,
    "persist": save,
    "restore": restore,
}
