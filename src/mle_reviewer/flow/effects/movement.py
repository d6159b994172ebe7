"""Effects that move rows: loading, splitting, taking, filtering, joining, growing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from mle_reviewer.flow import frames
from mle_reviewer.flow.acts import Act
from mle_reviewer.flow.call import Call, truthy
from mle_reviewer.flow.context import data_of, is_missing, literal, mix, names_in, part, symbol
from mle_reviewer.flow.rows import NO_ROWS, Rows, Step, contains, narrow, source, union
from mle_reviewer.flow.values import NONE, UNKNOWN, Box, Const, Data, Lib, Map, Obj, Seq, Slice, Symbol, Value, state

Effect = Callable[[Call], Value]


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


def keep(call: Call) -> Value:
    """Row-wise: the rows and statistics of what goes in."""
    if "rows" in call.entry.slots:
        data = call.data("rows")
        others = [data_of(v) for v in (*call.args, *call.kwargs.values())]
        learned = data.all_learned().union(*(other.all_learned() for other in others))
        if learned != data.all_learned():
            data = data.but(learned=learned, cols={})
        elif data is not UNKNOWN:
            data = data.but()
        if not data.rows and data.learned:
            data = mix([data, *others])
    else:
        values = [*call.args, *call.kwargs.values()]
        if call.receiver is not None:
            values.insert(0, call.receiver)
        inner = state(values[0]) if len(values) == 1 else None
        if isinstance(inner, (Seq, Map)) and "type" not in call.entry.slots:
            return values[0]
        data = mix(data_of(value) for value in values)
        if data is not UNKNOWN:
            data = data.but(column=data.column if len(values) == 1 else None)
    if truthy(call.slot("inplace")) and call.box is not None and isinstance(call.box.state, Data):
        return in_place(call, data)
    columns = call.slot("columns")
    names = names_in(columns)
    if names is not None:
        data = data.but(only=names, gone=frozenset(), cols={})
    return call.result(data)


def in_place(call: Call, data: Data) -> Value:
    """Writes a result into the receiver, and through it into the table it is a column of."""
    receiver = call.receiver
    if isinstance(receiver, Box) and isinstance(receiver.state, Data):
        frames.write_through(call.cx, receiver.state, data)
        call.cx.write(receiver, data.but(view=receiver.state.view))
    elif isinstance(receiver, Data):
        frames.write_through(call.cx, receiver, data)
    return NONE


def copy(call: Call) -> Value:
    """The same rows in a new object."""
    inner = state(call.receiver) if call.receiver is not None else state(call.args[0]) if call.args else UNKNOWN
    if isinstance(inner, Data):
        return call.cx.fresh(inner.but())
    if isinstance(inner, (Seq, Map)):
        return call.cx.fresh(inner)
    if isinstance(inner, Obj):
        # A clone is not fitted; a deep copy is. Only clones of estimators lose what they learned.
        return call.cx.fresh(inner.but(fits=frozenset(), learned=frozenset()) if "model" in call.entry.slots else inner)
    return UNKNOWN


def itself(call: Call) -> Value:
    """Returns the receiver; of a library's builder, the builder."""
    return call.receiver if call.receiver is not None else Lib(call.entry.path.rpartition(".")[0])


def nothing(_call: Call) -> Value:
    """A result without rows."""
    return UNKNOWN


# --- splits


def split_act(call: Call, rows: Rows, seed: Value | None, *, shuffled: bool, ordered: bool, **detail: object) -> Act:
    """The act of a split. Equal seed, size and rows are the same split; an unseeded one is new at every execution."""
    cx = call.cx
    place = cx.place(call.frame, call.pos)
    size = (symbol(call.slot("test_size")), symbol(call.slot("train_size")), detail.get("parts"))
    known = seed is not None and not is_missing(seed) and symbol(seed) is not None
    if known or not shuffled:
        key = ("same", rows, symbol(seed), size, shuffled)
        act = cx.record.add("split", place.__class__("", 0), key=key, rows=rows, words=call.name)
        if act.place.path == "":
            act.place = place
    else:
        act = cx.record.add("split", place, rows=rows, words=call.name)
    act.detail = {"shuffled": shuffled, "seeded": known, "ordered": ordered, **detail, **act.detail}
    return act


def split(call: Call) -> Value:
    """Sides of one split, in the layout that the entry names."""
    says = call.word("arrays")
    arrays = call.slot("arrays")
    inner = state(arrays) if arrays is not None else UNKNOWN
    values = list(inner.items) if isinstance(inner, Seq) and isinstance(says, str) and says[:1] == "*" else [arrays]
    values = [value for value in values if value is not None]
    datas = [data_of(value) for value in values]
    rows = next((data.rows for data in datas if data.rows), NO_ROWS)
    ordered = bool(call.word("ordered"))
    shuffled = not ordered and truthy(call.slot("shuffle"), default=True) is not False
    shuffle = call.slot("shuffle")
    if shuffle is not None and literal(shuffle) is False:
        shuffled = False
    groups, stratify = call.slot("groups"), call.slot("stratify")
    parts = call.slot("parts")
    act = split_act(
        call, rows, call.slot("seed"), shuffled=shuffled, ordered=ordered,
        grouped=not is_missing(groups), stratified=not is_missing(stratify),
        traits=frozenset[tuple[str, ...]]().union(*(data.traits for data in datas)),
        learned=frozenset[int]().union(*(data.all_learned() for data in datas)),
        parts=cx_key(parts),
    )  # fmt: skip
    cuts = call.word("layout") == "sides" and ordered and isinstance(state(parts or UNKNOWN), Seq)
    count = _sides(parts) + (1 if cuts else 0)  # cut positions are one fewer than the parts between them
    typed = [_split_one(call, value, act, count) for value in values]
    layout = call.word("layout") or "pairs"
    if layout == "pairs":
        return Seq(tuple(side for sides in typed for side in sides), None, "list")
    if layout == "dict":
        names = call.word("names") or ("train", "test")
        return call.cx.fresh(Map(dict(zip(names, typed[0], strict=False))))  # type: ignore[call-overload]
    return Seq(tuple(typed[0]) if typed else (), None, "list")


def cx_key(value: Value | None) -> Hashable:
    """A key for the shares of a split."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Seq):
        return tuple(symbol(item) for item in inner.items)
    return symbol(value)


def _sides(parts: Value | None) -> int:
    inner = state(parts) if parts is not None else None
    if isinstance(inner, Seq) and inner.items and inner.rest is None:
        return len(inner.items)
    return 2


def _split_one(call: Call, value: Value, act: Act, count: int) -> list[Value]:
    data = data_of(value)
    made: list[Value] = []
    for number in range(count):
        step = call.cx.record.cut(("side", act.number, number), act)
        side = data.but(rows=narrow(data.rows, step), order=0)
        if data.kind == "indices" or data.picks is not None:
            side.picks = (*(data.picks or ()), step)
        elif data.kind == "index":
            side.kind = "index"
        made.append(call.cx.fresh(call.typed(side)))
    return made


def folds(call: Call) -> Value:
    """Pairs of index arrays, one pair a fold."""
    rows = data_of(call.slot("rows")).rows
    ordered = truthy(call.of_object("ordered")) or bool(_class_flag(call, "ordered"))
    shuffle = call.of_object("shuffle")
    act = split_act(
        call, rows, call.of_object("seed"), shuffled=not ordered and literal(shuffle) is not False, ordered=ordered,
        grouped=not is_missing(call.slot("groups")) or bool(_class_flag(call, "grouped")), folds=True,
        explicit=literal(shuffle) is True,
        traits=data_of(call.slot("rows")).traits, learned=data_of(call.slot("rows")).all_learned(),
        splitter=_path(call), parts=call.cx.place(call.frame, call.pos),
    )  # fmt: skip
    pair: list[Value] = []
    for number in (0, 1):
        step = call.cx.record.cut(("side", act.number, number), act)
        picked = Data(kind="indices")
        picked.picks = (step,)
        pair.append(picked)
    return Seq((), Seq(tuple(pair)), "generator")


def _path(call: Call) -> str:
    owner = state(call.receiver) if call.receiver is not None else None
    return owner.path if isinstance(owner, Obj) else ""


def _class_flag(call: Call, name: str) -> object:
    owner = state(call.receiver) if call.receiver is not None else None
    if isinstance(owner, Obj) and owner.entry is not None:
        return owner.entry.slots.get(name)
    return None


def take(call: Call) -> Value:
    """The first, the last, or all but the first rows."""
    data = call.first
    number = call.slot("n")
    at = frames.bound(call.cx, number)
    cut: Step
    which = call.word("which") or "head"
    if which == "tail":
        at = -at if isinstance(at, (int, float)) else ("-", at)
        cut = ("slice", data.order, at, None)
    elif which == "skip":
        cut = ("slice", data.order, at, None)
    else:
        cut = ("slice", data.order, None, at)
    return call.result(data.but(rows=narrow(data.rows, cut)))


def sample(call: Call) -> Value:
    """Random rows: one side of a split whose other side is what `drop(index)` leaves; with replacement they grow."""
    data = call.first
    # Only a true constant draws rows twice: where overloads let the share come first, a number stands in its place.
    if literal(call.slot("replace")) is True:
        return call.result(data.but(rows=narrow(data.rows, grown(call, data.rows)), order=0))
    if literal(call.slot("frac")) == 1:
        return shuffle(call)
    act = split_act(call, data.rows, call.slot("seed"), shuffled=True, ordered=False, sampled=True,
                    traits=data.traits, learned=data.all_learned(),
                    parts=(symbol(call.slot("n")), symbol(call.slot("frac"))))  # fmt: skip
    step = call.cx.record.cut(("side", act.number, 0), act)
    return call.result(data.but(rows=narrow(data.rows, step)))


def grown(call: Call, rows: Rows) -> tuple[str, int]:
    """The step of rows that were copied or synthesised here."""
    cx = call.cx
    act = cx.record.add("grow", cx.place(call.frame, call.pos), key=rows, rows=rows, words=call.name)
    cx.record.cut(("grown", act.number), act)
    return ("grown", act.number)


def resample(call: Call) -> Value:
    """Rows and labels with other shares of the classes."""
    rows, labels = call.data("rows"), call.slot("labels")
    owner = state(call.receiver) if call.receiver is not None else None
    grows = call.word("grows")
    if grows is None and isinstance(owner, Obj) and owner.entry is not None:
        grows = owner.entry.slots.get("grows")
    step: tuple[object, ...]
    if grows is False:
        act = call.cx.record.add(
            "grow", call.cx.place(call.frame, call.pos), key=("thinned", rows.rows), rows=rows.rows, words=call.name
        )
        step = call.cx.record.cut(("thinned", act.number), act)
    else:
        step = grown(call, rows.rows)
    # A new object each: what SMOTE made of X is not a view of X.
    first = call.cx.fresh(rows.but(rows=narrow(rows.rows, step)))
    if is_missing(labels):
        return first
    second = data_of(labels)
    return Seq((first, call.cx.fresh(second.but(rows=narrow(second.rows, step)))))


def utils_resample(call: Call) -> Value:
    """Rows drawn at random from arrays, with replacement unless told otherwise."""
    return _each(call, grows=truthy(call.slot("replace"), default=True))


def _each(call: Call, *, grows: bool) -> Value:
    arrays = state(call.slot("arrays") or call.slot("rows") or (call.args[0] if call.args else UNKNOWN))
    values = list(arrays.items) if isinstance(arrays, Seq) else [arrays]
    made = []
    for value in values:
        data = data_of(value)
        if grows:
            made.append(call.cx.fresh(data.but(rows=narrow(data.rows, grown(call, data.rows)))))
        else:
            made.append(call.cx.fresh(data.but(order=_new_order(call))))
    return made[0] if len(made) == 1 else Seq(tuple(made), None, "list")


def augment(call: Call) -> Value:
    """Changed copies of rows."""
    data = call.first
    return call.result(data.but(rows=narrow(data.rows, grown(call, data.rows))))


def repeat(call: Call) -> Value:
    """Duplicated rows; on a stream of batches that only means more epochs."""
    data = call.first
    if data.kind in {"dataset", "loader"}:
        return call.result(data.but())
    return call.result(data.but(rows=narrow(data.rows, grown(call, data.rows))))


def _new_order(call: Call) -> int:
    return call.cx.record.add("arm", call.cx.place(call.frame, call.pos), words="reordered here").number


def shuffle(call: Call) -> Value:
    """The same rows in another order."""
    arrays = call.slot("arrays")
    if arrays is not None and isinstance(state(arrays), Seq):
        return _each(call, grows=False)
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    traits = frozenset(trait for trait in data.traits if trait[0] != "sorted") | {("shuffled",)}
    changed = data.but(order=_new_order(call), traits=traits)
    if call.entry.slots.get("inplace") is True or truthy(call.slot("inplace")):
        target = call.args[0] if call.args else call.receiver
        if isinstance(target, Box) and isinstance(target.state, Data):
            call.cx.write(target, changed)
        return NONE
    return call.result(changed)


def sort(call: Call) -> Value:
    """Rows in the order of a column."""
    data = call.first
    by = names_in(call.slot("by"))
    traits = data.traits | frozenset(("sorted", name) for name in by or ())
    changed = data.but(order=_new_order(call), traits=traits)
    if truthy(call.slot("inplace")):
        return in_place(call, changed)
    return call.result(changed)


# --- conditions


def filtered(call: Call) -> Value:
    """Some rows by a mask, a callable or a query string."""
    data = call.first
    by = call.slot("by")
    inner = state(by) if by is not None else None
    if isinstance(inner, Seq) and len(inner.items) == 1:
        by = inner.items[0]
        inner = state(by)
    if isinstance(inner, Data) and inner.kind == "columns":
        return call.result(frames.by_columns(data, inner))
    if isinstance(inner, Data) and (inner.picks is not None or inner.rows):
        narrowed = frames.by_rows(call.cx, data, inner, by or UNKNOWN)
    else:
        text = literal(by)
        key: Hashable = text if isinstance(text, str) else call.cx.place(call.frame, call.pos)
        narrowed = data.but(rows=narrow(data.rows, _query(key)))
    if truthy(call.slot("inplace")):
        return in_place(call, narrowed)
    return call.result(narrowed)


def _query(key: Hashable) -> tuple[object, ...]:
    """A query of the form `column op literal` is a predicate; anything else an opaque mask."""
    if isinstance(key, str):
        words = key.replace("`", "").split()
        if len(words) == 3 and words[1] in {"<", "<=", ">", ">=", "==", "!="}:
            text = words[2]
            if text.startswith("@"):
                return ("where", words[0], words[1], ("name", text))
            try:
                return ("where", words[0], words[1], ("literal", float(text)))
            except ValueError:
                return ("where", words[0], words[1], ("literal", text.strip("'\"")))
    return ("mask", ("query", key), True)


def drop_missing(call: Call) -> Value:
    """Rows less the incomplete ones, with which no two parts differ."""
    data = call.first
    changed = data.but(traits=data.traits)
    if truthy(call.slot("inplace")):
        return in_place(call, changed)
    return call.result(changed)


def member(call: Call) -> Value:
    """A mask: rows whose value is among others (`isin`)."""
    data = call.first
    other = call.slot("value")
    inner = state(other) if other is not None else None
    mask = data.but(kind="mask", column=None)
    if isinstance(inner, Data) and inner.rows:
        extra = _beyond(data.rows, inner.rows)
        mask.picks = extra or (("mask", ("member", inner.rows, data.column), True),)
        if inner.kind in {"index", "series", "array"} and extra:
            return call.cx.fresh(mask)
        return call.cx.fresh(mask)
    names = names_in(other)
    if names is not None and data.kind == "columns":
        return call.cx.fresh(Data(kind="name-mask").but(only=names))
    values = _literals(inner)
    if values is not None and data.column is not None:
        mask.picks = (("where", data.column, "in", ("literal", values)),)
    else:
        mask.picks = (("mask", ("member", call.cx.identity(other), data.column), True),)
    return call.cx.fresh(mask)


def _literals(inner: object) -> tuple[object, ...] | None:
    if isinstance(inner, Seq) and inner.rest is None:
        found = tuple(literal(item) for item in inner.items)
        return found if None not in found else None
    return None


def _beyond(rows: Rows, chosen: Rows) -> tuple[tuple[object, ...], ...]:
    """The steps that lead from `rows` to `chosen`, when `chosen` is one part of them."""
    if len(chosen) != 1:
        return ()
    root, steps, _arms = next(iter(chosen))
    for other_root, other_steps, _other_arms in rows:
        if other_root == root:
            if steps[: len(other_steps)] == other_steps:
                return steps[len(other_steps) :]
            return tuple(step for step in steps if step not in other_steps)
    return ()


# --- several tables


def concat(call: Call) -> Value:
    """Rows of several after each other, or columns side by side (axis=1)."""
    items = call.slot("items")
    inner = state(items) if items is not None else UNKNOWN
    values: list[Value] = []
    if isinstance(inner, Seq):
        values = [*inner.items] if inner.rest is None else [*inner.items, inner.rest]
    elif isinstance(inner, Map):
        values = list(inner.items.values())
    elif items is not None:
        values = [items]
    if call.receiver is not None and "self" not in str(call.entry.slots.get("items")):
        values.insert(0, call.receiver)
    datas = [data for data in (data_of(value) for value in values) if data is not UNKNOWN]
    if not datas:
        return UNKNOWN
    if literal(call.slot("axis")) in {1, "columns", -1}:
        return call.result(beside(datas))
    merged = mix(datas)
    rows: Rows = NO_ROWS
    for data in datas:
        rows = union(rows, data.rows)
    if any(_repeats(a.rows, b.rows) for n, a in enumerate(datas) for b in datas[n + 1 :]):
        rows = narrow(rows, grown(call, rows))  # the same examples stand in it more than once
    result = merged.but(rows=rows, kind=datas[0].kind, column=datas[0].column)
    if all(data.only == datas[0].only for data in datas):
        result.only = datas[0].only
    result.source = datas[0].source if all(d.source == datas[0].source for d in datas) else 0
    if any(data.cols for data in datas):
        names = {name for data in datas for name in data.cols}
        result.cols = {n: frozenset[int]().union(*(d.of_column(n) for d in datas)) for n in sorted(names)}
        result.learned = frozenset[int]().union(*(d.learned for d in datas))
    if inner is not UNKNOWN and isinstance(inner, Seq) and inner.rest is not None and len(datas) == 1:
        # Pieces of one loop put together again: all of what they were pieces of.
        result.rows = frozenset((root, _whole(steps), arms) for root, steps, arms in rows)
    return call.result(result)


def _repeats(one: Rows, other: Rows) -> bool:
    """Whether two parts put after each other are known to hold the same examples."""
    known = not any(step[0] in {"some", "thinned"} for atom in one | other for step in atom[1])
    return known and bool(one) and bool(other) and (contains(one, other) or contains(other, one))


def _whole(steps: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    return steps[:-1] if steps and steps[-1][0] == "some" else steps


def beside(datas: list[Data]) -> Data:
    """Columns of several tables on the rows of the first."""
    first = next((data for data in datas if data.rows), datas[0])
    merged = first.but(kind="frame" if first.kind == "series" else first.kind, column=None)
    cols = dict(first.cols)
    only = first.only
    for other in datas:
        if other is first:
            continue
        learned = other.all_learned() | joined_statistics(first, other)
        merged.fits |= other.fits
        merged.traits |= other.traits
        if other.only is not None and other.only and only is None:
            # Known columns come beside unknown ones: what they carry stays with them.
            cols.update({name: other.of_column(name) | joined_statistics(first, other) for name in sorted(other.only)})
        elif other.only is None or only is None:
            only = None
            if learned - merged.learned:
                merged.learned = merged.learned | learned
        else:
            only |= other.only
            cols.update({name: other.of_column(name) | joined_statistics(first, other) for name in other.only})
    merged.only, merged.cols = only, cols
    return merged


def joined_statistics(left: Data, right: Data) -> frozenset[int]:
    """Statistics per group become learned when they come back to the rows they were computed from."""
    if not right.pending:
        return frozenset()
    mine = {atom[0] for atom in left.rows}
    return right.pending if any(atom[0] in mine for atom in right.rows) or not right.rows else frozenset()


def join(call: Call) -> Value:
    """Columns of another table on the rows of the left one."""
    left, right = call.data("left", "self"), call.data("right")
    if left is UNKNOWN:
        return call.result(right)
    keys = names_in(call.slot("on")) or names_in(call.slot("left_on")) or frozenset()
    coming = right.but(rows=right.rows)
    if coming.only is not None:
        coming.only -= keys
    joined = beside([left.but(), coming])
    if coming.only is None:
        joined.learned |= joined_statistics(left, right)
    joined.rows = left.rows or right.rows
    joined.traits = left.traits | right.traits | frozenset(("key", name) for name in keys)
    if {a[0] for a in left.rows} & {a[0] for a in right.rows}:
        joined.traits |= frozenset(("entity", t[1]) for t in right.traits if t[0] == "per")
    if joined.rows and right.source != left.source:
        joined.source = left.source
    act = call.cx.record.add("join", call.cx.place(call.frame, call.pos), key=(left.rows, right.rows, keys),
                             rows=left.rows, words=call.name)  # fmt: skip
    act.detail = {"right": right.rows, "on": keys, "left_traits": left.traits, "right_traits": right.traits,
                  "direction": literal(call.slot("direction")), "effect": call.entry.effect}  # fmt: skip
    return call.result(joined)


def index(call: Call) -> Value:
    """The labels of the rows; of a statistic per column, the names of columns."""
    data = call.first
    if data.kind == "stat":
        return Data(learned=frames.choosing(call.cx, data.all_learned()), kind="columns")
    return call.cx.fresh(data.but(kind="index", column=None, cols={}, learned=frozenset(), picks=data.picks))


def by_slice(data: Data, low: Value | None, high: Value | None, call: Call) -> Data:
    """A contiguous part."""
    return frames.rows_slice(call.cx, data, Slice(low, high, None))


def permutation(call: Call) -> Value:
    """Row numbers in random order: an array that selects, cut by slices."""
    cx = call.cx
    made = Data(kind="indices")
    source_value = call.args[0] if call.args else None
    data = data_of(source_value)
    seed = call.slot("seed")
    act = split_act(call, data.rows, seed, shuffled=True, ordered=False, permutation=True, parts=symbol(source_value))
    made.order = act.number
    made.picks = data.picks or ()
    made.rows = data.rows
    made.learned = data.all_learned()
    cx.record.cut(("order", act.number), act)
    return cx.fresh(made)


def choice(call: Call) -> Value:
    """Some row numbers, drawn at random."""
    data = data_of(call.args[0]) if call.args else UNKNOWN
    act = split_act(call, data.rows, call.slot("seed"), shuffled=True, ordered=False, parts=symbol(call.slot("n")))
    step = call.cx.record.cut(("side", act.number, 0), act)
    if truthy(call.slot("replace")):
        step = ("some", act.number)
    if data.kind in {"array", "series", "index"} and data.rows and data.picks is None:
        return call.cx.fresh(data.but(rows=narrow(data.rows, step)))
    made = Data(kind="indices", rows=data.rows)
    made.picks = (*(data.picks or ()), step)
    return call.cx.fresh(made)


def difference(call: Call) -> Value:
    """What one set of rows or labels has and another has not (setdiff1d, Index.difference)."""
    first = data_of(call.slot("rows") or call.receiver or (call.args[0] if call.args else None))
    other = data_of(call.slot("other") or (call.args[-1] if call.args else None))
    if other.picks:
        left = first.but(kind="indices")
        left.picks = (*(first.picks or ()), *_flip(other.picks, first.picks or ()))
        return call.cx.fresh(left)
    if other.rows and first.rows:
        return call.cx.fresh(first.but(rows=less(first.rows, other.rows)))
    names = names_in(call.slot("other") or (call.args[-1] if call.args else None))
    if first.kind == "columns" and names is not None:
        only = None if first.only is None else first.only - names
        return call.cx.fresh(first.but(gone=first.gone | names, only=only))
    return call.result(first.but())


def _flip(
    picks: tuple[tuple[object, ...], ...], shared: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    extra = [step for step in picks if step not in shared]
    return (_other_side(extra[-1]),) if len(extra) == 1 else (("not", tuple(extra)),) if extra else ()


def _other_side(step: tuple[object, ...]) -> tuple[object, ...]:
    if step[0] == "side" and step[2] in {0, 1}:
        return ("side", step[1], 1 - step[2])
    return ("not", step)


def less(rows: Rows, gone: Rows) -> Rows:
    """`rows` without `gone`: for each part taken away, the rows that its last step leaves."""
    left: set[tuple[int, tuple[tuple[object, ...], ...], frozenset[tuple[Hashable, bool]]]] = set()
    for root, steps, arms in rows:
        taken = [a for a in gone if a[0] == root]
        matched = next((a for a in taken if a[1][: len(steps)] == steps and len(a[1]) > len(steps)), None)
        if matched is not None:
            extra = matched[1][len(steps) :]
            separating = [s for s in extra if s[0] != "some"]
            step = _other_side(separating[-1]) if separating else ("not", extra[-1])
            left.add((root, (*steps, step), arms))
        elif any(a[1] == steps for a in taken):
            continue
        elif taken:
            left.add((root, (*steps, ("not", taken[0][1][-1] if taken[0][1] else ("some", 0))), arms))
        else:
            left.add((root, steps, arms))
    return frozenset(left)


def length(call: Call) -> Value:
    """How many rows: a symbol equal for equal rows; a number for a container."""
    value = call.receiver if call.receiver is not None else call.args[0] if call.args else UNKNOWN
    inner = state(value)
    if isinstance(inner, Seq) and inner.rest is None:
        return Const(len(inner.items))
    data = data_of(value)
    if isinstance(inner, Const):
        return UNKNOWN
    return Const(Symbol(("len", data.rows))) if data.rows else Const(Symbol(("count", call.cx.identity(value))))


def shape(call: Call) -> Value:
    """(rows, …)."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    return Seq((Const(Symbol(("len", data.rows))), Const(Symbol(("width", call.cx.identity(data))))))


EFFECTS: Final[dict[str, Effect]] = {
    "load": load, "generate": generate, "save": save,
    "persist": save,
    "restore": restore, "keep": keep, "copy": copy, "self": itself, "nothing": nothing,
    "split": split, "folds": folds, "take": take, "sample": sample, "resample": resample, "augment": augment,
    "repeat": repeat, "shuffle": shuffle, "sort": sort, "filter": filtered, "drop-missing": drop_missing,
    "drop-duplicates": drop_missing, "member": member, "concat": concat, "join": join, "asof-join": join,
    "index": index, "batch": keep, "permutation": permutation, "choice": choice, "set-difference": difference,
    "length": length, "shape": shape, "bootstrap": utils_resample, "constant": nothing,
}  # fmt: skip
