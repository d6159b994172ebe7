"""Columns computed later (`col("x")`, `lag("x")`): what they say of the rows of a table still to come."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.effects.passing import in_place, keep
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, narrow, source, union
from mle_reviewer.flow.facts.values import EXPRESSED, UNKNOWN, Data, Learned, Lib, Parts, Seq, Value, state
from mle_reviewer.flow.operations import blanks, counting, heads, lasts, order, scattering
from mle_reviewer.flow.operations.call import Call, Effect, expressed, expressed_column, truthy
from mle_reviewer.flow.operations.frames import made_of

_ASKING: Final = frozenset({"where", "mask", "not"})


def expression(call: Call) -> Value:
    """`col("x")`: a column of whatever table it will be put to, with rows that stand for that table's."""
    return call.result(expressed_column(call))


def is_expression(cx: Context, data: Data) -> bool:
    """Whether a value waits for the table it will be computed from."""
    root = expressed(cx)
    return any(atom[0] == root for atom in data.rows)


def waits(cx: Context, learned: Learned) -> bool:
    """Whether one of these statistics waits for the table it will be computed from."""
    root = expressed(cx)
    return any(atom[0] == root for number in learned for atom in cx.record.acts[number].rows)


def put_to(call: Call, data: Data, value: Data) -> Data:
    """An expression put to a table: what it computes from its column, it computes from the table's rows."""
    root = expressed(call.cx)
    learned: set[int] = set()
    for number in value.all_learned():
        act = call.cx.record.acts[number]
        if not any(atom[0] == root for atom in act.rows):
            learned.add(number)
        elif act.what == "crossing":
            learned.update(_crossing(call, data, act))
        else:
            learned.add(_again(call, act, of_table(call, data, act.rows)).number)
    for origin, name, _how in value.parts or ():
        learned |= data.of_column(name) if origin == EXPRESSED else set()
    rows = data.rows if not value.rows or any(atom[0] == root for atom in value.rows) else value.rows
    return value.but(
        rows=rows, learned=frozenset(learned), cols={}, column=value.column, parts=_parts_of(data, value.parts),
        traits=blanks.of_table(call.cx, value.traits, lambda steps: _put(call, data, steps)),
    )  # fmt: skip


def of_table(call: Call, data: Data, rows: Rows) -> Rows:
    """The rows of a table that a statistic of an expression is of: of what that filtered, those that it leaves."""
    found = NO_ROWS
    for _root, steps, _arms in rows:
        asked = _put(call, data, steps)
        told = [one for one in asked if one[0] in _ASKING and one[1][:1] != ("missing",)]
        found = union(found, narrow(data.rows, *told))
    return found


def _put(call: Call, data: Data, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Conditions on columns, put to a table whose columns may be numbers that deal rows."""
    place = call.cx.place(call.frame, call.pos)
    return tuple(scattering.on(call.cx, data, one, place) if one[0] == "where" else one for one in steps)


def _parts_of(data: Data, parts: Parts) -> Parts:
    """The columns of a table that an expression is worked out from."""
    if parts is None or not any(source == EXPRESSED for source, _name, _how in parts):
        return parts
    found: set[tuple[int, str, str]] = set()
    for origin, name, how in parts:
        of_table = made_of(data, name) if origin == EXPRESSED else frozenset([(origin, name, "=")])
        if of_table is None:
            return None
        found.update((one, other, how) for one, other, _how in of_table)
    return frozenset(found)


def _again(call: Call, act: Act, rows: Rows, key: object = None) -> Act:
    """The same act on the rows that the expression turned out to be computed from."""
    return call.cx.record.retold(act, (act.what, rows, key), rows=rows)


def _crossing(call: Call, data: Data, act: Act) -> list[int]:
    """Reading neighbours crosses from one entity to the next if the table's rows stand so."""
    known = (act.detail["entity"], act.detail["ordered"], *filter(None, [act.detail.get("within")]))
    pairs = [known] if act.detail["entity"] else order.neighbours(data)
    if act.detail.get("alone"):
        pairs = list[tuple[str, ...]](order.mixed(data, act.detail["alone"]))
    found = []
    for first, second, *outer in pairs:
        if act.detail["column"] not in {first, second}:
            again = _again(call, act, data.rows, first)
            again.detail.update(entity=first, ordered=second, timed=("time", first) in data.traits)
            again.detail["within"] = "".join(outer)
            found.append(again.number)
    return found


def alias(call: Call) -> Value:
    """The same column under another name."""
    name = literal(call.slot("column"))
    data = call.first
    named = data.but(column=name if isinstance(name, str) else data.column, view=None)
    if isinstance(name, str) and data.kind == "series" and data.only is not None:
        named.learned, named.cols, named.made, named.only = data.all_learned(), {}, {}, frozenset([name])
    return in_place(call, named) if truthy(call.slot("inplace")) else call.result(named)


def over(call: Call) -> Value:
    """An expression within the rows of one key, in the order and the frame of a window."""
    data = call.first
    by = call.slot("by")
    window = data_of(by)
    keys = frozenset(order.names_in_order(by))
    if window.kind == "window":
        keys = frozenset(trait[1] for trait in window.traits if trait[0] == "entity")
    made = data.but(kind="series", rows=data.rows or source(expressed(call.cx)), column=data.column)
    made.traits = (counting.apart(data.traits) if keys else data.traits) | frozenset(("entity", key) for key in keys)
    made.traits = heads.within(made.traits, keys) | (heads.counting_from(0, keys) if data.kind == "indices" else set())
    ordered_by = _ordered(window)
    if keys and ordered_by and ("falling", ordered_by[0]) in window.traits:
        made.traits |= frozenset().union(*(lasts.counting_back(first, ordered_by[0]) for first in heads.first_of(made)))
    if not keys and counting.RUNNING in data.traits:
        made.traits |= frozenset((counting.BY, key) for key in _ordered(window))
    dropped = {number for number in data.learned if call.cx.record.acts[number].what == "crossing"}
    if window.kind == "window":
        made = _framed(call, made, window, statistic=data.kind == "stat")
        if not keys:
            ordered = _ordered(window)
            dropped = dropped if not ordered else set()
            for number in data.learned - dropped:
                act = call.cx.record.acts[number]
                if act.what == "crossing" and len(ordered) > 1:
                    act.detail.update(entity=ordered[0], ordered=ordered[1])
                elif act.what == "crossing":
                    act.detail["alone"] = ordered[0]  # which entities follow each other, the table has to say
    elif not keys:
        dropped = set()
    made.learned -= dropped
    return call.result(made)


def _framed(call: Call, made: Data, window: Data, *, statistic: bool) -> Data:
    """What a frame lets a statistic see: rows so far, later rows too, or the whole partition."""
    if not statistic:
        return made
    own = frozenset(n for n in made.learned if any(a[0] == expressed(call.cx) for a in call.cx.record.acts[n].rows))
    frame = next((trait[1] for trait in sorted(window.traits) if trait[0] == "frame"), "")
    if frame == "ahead":
        act = call.cx.learn(
            call.frame, call.pos, made.rows, "look-ahead", words="the window reads values of later rows", strong=False
        )
        far = next((trait[2] for trait in sorted(window.traits) if trait[0] == "frame" and len(trait) > 2), "")
        if far:
            act.detail["ahead"] = float(far)
        return made.but(learned=(made.learned - own) | {act.number}, column=made.column)
    if frame == "past" or _ordered(window):
        return made.but(learned=made.learned - own, traits=made.traits | {("lag", "")}, column=made.column)
    return made


def of_the_last(call: Call) -> Value:
    """The value of a column in the row in which another one is highest."""
    data = data_of(expressed_column(call))
    by = order.names_in_order(call.slot("by"))
    data = data.but(traits=order.sorted_by(data.traits, by, falling=frozenset()), column=data.column)
    return call.result(data.but(rows=narrow(data.rows, ("slice", data.order, -1, None)), column=data.column))


def window_keys(call: Call) -> Value:
    """A window over the rows of one key."""
    spec = _spec(call)
    return spec.but(traits=spec.traits | frozenset(("entity", name) for name in _names(call)))


def window_order(call: Call) -> Value:
    """A window over rows in an order."""
    spec = _spec(call)
    names = _names(call)
    down = frozenset(("falling", name) for name in order.falling(call.slot("by")) if name in names)
    return spec.but(traits=spec.traits | {("ordered", *names)} | down)


def falling(call: Call) -> Value:
    """A key of an order whose highest values stand first."""
    data = data_of(keep(call))
    return call.result(data.but(traits=data.traits | {lasts.FALLING}, column=data.column))


def window_frame(call: Call) -> Value:
    """A window that ends some rows before or after the present one; `names` are bounds that lie after it."""
    bounds = state(call.slot("window") or UNKNOWN)
    last = bounds.items[-1] if isinstance(bounds, Seq) and bounds.items else UNKNOWN
    number = literal(last)
    later = isinstance(number, (int, float)) and number > 0
    if isinstance(last, Lib):
        later = last.path.rpartition(".")[2] in (call.word("names") or ())  # type: ignore[operator]
    spec = _spec(call)
    far = (f"{number:g}",) if later and isinstance(number, (int, float)) and not call.word("time") else ()
    return spec.but(traits=spec.traits | {("frame", "ahead" if later else "past", *far)})


def _ordered(window: Data) -> tuple[str, ...]:
    return next((trait[1:] for trait in sorted(window.traits) if trait[0] == "ordered"), ())


def _spec(call: Call) -> Data:
    spec = data_of(call.receiver)
    return spec if spec.kind == "window" else call.typed(Data(kind="window")).but(kind="window")


def _names(call: Call) -> tuple[str, ...]:
    """The columns a window is told by: texts, or expressions of a column."""
    found: list[str] = []
    for value in call.args:
        inner = state(value)
        for one in inner.items if isinstance(inner, Seq) else [value]:
            name = literal(one) or data_of(one).column
            if isinstance(name, str):
                found.append(name)
    return tuple(found)


EFFECTS: Final[dict[str, Effect]] = {
    "alias": alias, "over": over, "window-keys": window_keys, "window-order": window_order,
    "window-frame": window_frame, "falling": falling, "value-of-last": of_the_last,
}  # fmt: skip
