"""Effects of storage: rows come from where they are kept, and go back there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from mle_reviewer.flow.context import Context, data_of, is_missing, literal, names_in, part, symbol
from mle_reviewer.flow.effects import parting, reading_some
from mle_reviewer.flow.effects.seeding import drawn_anew
from mle_reviewer.flow.facts.acts import LISTS
from mle_reviewer.flow.facts.kept import Kept, copied
from mle_reviewer.flow.facts.rows import narrow, source
from mle_reviewer.flow.facts.values import (
    ANEW,
    BARE,
    BENEATH,
    FILE,
    INSIDE,
    LABELLED,
    LINES,
    LISTED,
    NONE,
    NUMBERED,
    REPORTED,
    UNKNOWN,
    WORD,
    Box,
    Data,
    Map,
    Obj,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import extracts, frames, lots, opaque, pieces, writings
from mle_reviewer.flow.operations.call import Call, Effect, kind_of, truthy
from mle_reviewer.flow.tree.paths import shown
from mle_reviewer.knowledge.table import ClassEntry


def load(call: Call) -> Value:
    """New rows from storage; the same constant path or table is the same rows, and what was saved there comes back."""
    cx = call.cx
    name, element = stored_name(call), call.word("element")
    file = literal(call.slot("files"))
    if isinstance(file, str) and (kept := cx.storage.read(cx.unit, cx.whereabouts(file))) is not None:
        whole = data_of(given_back(call, kept, cx.whereabouts(file)))
        one = parting.asked(call) is not None and isinstance(element, str)
        return cx.fresh(whole.but(type=element, kind=kind_of(cx, str(element))) if one else whole)
    if isinstance(name, str) and "*" in name and (kept := extracts.of_all_runs(cx, name)) is not None:
        return call.result(extracts.read_at_once(call, data_of(given_back(call, kept, name))))
    if name is not None:
        kept = cx.storage.read(cx.unit, name)
        if kept is not None:
            return given_back(call, kept, name)
    named = data_of(call.slot("path"))
    pieces.composed(cx, named)
    if named.rows and named.kind == "row":  # the file of one row: what stands in it belongs to that row
        if (written := _written_files(call, named)) is not None:
            return written
        held = call.typed(Data(named.rows, named.all_learned(), "row"))
        held.kind = "row" if held.kind in {"array", ""} else held.kind
        held.traits = named.traits - {LISTED} | {INSIDE}
        return cx.fresh(held)
    parts = state(call.slot("part") or UNKNOWN)
    if isinstance(parts, Seq) and parts.items and parts.rest is None:  # several parts by name, one value each
        whole = call.typed(_new_rows(call, name))
        return Seq(tuple(
            cx.fresh(whole.but(rows=parting.part(call, whole.rows, whole.source, literal(one)))) for one in parts.items
        ))  # fmt: skip
    data = _new_rows(call, name)
    if (pair := parting.both(call, parting.asked(call), data)) is not None:
        return pair
    if parting.asked(call) is not None and isinstance(element, str):  # asked for by name, the part itself comes
        return cx.fresh(data.but(type=element, kind=kind_of(cx, element)))
    return _laid_out(call, data)


def _new_rows(call: Call, name: Hashable) -> Data:
    cx = call.cx
    part_name = parting.asked(call)
    newest: object = call.word("newest")
    # A class reads its own files below a folder that several share.
    owner = call.entry.path.removesuffix(".__init__") if call.entry.path.endswith(".__init__") else ""
    identity: Hashable = ("stored", owner, name) if name is not None else ("site", cx.place(call.frame, call.pos))
    words = f"{owner.rpartition('.')[2] or call.name}({_shown(call)})"
    root = cx.record.root("load", cx.place(call.frame, call.pos), words, identity)
    if cx.rounds:
        lots.loaded(cx, root, name, data_of(call.slot("path")).rows)
    data = Data(source(root), kind="frame" if "type" in call.entry.slots else "")
    if isinstance(name, str) and (grown := writings.several(cx, name, below=True)) is not None:
        data.rows = narrow(data.rows, cx.record.cut(("grown", grown.number), grown))
    data.source = root
    if isinstance(newest, (list, tuple)):
        data.traits |= frozenset(("latest", str(name)) for name in newest)
    if part_name is not None:
        data.rows = parting.part(call, data.rows, root, part_name)
    data.rows = narrow(data.rows, *reading_some.steps(call))
    again = call.slot("reshuffles")  # where it is left open, the library shuffles
    if truthy(again) or (again is not None and is_missing(again)):
        act = cx.record.add("arm", cx.place(call.frame, call.pos), words=f"{words} reorders the rows")
        act.detail.update(reshuffles=True, buffered=bool(call.entry.slots.get("buffered")))
        data.order = act.number
    return _columns_asked(call, data)


def _columns_asked(call: Call, data: Data) -> Data:
    columns = call.slot("columns")
    given, chosen_by = names_in(columns), data_of(columns)
    if given is None and chosen_by.kind == "columns":
        return frames.by_columns(data, chosen_by)
    if given is not None:
        data.only = given
        data.cols = {name: learned for name, learned in data.cols.items() if name in given}
    if data.kind == "frame" and "index_col" not in call.kwargs:
        data.traits |= {NUMBERED}
    elif isinstance(by := literal(call.kwargs.get("index_col", UNKNOWN)), str):
        data.traits |= {(LABELLED, by)}
    dates = names_in(call.kwargs.get("parse_dates"))
    if dates:
        data.traits |= frozenset(("time", name) for name in dates)
    return data


def stored_name(call: Call) -> Hashable:
    """What something is kept under: one name for one file, table or artifact; None where it cannot be known."""
    key = _key(call.slot("path"))
    if isinstance(key, str):
        key = call.cx.whereabouts(key)
    inside = symbol(call.slot("inside"))
    return key if inside in _FIRST or key is None else (key, inside)


_FIRST: Final = frozenset({None, 0})  # what of a file is meant where nothing in it is named


def _key(path: Value | None) -> Hashable:
    """What names stored rows: one constant, or several that do it together; None if one of them is not known."""
    inner = state(path) if path is not None else None
    if isinstance(inner, Seq) and inner.rest is None and inner.items:
        keys = tuple(_key(item) for item in inner.items)
        return None if None in keys else keys if len(keys) > 1 else keys[0]
    if isinstance(inner, Map) and inner.rest is None and inner.items:  # files by the names of their parts
        named = tuple((name, _key(item)) for name, item in inner.items.items())
        return None if any(key is None for _name, key in named) else named
    return symbol(path)


def _shown(call: Call) -> str:
    path = call.slot("path")
    inner = state(path) if path is not None else None
    parts = inner.items if isinstance(inner, Seq) and inner.rest is None and inner.items else (path,)
    return ", ".join(said for part in parts if (said := _spelled(symbol(part)))) or "…"


def _spelled(key: Hashable) -> str:
    """A path as its reader knows it: the text, the option or the variable that it comes from, or nothing."""
    if isinstance(key, str):
        return repr(shown(key))
    if isinstance(key, tuple) and key[0] in _GIVEN:
        return f"{_GIVEN[key[0]]}{key[1]}"
    return ""


_GIVEN: Final[Mapping[Hashable, str]] = {"argument": "--", "environment": "$", WORD: "argument "}


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
        value = _told(cx, value)
    inner = state(value)
    if kind_of(cx, str(call.word("type"))) == "frame" and (results := data_of(value)).scores and not results.rows:
        return call.result(results.but(kind="frame"))  # a table of results
    if isinstance(inner, Seq) and inner.kind == LINES and call.entry.effect == "load":  # a table of its lines
        inner = data_of(value).but(kind="", column=None, only=None, cols={}, picks=None)
        inner.learned = data_of(value).all_learned()
    if isinstance(inner, Map) and inner.items and all(_says_nothing(one) for one in inner.items.values()):
        return call.result(_new_rows(call, name))  # arrays that were filled by hand: here they are the rows there are
    if not isinstance(inner, Data) or inner.kind in {"columns", "name"}:
        return value
    if inner.kind == "indices" and inner.picks:
        return cx.fresh(inner)  # numbers of rows pick the same ones wherever they are read
    if not inner.rows:
        fresh = _new_rows(call, name)
        return call.result(fresh.but(learned=inner.all_learned(), fits=inner.fits, scores=inner.scores))
    if inner.kind == "series" or inner.column is not None:
        inner = inner.but(column=None, only=None, cols={}, learned=inner.all_learned(), picks=None)
    stored = frozenset(trait for trait in inner.traits if trait[0] != ANEW) | {(FILE, str(kept.act))}
    rows = narrow(inner.rows, *reading_some.steps(call))
    return call.result(_columns_asked(call, inner.but(traits=stored, rows=rows)))


def _says_nothing(value: Value) -> bool:
    inner = state(value)
    return isinstance(inner, Data) and not (
        inner.picks or inner.rows or inner.all_learned() or inner.fits or inner.scores
    )


def _told(cx: Context, value: Value) -> Value:
    """What another program reads of scores: numbers that were reported; a branch on one of them chooses nothing."""
    inner = state(value)
    if isinstance(inner, Data) and inner.scores:
        return inner.but(traits=inner.traits | {REPORTED})
    if isinstance(inner, Map):
        return cx.fresh(Map({key: _told(cx, one) for key, one in inner.items.items()}, inner.rest))
    if isinstance(inner, Seq):
        made = Seq(tuple(_told(cx, one) for one in inner.items), inner.rest, inner.kind)
        return cx.fresh(made) if isinstance(value, Box) else made
    return value


def _laid_out(call: Call, data: Data) -> Value:
    """A load that gives more than one part: `(x_train, y_train), (x_test, y_test)`."""
    layout = call.word("layout")
    if layout not in {"pairs", "nested-pairs", "sides", "dict"}:
        return parting.features_and_labels(call, data) or call.result(data)
    root = data.source
    typed = call.typed(data)
    names = call.word("names") or ("train", "test")
    parts = [part(typed, ("side", ("part", root), name)) for name in names]  # type: ignore[attr-defined]
    if layout == "dict":
        return call.cx.fresh(Map({n: call.cx.fresh(p) for n, p in zip(names, parts, strict=True)}))  # type: ignore[call-overload]
    if layout == "sides":
        return Seq(tuple(call.cx.fresh(p) for p in parts))
    return Seq(tuple(Seq((call.cx.fresh(p), call.cx.fresh(p.but()))) for p in parts))


def listed(call: Call) -> Value:
    """The files of a folder or pattern, one a row; of a folder that is itself a listed row, further rows of it."""
    above = data_of(call.slot("path"))
    if above.rows and LISTED in above.traits:
        entities = frozenset(
            (what, trait[1]) for trait in above.traits if trait[0] == "folder" for what in ("entity", "holder")
        )
        inside = above.but(kind="series", type=None, column=None, picks=None)
        inside.traits = frozenset(trait for trait in above.traits if trait[0] not in {"folder", BENEATH}) | entities
        if folder := writings.whole(above):
            inside = _beneath(call, inside, folder)
        beneath = sorted(trait for trait in above.traits if trait[0] == BENEATH)
        return call.cx.fresh(part(inside, *(("some", trait) for trait in beneath)))
    name, place = stored_name(call), call.cx.place(call.frame, call.pos)
    below = (above.rows, symbol(call.args[0]) if call.args else None) if above.rows else place
    identity = ("listed", name if name is not None else below)
    root = call.cx.record.root("load", place, f"the files of {_shown(call)}", identity)
    call.cx.record.acts[root].detail[LISTS] = name
    data = Data(source(root), kind="series")
    pattern = _pattern(call, name)
    data.traits = frozenset([LISTED] if pattern is None else [LISTED, (writings.FILES, pattern)])
    whole = _pattern(call, name, deep=True)
    if whole is not None and (grown := writings.several(call.cx, whole)) is not None:
        data.rows = narrow(data.rows, call.cx.record.cut(("grown", grown.number), grown))
    return call.cx.fresh(data)


def _beneath(call: Call, inside: Data, folder: str) -> Data:
    """Files of a listed folder, with the pattern that lists them."""
    slot = state(call.slot("path") or UNKNOWN)
    last = literal(slot.items[-1]) if isinstance(slot, Seq) and slot.items else None
    kept = frozenset(trait for trait in inside.traits if trait[0] not in {writings.FILES, writings.SPELLED})
    told = f"{folder.rstrip('/')}/{last if isinstance(last, str) else '*'}"
    return inside.but(traits=kept | {(writings.FILES, told)})


def _pattern(call: Call, name: Hashable, *, deep: bool = False) -> str | None:
    """The pattern that lists files of one folder (`deep`: of several), as one text; None where it is not known.

    Nor is it where a program stands: what else is there, whoever starts it knows.
    """
    parts = name if isinstance(name, tuple) else (name,)
    if not parts or not all(isinstance(part, str) for part in parts):
        return None
    path = "/".join(str(part).strip("/") if n else str(part).rstrip("/") for n, part in enumerate(parts))
    path = path if "*" in path.rpartition("/")[2] else f"{path}/*"
    folder = path.rpartition("/")[0]
    return None if ("*" in folder and not deep) or not folder.strip("./") else call.cx.whereabouts(path)


def _written_files(call: Call, row: Data) -> Value | None:
    """What the project itself wrote into the files that are listed, any of them; None where it wrote none."""
    pattern = writings.listing(row)
    if pattern is None or LISTED not in row.traits:
        return None
    found = [(name, kept) for name, kept in call.cx.storage.listed(call.cx.unit, pattern) if _readable(call, name)]
    values = [given_back(call, kept, name) for name, kept in found if data_of(kept.value).rows]
    if not values or len(values) < len(found):
        return None
    made = values[0]
    for number, other in enumerate(values[1:]):
        made = call.cx.store.join(made, other, ("file", number))
    return made


def _readable(call: Call, name: str) -> bool:
    """Whether what is called reads files of such an ending: a reader of pictures finds no table in their folder."""
    endings, file = call.word("endings"), name.rpartition("/")[2].lower()
    return not isinstance(endings, (list, tuple)) or "." not in file or file.endswith(tuple(map(str, endings)))


def restore(call: Call) -> Value:
    """An object from storage: what the project put there, otherwise one of its class of which no more is known.

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
    if value is not None and initial is None:
        return call.cx.fresh(inner.but()) if isinstance(inner, Data) else value
    kind = call.word("type")
    entry = call.cx.table.find(call.entry.path.rpartition(".")[0] if kind == "self" else str(kind)) if kind else None
    if initial is None and isinstance(entry, ClassEntry) and not kind_of(call.cx, entry.path):
        return call.cx.fresh(Obj(entry.path, entry))  # made elsewhere, from rows nobody sees here
    if initial is None and kind is None and call.receiver is None:
        place, name = call.cx.place(call.frame, call.pos), stored_name(call)  # as often rows as a model
        if isinstance(name, str):
            return call.cx.fresh(opaque.stored(call.cx, name, f"{call.name}({_shown(call)})", place))
        return opaque.made(call.cx, call.frame, call.name, call.args, call.pos)
    return call.cx.fresh(UNKNOWN)


def generate(call: Call) -> Value:
    """New rows out of nothing, each call its own."""
    cx = call.cx
    root = cx.record.root(
        "generate", cx.place(call.frame, call.pos), call.name, ("made", cx.place(call.frame, call.pos))
    )
    data = Data(source(root), kind="array")
    typed = call.typed(data)
    typed.traits |= drawn_anew(call)
    if call.word("bare"):
        typed.traits |= {BARE}
    return cx.fresh(typed)


def save(call: Call) -> Value:
    """Writes to storage: whoever reads the same path gets these rows."""
    name = stored_name(call)
    what = call.slot("what", "self")
    if name is not None and what is not None:
        keep(call, name, what, f"{call.name}({_shown(call)})")
    elif name is None and what is not None and data_of(call.slot("path")).rows:
        writings.noted(call.cx, call.slot("path") or UNKNOWN, what, call.cx.place(call.frame, call.pos))
    elif what is not None and is_missing(call.slot("path")) and not isinstance(state(what), Obj):
        return what  # a text that says all of it
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
    if isinstance(inner, Data) and not isinstance(name, str) and (run := extracts.by_file(cx, name, inner)) is not None:
        cx.storage.write(cx.unit, cx.whereabouts(run[0]), run[1], act.number)


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
    "list-files": listed,
    "generate": generate,
    "save": save,
    "persist": save,
    "restore": restore,
}
