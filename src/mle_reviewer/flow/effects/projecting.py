"""Effects that choose columns: by name, by type, or as expressions that make new ones of the table they are put to."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, names_in
from mle_reviewer.flow.effects.expressions import expression, put_to, waits
from mle_reviewer.flow.effects.learning import plus
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import BY_TYPE, NO_NAMES, UNKNOWN, Data, Map, Seq, Value, of_numbers, state, written
from mle_reviewer.flow.operations import codes, frames, numeric, per_group
from mle_reviewer.flow.operations.call import Call, Effect, expressed

_Asked = list[tuple[str | None, Value]]  # what is asked for, each under the name that it is given here


def affixed(call: Call) -> Value:
    """Every column gets a name with something before or behind it; what nobody knows remains what nobody knows."""
    data = call.first
    before, behind = literal(call.slot("prefix")), literal(call.slot("suffix"))
    told = [one for one in (before, behind) if one is not None]
    if data is UNKNOWN or len(told) != 1 or not isinstance(told[0], str):
        return call.result(data.but(column=None, source=0, only=None, made={}, cols={}, learned=data.all_learned()))

    def called(name: str) -> str:
        return f"{before}{name}" if before is not None else f"{name}{behind}"

    names = sorted((data.only or frozenset()) | data.made.keys())
    moved = any(trait[:2] == ("lag", "") for trait in data.traits)  # windows and shifts of whole tables: other rows'
    made = {
        called(name): written(None) if moved else data.made.get(name) or written(frames.made_of(data, name))
        for name in names
    }
    only = None if data.only is None else frozenset(map(called, data.only))
    cols = {called(name): learned for name, learned in data.cols.items()}
    return call.result(data.but(column=None, source=0, only=only, gone=NO_NAMES, made=made, cols=cols))


def select_columns(call: Call) -> Value:
    """Columns by name; which ones, is not known when they are chosen by type. Without a table: an expression."""
    if call.receiver is None:
        return expression(call)
    data = call.first
    if not is_missing(labels := call.slot("index")) and is_missing(call.slot("axis")):
        said = per_group.of_labels(call.cx, call.frame, data, data_of(labels), call.pos)
        data = data if said is None else said
        if call.slot("columns") is None:
            return call.result(data)
    names = names_in(call.slot("columns"))
    if names is None:
        names = _nested(call.slot("columns"))
    if names is None:
        inner = state(_alone(call.slot("columns")) or UNKNOWN)
        if isinstance(inner, Data) and inner.kind == "columns":
            return call.result(codes.aligned(call.cx, frames.by_columns(data, inner)))
        made = _projected(call, data)
        if made is not None:
            return call.result(codes.aligned(call.cx, made))
        # Chosen by type or pattern: which ones there are is not known.
        chosen = frames.some(data)
        if call.word("by_type"):
            chosen.traits = chosen.traits | {BY_TYPE}
            if data.source > 0 and numeric.chosen(call):
                chosen.source = of_numbers(data.source)
        return call.result(chosen if call.slot("columns") is None else codes.aligned(call.cx, chosen))
    return call.result(codes.aligned(call.cx, frames.columns(data, names)))


def _alone(value: Value | None, depth: int = 0) -> Value | None:
    """The one value that is given where there may be several (`select(inputs)`); else what is given."""
    inner = state(value) if value is not None else None
    if not isinstance(inner, Seq) or inner.rest is not None or depth > 3:
        return value
    given = [item for item in inner.items if not _is_empty(item)]
    return _alone(given[0], depth + 1) if len(given) == 1 else value


def _is_empty(value: Value) -> bool:
    inner = state(value)
    return isinstance(inner, Map) and not inner.items and inner.rest is None


def _nested(value: Value | None, depth: int = 0) -> frozenset[str] | None:
    """The names of lists given one beside the other (`select(["a", "b"], "c")`)."""
    inner = state(value) if value is not None else None
    if not isinstance(inner, Seq) or inner.rest is not None or depth > 3:
        return None
    found: frozenset[str] = frozenset()
    for item in inner.items:
        names = frozenset[str]() if _is_empty(item) else names_in(item) or _nested(item, depth + 1)
        if names is None:
            return None
        found |= names
    return found


def _asked(value: Value | None, depth: int = 0) -> _Asked | None:
    """Names and expressions one by one; None where some are not told."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Map) and inner.rest is None:
        return [(str(name), one) for name, one in inner.items.items()]
    if isinstance(inner, Seq) and inner.rest is None and depth < 4:
        found: _Asked = []
        for item in inner.items:
            several = _asked(item, depth + 1)
            if several is None:
                return None
            found += several
        return found
    return None if value is None or (isinstance(inner, Data) and inner.kind == "columns") else [(None, value)]


def _projected(call: Call, data: Data) -> Data | None:
    """The table of the columns that expressions make of another one; None where there is no expression.

    Of nothing but statistics there is a single row, which is none of those that they were learned from.
    """
    asked = _asked(call.slot("columns"))
    if not asked or data.kind != "frame":
        return None
    plain: set[str] = set()
    made: list[tuple[str | None, Data]] = []
    for name, value in asked:
        names, held = names_in(value), state(value)
        if names is not None:
            plain |= names
        elif isinstance(held, Data) and (_of_table(call, held) or waits(call.cx, held.all_learned())):
            several = sorted(held.only or ()) if name is None and held.column is None else ()
            made += [(one, put_to(call, data, held)) for one in several or (name or held.column,)]
        else:
            return None
    if not made:
        return None
    if not plain and all(value.kind == "stat" and not value.rows for _name, value in made):
        learned = frozenset[int]().union(*(value.all_learned() for _name, value in made))
        return Data(NO_ROWS, learned, "stat", data.type)
    named = [(name, value) for name, value in made if name is not None]
    chosen = frames.columns(data, frozenset(plain))
    for name, value in named:
        same = value.parts == frames.made_of(data, name) and value.parts is not None
        if same:  # the column itself
            chosen = chosen.but(only=(chosen.only or frozenset()) | {name})
            if name in data.cols:
                chosen.cols = {**chosen.cols, name: data.cols[name]}
        else:
            chosen = frames.with_column(chosen, name, value)
    if len(named) < len(made):  # columns that nobody names
        unnamed = frozenset[int]().union(*(value.all_learned() for name, value in made if name is None))
        chosen = plus(chosen.but(only=None, source=0), unnamed)
    return chosen


def _of_table(call: Call, held: Data) -> bool:
    """Whether a value waits for the table that its column is of."""
    root = expressed(call.cx)
    return any(atom[0] == root for atom in held.rows)


EFFECTS: Final[dict[str, Effect]] = {"affix": affixed, "select-columns": select_columns}
