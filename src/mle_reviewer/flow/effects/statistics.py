"""Effects that learn from rows: aggregates, fills, windows, groups, correlations."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.call import Call, Effect, element_type, truthy
from mle_reviewer.flow.context import data_of, is_missing, literal, mix, names_in
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.rows import NO_ROWS, Rows, narrow
from mle_reviewer.flow.values import NOTHING_LEARNED, UNKNOWN, Const, Data, Func, Lib, Seq, Value, state
from mle_reviewer.knowledge.vocabulary import LEARNS

_STRONG: Final = frozenset(
    {"mean", "median", "std", "var", "min", "max", "sum", "quantile", "mode", "skew", "kurt", "sem", "mad", "prod"}
)
_WEAK: Final = frozenset({"count", "size", "nunique", "unique", "first", "last", "cumcount", "ngroup", "any", "all"})


def event(call: Call, rows: Rows, what: str, *, strong: bool = True, supervised: bool = False) -> frozenset[int]:
    """The id of what is learned from `rows` here, none if there are no rows to learn from or it is weak."""
    if not rows or not strong or what == "none":
        return NOTHING_LEARNED
    words = LEARNS.get(what, ("strong", what))[1]
    untyped = call.receiver is not None and getattr(state(call.receiver), "type", "typed") is None
    act = call.cx.learn(
        call.frame, call.pos, rows, what, words=f"{call.name} learns {words}", supervised=supervised, untyped=untyped
    )
    return frozenset([act.number])


def by_row(call: Call, data: Data) -> bool:
    """Whether an aggregate runs along each row (axis=1), or over one row's values."""
    axis = call.slot("axis")
    value = literal(axis)
    if data.kind == "row":
        return True
    inner = state(axis) if axis is not None else None
    if isinstance(inner, Seq):
        numbers = [literal(item) for item in inner.items]
        return 0 not in numbers
    return value in {1, -1, "columns", 2, 3}


def aggregate(call: Call) -> Value:
    """One value from many rows: the rows are gone, what was learned of them stays."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    if data.scores and not data.rows:
        return _of_scores(call, data)
    if by_row(call, data):
        return call.cx.fresh(data.but(column=None, cols={}, learned=data.all_learned(), kind=data.kind or "series"))
    what, strong = call.learns()
    if data.kind == "mask":
        strong = False  # how many rows satisfy a condition is a count
    learned = data.all_learned() | event(call, data.rows, what, strong=strong, supervised=False)
    made = Data(NO_ROWS, learned, "stat", data.type)
    if not strong and (data.kind == "series" or data.column is not None) and call.name in {"unique", "drop_duplicates"}:
        # Distinct values of a column stand for the rows that hold them: splitting them splits the rows by entity.
        made.rows = data.rows
        made.kind, made.column = "keys", data.column
    if data.cols and data.kind == "frame":
        made.cols = {name: learned - data.all_learned() | data.of_column(name) for name in data.cols}
        made.learned = data.learned | (learned - data.all_learned())
    return call.cx.fresh(made)


def _of_scores(call: Call, data: Data) -> Value:
    """The best of several scores is a choice among what was scored."""
    if call.name in {"max", "min", "argmax", "argmin", "idxmax", "idxmin", "sorted"}:
        call.cx.record.add("choose", call.cx.place(call.frame, call.pos), key=data.scores, scores=data.scores,
                           words=f"the best score is chosen by {call.name}")  # fmt: skip
    return call.cx.fresh(data.but())


def learn_apply(call: Call) -> Value:
    """A statistic of all rows, written into each row."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    if by_row(call, data):
        return call.result(data.but())
    what, strong = call.learns()
    bins = call.slot("value")
    inner = state(bins) if bins is not None else None
    if isinstance(inner, Seq) and what == "bins":
        return call.result(data.but(column=data.column))  # edges that were given are not learned
    labels = data_of(call.slot("labels"))
    learned = event(call, data.rows, what, strong=strong, supervised=bool(labels.rows))
    changed = data.but(learned=data.learned | learned, column=data.column)
    if data.cols:
        changed.cols = {name: old | learned for name, old in data.cols.items()}
    return finished(call, changed)


def correlate(call: Call) -> Value:
    """Association of columns with each other, or with the labels."""
    other = data_of(call.slot("other"))
    data = mix([call.first, other])
    what = "selection" if other.rows else "screening"
    learned = data.all_learned() | event(call, data.rows, what, supervised=bool(other.rows))
    made = Data(NO_ROWS, learned, "stat", data.type)
    made.fits = data.fits
    return call.cx.fresh(made)


def select_by_score(call: Call) -> Value:
    """Scores of columns against the labels."""
    data = call.first
    learned = data.all_learned() | event(call, data.rows, "selection", supervised=True)
    made = Data(NO_ROWS, learned, "stat")
    count = call.entry.slots.get("returns")
    return Seq((made, made)) if count == "pair" else call.cx.fresh(made)


def fill(call: Call) -> Value:
    """Missing values: by a constant nothing is learned, by a statistic what it learned, by neighbours their values."""
    data = call.first
    value, method = call.slot("value"), literal(call.slot("method"))
    strategy = method if isinstance(method, str) else None
    if data is UNKNOWN:
        return UNKNOWN
    if strategy in {"mean", "median", "min", "max"}:
        return finished(call, _plus(data, event(call, data.rows, "imputation")))
    if strategy in {"bfill", "backfill", "backward"}:
        return finished(call, _plus(data, ahead(call, data, "values of later rows")))
    given = data_of(value)
    inner = state(value) if value is not None else None
    if given is not UNKNOWN:
        learned = given.all_learned()
        changed = _plus(data, learned)
        if isinstance(inner, Data) and inner.cols and data.kind == "frame":
            changed.cols = {**data.cols, **{n: data.of_column(n) | s for n, s in inner.cols.items()}}
            changed.learned = data.learned | inner.learned
        elif inner is not None and not isinstance(inner, Data) and names_in(value):
            # A dict of fill values: each column gets its own.
            items = getattr(inner, "items", {})
            changed = data.but(column=data.column)
            changed.cols = {
                **data.cols,
                **{str(n): data.of_column(str(n)) | data_of(v).all_learned() for n, v in items.items()},
            }
        return finished(call, changed)
    return finished(call, data.but(column=data.column))


def _plus(data: Data, learned: frozenset[int]) -> Data:
    changed = data.but(learned=data.learned | learned, column=data.column)
    if data.cols:
        changed.cols = {name: old | learned for name, old in data.cols.items()}
    return changed


def ahead(call: Call, data: Data, words: str) -> frozenset[int]:
    """The id of an act of looking at later rows."""
    if not data.rows:
        return NOTHING_LEARNED
    act = call.cx.learn(call.frame, call.pos, data.rows, "look-ahead", words=f"{call.name} reads {words}", strong=False)
    act.detail.setdefault("column", data.column)
    act.detail.setdefault("periods", literal(call.slot("periods")))
    return frozenset([act.number])


def interpolate(call: Call) -> Value:
    """Missing values from the rows before and after."""
    data = call.first
    return finished(call, _plus(data, event(call, data.rows, "imputation")))


def shift(call: Call) -> Value:
    """Values of other rows; of later ones if the number is negative."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    periods = literal(call.slot("periods"))
    changed = data.but(column=None)
    if data.kind == "grouped":
        changed.kind = "series" if data.column else "frame"
        changed.type = _ungrouped(call, data)
        changed.traits = entities(data)
    if isinstance(periods, (int, float)) and periods < 0:
        return call.result(_plus(changed, ahead(call, data, "values of later rows")))
    if isinstance(periods, (int, float)) and periods > 0:
        changed.traits |= _lag(call, data, periods)
    return call.result(changed)


def _lag(call: Call, data: Data, periods: float | None) -> frozenset[tuple[str, ...]]:
    """The trait of rows that hold earlier ones: the column, and the act that moved it."""
    act = call.cx.record.add(
        "shift", call.cx.place(call.frame, call.pos), key=(data.rows, data.column, periods), rows=data.rows,
        words=call.name,
    )  # fmt: skip
    act.detail.update(column=data.column, periods=periods)
    return frozenset([("lag", data.column or "", str(act.number))])


def _ungrouped(call: Call, data: Data) -> str | None:
    """The class of what a group gives back: its tables, or the columns of those."""
    table = element_type(call.cx, data.type)
    return element_type(call.cx, table) if data.column else table


def rolling(call: Call) -> Value:
    """A moving window; one that is centred looks ahead."""
    data = call.first
    changed = data.but(traits=data.traits | _lag(call, data, None), column=data.column)
    if truthy(call.slot("center")):
        changed = _plus(changed, ahead(call, data, "a centred window"))
    return call.result(changed)


def windowed(call: Call) -> Value:
    """A statistic per window of rows before."""
    data = call.first
    return call.result(data.but(kind="series" if data.column else "frame", column=None, type=data.type))


def cumulate(call: Call) -> Value:
    """Running totals: only rows before are seen."""
    data = call.first
    if data.kind == "grouped":
        return call.cx.fresh(data.but(kind="series" if data.column else "frame", type=_ungrouped(call, data)))
    return call.result(data.but(column=data.column))


def group(call: Call) -> Value:
    """Rows partitioned by keys."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    keys = names_in(call.slot("by")) or frozenset()
    grouped = data.but(kind="grouped", column=None)
    grouped.traits = data.traits | frozenset(("grouped", name) for name in keys)
    return call.cx.fresh(call.typed(grouped))


def group_aggregate(call: Call) -> Value:
    """One value per group: it is learned once it comes back to the rows it was computed from."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    strong = _strength(call)
    made = data.but(kind="series" if data.column else "frame", type=_ungrouped(call, data), column=None)
    keys = tuple(sorted(trait[1] for trait in data.traits if trait[0] == "grouped"))
    made.rows = narrow(data.rows, ("groups", keys))
    if data.column is not None:
        made.only, made.gone, made.cols = frozenset((*keys, data.column)), frozenset(), {}
    made.pending = event(call, data.rows, "statistic", strong=strong)
    made.traits = frozenset(trait for trait in data.traits if trait[0] not in {"lag", "sorted", "grouped", "entity"})
    made.traits |= frozenset(("per", key) for key in keys)
    return call.cx.fresh(made)


def entities(data: Data) -> frozenset[tuple[str, ...]]:
    """The keys of a group, as entities whose rows repeat."""
    return data.traits | frozenset(("entity", trait[1]) for trait in data.traits if trait[0] == "grouped")


def _strength(call: Call) -> bool:
    """Whether a statistic per group is strong: counts are not."""
    functions = call.slot("function")
    names = names_in(functions)
    if names is None and call.kwargs:
        found = [literal(v) or _second(v) for v in call.kwargs.values()]
        names = frozenset(str(name) for name in found if isinstance(name, str)) or None
    if names is None:
        what, strong = call.learns()
        return strong and what not in {"count", "categories"}
    return not names <= _WEAK


def _second(value: Value) -> object:
    inner = state(value)
    return literal(inner.items[1]) if isinstance(inner, Seq) and len(inner.items) > 1 else None


def group_transform(call: Call) -> Value:
    """A statistic per group, written into each row."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    function = call.slot("function")
    made = data.but(
        kind="series" if data.column else "frame", type=_ungrouped(call, data), column=None, pending=NOTHING_LEARNED
    )
    made.traits = entities(data)
    if isinstance(function, Func):
        one = made.but(kind=made.kind)
        result = data_of(call.cx.call(call.frame, function, [call.cx.fresh(one)], {}, call.pos))
        return call.cx.fresh(_plus(made, result.all_learned()))
    if isinstance(function, Lib):
        strong = function.path.rpartition(".")[2] in _STRONG
        return call.cx.fresh(_plus(made, event(call, data.rows, "statistic", strong=strong)))
    if not is_missing(function):
        name = literal(function)
        if name in {"shift", "cumsum", "cumcount", "cumprod", "ffill", "diff", "pct_change"}:
            return call.cx.fresh(made)
        strong = name not in _WEAK and name != "rank"
        return call.cx.fresh(_plus(made, event(call, data.rows, "statistic", strong=strong)))
    what, strong = call.learns()
    return call.cx.fresh(_plus(made, event(call, data.rows, what, strong=strong)))


def group_apply(call: Call) -> Value:
    """A function per group: on whole groups, so rows stay within what they were."""
    data = call.first
    function = call.slot("function")
    made = data.but(kind="series" if data.column else "frame", type=_ungrouped(call, data), column=None)
    if isinstance(function, Func):
        result = call.cx.call(call.frame, function, [call.cx.fresh(made.but())], {}, call.pos)
        found = data_of(result)
        if not found.rows and found is not UNKNOWN:
            keys = tuple(sorted(trait[1] for trait in data.traits if trait[0] == "grouped"))
            summary = made.but(rows=narrow(data.rows, ("groups", keys)), learned=data.learned)
            summary.pending = found.all_learned()
            return call.cx.fresh(summary)
        if found.rows:
            return call.cx.fresh(found.but(kind=made.kind, type=made.type))
    return call.cx.fresh(made)


def describe(call: Call) -> Value:
    """Several statistics at once."""
    data = call.first
    learned = data.all_learned() | event(call, data.rows, "statistic")
    return call.cx.fresh(Data(NO_ROWS, learned, "stat", data.type)) if data is not UNKNOWN else UNKNOWN


def aggregate_named(call: Call) -> Value:
    """`agg("mean")`, `agg(["mean", "std"])` on a table."""
    names = names_in(call.slot("function"))
    data = call.first
    if data.kind == "grouped":
        return group_aggregate(call)
    strong = names is None or not names <= _WEAK
    learned = data.all_learned() | event(call, data.rows, "statistic", strong=strong)
    return call.cx.fresh(Data(NO_ROWS, learned, "stat", data.type))


def difference(call: Call) -> Value:
    """Difference with another row."""
    return shift(call)


def isnull(call: Call) -> Value:
    """A mask of missing values, row by row."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    made = data.but(kind="mask")
    column = data.column or ""
    polarity = call.name in {"isnull", "isna", "is_null", "isnan"}
    made.picks = (("mask", ("missing", column), polarity),)
    return call.cx.fresh(made)


def where(call: Call) -> Value:
    """One of two values by a mask, row by row."""
    values = [
        data_of(v) for v in (*([call.receiver] if call.receiver is not None else []), *call.args, *call.kwargs.values())
    ]
    made = mix(values)
    if len(call.args) == 1 and call.receiver is None:
        mask = values[0]
        picked = mask.but(kind="indices")
        return Seq((call.cx.fresh(picked),))
    return call.result(made.but(column=None, picks=None)) if made is not UNKNOWN else UNKNOWN


EFFECTS: Final[dict[str, Effect]] = {
    "aggregate": aggregate, "describe": describe, "learn-apply": learn_apply, "correlate": correlate,
    "select-by-score": select_by_score, "fill": fill, "interpolate": interpolate, "shift": shift,
    "difference": difference, "rolling": rolling, "expanding": rolling, "cumulate": cumulate, "group": group,
    "group-aggregate": group_aggregate, "group-transform": group_transform, "group-apply": group_apply,
    "window-aggregate": windowed, "aggregate-named": aggregate_named, "missing-mask": isnull, "where": where,
}  # fmt: skip
__all__ = ["EFFECTS", "Const"]
