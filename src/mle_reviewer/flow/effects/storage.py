"""Effects of storage: rows come from where they are kept, and go back there."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.call import Call, Effect
from mle_reviewer.flow.context import data_of, literal, names_in, part, symbol
from mle_reviewer.flow.kept import Kept, copied
from mle_reviewer.flow.paths import shown
from mle_reviewer.flow.rows import narrow, source
from mle_reviewer.flow.values import NONE, UNKNOWN, Box, Data, Map, Obj, Seq, Value, state


def load(call: Call) -> Value:
    """New rows from storage; the same constant path or table is the same rows, and what was saved there comes back."""
    cx = call.cx
    name = stored_name(call)
    if name is not None:
        kept = cx.storage.read(cx.unit, name)
        if kept is not None:
            return given_back(call, kept, name)
    return _laid_out(call, _new_rows(call, name))


def _new_rows(call: Call, name: Hashable) -> Data:
    cx = call.cx
    part_name = literal(call.slot("part"))
    identity: Hashable = ("stored", name) if name is not None else ("site", cx.place(call.frame, call.pos))
    words = f"{call.name}({_shown(call)})"
    root = cx.record.root("load", cx.place(call.frame, call.pos), words, identity)
    data = Data(source(root), kind="frame" if "type" in call.entry.slots else "")
    data.source = root
    if part_name is not None:
        data.rows = narrow(data.rows, ("side", ("part", root), part_name))
    return _columns_asked(call, data)


def _columns_asked(call: Call, data: Data) -> Data:
    given = names_in(call.slot("columns"))
    if given is not None:
        data.only = given
        data.cols = {name: learned for name, learned in data.cols.items() if name in given}
    dates = names_in(call.kwargs.get("parse_dates"))
    if dates:
        data.traits |= frozenset(("time", name) for name in dates)
    return data


def stored_name(call: Call) -> Hashable:
    """What something is kept under: one name for one file, table or artifact; None where it cannot be known."""
    key = symbol(call.slot("path"))
    if isinstance(key, str):
        key = call.cx.whereabouts(key)
    inside = symbol(call.slot("inside"))
    return key if inside is None or key is None else (key, inside)


def _shown(call: Call) -> str:
    key = symbol(call.slot("path"))
    return repr(shown(key)) if isinstance(key, str) else "…"


def given_back(call: Call, kept: Kept, name: Hashable) -> Value:
    """What was saved, as the object that reading makes of it, with the act that it is read here."""
    cx = call.cx
    value = copied(kept.value, cx.fresh)
    held = data_of(value)
    if kept.unit != cx.unit:
        cx.record.add(
            "restore", cx.place(call.frame, call.pos), key=(kept.act, cx.unit), rows=held.rows,
            words=f"read here ({call.name}({_shown(call)}))", detail={"written": kept.act, "name": name},
        )  # fmt: skip
    inner = state(value)
    if not isinstance(inner, Data):
        return value
    if not inner.rows:
        fresh = _new_rows(call, name)
        return call.result(fresh.but(learned=inner.all_learned(), fits=inner.fits, scores=inner.scores))
    if inner.kind == "series" or inner.column is not None:
        inner = inner.but(column=None, only=None, cols={}, learned=inner.all_learned(), picks=None)
    return call.result(_columns_asked(call, inner.but()))


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
    """An object from storage: what the project put there, otherwise something unknown.

    A method with `initial` (load_state_dict) takes over what the given object is; one with a path, what was kept.
    """
    initial = call.slot("initial")
    value: Value | None = None
    if initial is not None:
        value = initial
    elif (name := stored_name(call)) is not None:
        kept = call.cx.storage.read(call.cx.unit, name)
        value = given_back(call, kept, name) if kept is not None else None
    inner = state(value) if value is not None else None
    owner = call.box
    if isinstance(inner, Obj) and owner is not None and isinstance(owner.state, Obj):
        call.cx.write(owner, owner.state.but(fits=inner.fits, learned=inner.learned))
        return owner
    if value is None or initial is not None:
        return call.cx.fresh(UNKNOWN)
    return call.cx.fresh(inner.but()) if isinstance(inner, Data) else value


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
    """Writes to storage: whoever reads the same path gets these rows."""
    name = stored_name(call)
    what = call.slot("what", "self")
    if name is not None and what is not None:
        keep(call, name, what, f"{call.name}({_shown(call)})")
    return NONE


def keep(call: Call, name: Hashable, what: Value, words: str, *, live: bool = False) -> None:
    """Keeps a value as it is now: what the code does to it afterwards is not written (`live`: it is)."""
    cx = call.cx
    data = data_of(what)
    inner = state(what)
    act = cx.record.add(
        "save", cx.place(call.frame, call.pos), rows=data.rows, learned=data.all_learned(), fits=_fits(what),
        words=f"written here ({words})", detail={"name": name},
    )  # fmt: skip
    value = what if live else copied(what, lambda made: Box(made, 0))
    cx.storage.write(cx.unit, name, value if not isinstance(inner, Data) else state(value), act.number)


def _fits(value: Value, depth: int = 0) -> frozenset[int]:
    """The fits that made what is written: a model's own, or those of the objects in a container."""
    inner = state(value)
    if isinstance(inner, (Obj, Data)):
        return inner.fits
    if depth < 3 and isinstance(inner, Seq):
        return frozenset[int]().union(*(_fits(item, depth + 1) for item in inner.items))
    if depth < 3 and isinstance(inner, Map):
        return frozenset[int]().union(*(_fits(item, depth + 1) for item in inner.items.values()))
    return frozenset()


EFFECTS: Final[dict[str, Effect]] = {
    "load": load,
    "generate": generate,
    "save": save,
    "persist": save,
    "restore": restore,
}
