"""Effects that learn from rows: aggregates, correlations, choices by a score."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, mix, names_in, of_fields
from mle_reviewer.flow.effects.adding import of_one_row
from mle_reviewer.flow.effects.conditions import drop_duplicates
from mle_reviewer.flow.effects.grouping import WEAK, group_aggregate
from mle_reviewer.flow.effects.judging import right
from mle_reviewer.flow.effects.learning import event, plus
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.rows import NO_ROWS, is_element, single
from mle_reviewer.flow.facts.values import (
    ANY_COLUMN,
    DIFFERENT,
    HITS,
    INSIDE,
    OPAQUE,
    PAIRED,
    PARTNER,
    SPANS,
    SPECTRUM,
    TURNED,
    UNKNOWN,
    Box,
    Const,
    Data,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    blanks,
    classes,
    codes,
    histories,
    lasts,
    leads,
    pieces,
    ranking,
    rating,
    slices,
    taught,
    totals,
)
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.lookups import IN_TURN
from mle_reviewer.flow.operations.loops import loop_of

_COLUMNS: Final = frozenset({"index", "series"})
_DISTINCT: Final = frozenset({"unique", "drop_duplicates"})
_OF_KINDS: Final = frozenset({"nunique", "n_unique"})  # how many different values there are
_OF_TABLES: Final = frozenset(
    {"lag", "sorted", "falling", "reversed", "panel", "time", "shuffled", "numbered", "inside"}
)


_OF_EACH: Final = frozenset({1, -1, 2, -2})


def by_row(call: Call, data: Data) -> bool:
    """Whether an aggregate runs along each row (axis=1), or over one row's values."""
    axis = call.slot("axis")
    if is_missing(axis):
        axis = call.kwargs.get("axis")  # what PyTorch calls dim may be given by NumPy's name, too
    value = literal(axis)
    if _of_columns(call, data, value):
        return True
    if TURNED in data.traits and data.fits and isinstance(value, int):
        return value == 0  # what several models say of each row
    if data.kind == "row" or (data.kind in {"series", "array"} and single(data.rows)):
        return not _collected(call, data)
    inner = state(axis) if axis is not None else None
    numbers = [literal(item) for item in inner.items] if isinstance(inner, Seq) else [value]
    if TURNED in data.traits:  # the rows stand beside each other
        return False
    return 0 not in numbers if isinstance(inner, Seq) else _within(data, value)


def _within(data: Data, axis: object) -> bool:
    """Whether an axis runs within each row: each but the first, counted from the end too.

    The last but one is the first of a table, which has two; of what nobody knows to be one it lies within an example.
    """
    if axis == "columns" or (isinstance(axis, int) and axis > 0) or axis == -1:
        return True
    table = data.kind == "frame" or bool(data.cols) or data.only is not None
    return isinstance(axis, int) and axis < 0 and not table


def _counts(data: Data) -> bool:
    """Whether these are how many rows each group has: nothing strong was learned of any."""
    lasts = [steps[-1] if steps else ("",) for _root, steps, _arms in data.rows]
    return bool(lasts) and all(step[0] == "groups" for step in lasts) and not data.pending


def _of_columns(call: Call, data: Data, axis: object) -> bool:
    """Whether whole columns or predictions, given as a list, are put together row by row (a generator always is)."""
    value = call.slot("rows") if "rows" in call.entry.slots else None
    inner = state(value) if value is not None else None
    if not isinstance(inner, Seq) or data.kind not in {"series", "array", "predictions", "row"}:
        return False
    if axis != 0 and not (inner.kind == "generator" and axis is None and data.kind != "row"):
        return False
    return any(not any(is_element(step) for step in steps) for _root, steps, _arms in data.rows)


def _of_a_file(call: Call, data: Data) -> bool:
    """Whether a value is what one listed file holds, in the round of the loop that goes over the files."""
    listings = call.cx.listings
    rows = slices.uncut(data.rows) if windows.are_cut(data.traits) else data.rows
    return bool(rows and listings) and all(steps and steps[-1] in listings for _root, steps, _arms in rows)


def _of_its_file(call: Call, data: Data) -> Data:
    """What a statistic of the file of one row says: it belongs to the row, as does what was moved about in the file."""
    acts = call.cx.record.acts
    learned = frozenset(number for number in data.all_learned() if acts[number].rows != data.rows)
    traits = frozenset(trait for trait in data.traits if trait[0] not in _OF_TABLES)
    made = data.but(kind="row", type=None, column=None, cols={}, learned=learned, traits=traits, source=0)
    if windows.are_stacked(traits):
        along = literal(call.slot("axis")) in ({0} if TURNED in traits else _OF_EACH)  # of each window, or of all
        made.rows = slices.uncut(made.rows)
        made.traits = frozenset(t for t in traits if t != TURNED and (along or t[0] != windows.STACK))
    return made


def _collected(call: Call, data: Data) -> bool:
    """Whether a list of something of each row is aggregated: what a list holds of one row still belongs to that row."""
    value = call.slot("rows") if "rows" in call.entry.slots else call.args[0] if call.args else None
    if value is None or not isinstance(state(value), Seq):
        return False
    loops = [[loop_of(call.cx, step) for step in steps] for _root, steps, _arms in data.rows]
    made = value.number if isinstance(value, Box) else 0
    if all(any(one and (IN_TURN in data.traits or one.began < made) for one in running) for running in loops):
        return False  # the loop is at this one still, and in its round the list was made
    if of_one_row(call.cx, data, value):
        return False
    return any(sum(1 for step in steps if is_element(step)) < 2 for _root, steps, _arms in data.rows)


def aggregate(call: Call) -> Value:
    """One value from many rows: the rows are gone, what was learned of them stays."""
    data = call.column
    if data is UNKNOWN:
        return UNKNOWN
    if call.word("distinct") and literal(call.slot("axis")) == 0:
        return drop_duplicates(call)  # whole rows, one of each
    if ranking.only_results(call.cx, data):
        return _of_scores(call, data.but(rows=NO_ROWS))
    if (INSIDE in data.traits or _of_a_file(call, data)) and not _collected(call, data):
        return call.cx.fresh(_of_its_file(call, data))
    if by_row(call, data):
        each = data.but(column=None, cols={}, learned=data.all_learned(), kind=data.kind or "series")
        each.parts = of_fields(data)
        return call.cx.fresh(each.but(traits=each.traits - {TURNED}) if data.fits else each)
    if data.kind == "loss":
        return call.cx.fresh(data.but(column=None))  # the loss of a batch is one number anyway
    if not data.fits and any(trait[0] == "forward" for trait in data.traits):
        return call.cx.fresh(data.but(kind="loss", column=None))  # worked out by hand: what training lowers
    if HITS in data.traits and data.fits and data.rows:
        return call.cx.fresh(right(call, data))
    if (rated := rating.rate(call.cx, data)) is not None:
        return call.cx.fresh(right(call, rated))
    if any(trait[0] == "forward" for trait in data.traits):
        of_batch = data.but(kind="loss", column=None, picks=None)  # of what a network said of it
        of_batch.traits = data.traits - {HITS}
        return call.cx.fresh(of_batch)
    what, strong = call.learns()
    if SPECTRUM in data.traits and what == "statistic" and not call.given(str(call.word("axis"))):
        what = "spectrum"  # of the frequencies of one signal, which may be of all rows; along an axis it says which
    name = call.name
    if what == "count":
        pieces.told_several(call.cx, data)
    if what == "count" and data.column is not None and name in _OF_KINDS:
        call.cx.record.counted.update((atom[0], data.column) for atom in data.rows)
        told = frozenset([(DIFFERENT, data.column)])
        return call.cx.fresh(Data(NO_ROWS, data.all_learned(), "stat").but(traits=told))
    if data.kind == "mask":
        strong = False  # how many rows satisfy a condition is a count
    if name in {"max", "min"} and codes.are_numbers(call.cx, call.slot("rows", "self") or call.receiver):
        strong = False  # how many different values there are, less one
    if leads.before(data):
        strong = False  # of what came before the row that it is written to
    if name == "sum" and _counts(data):
        strong = False  # how many rows there are in all groups
    if data.kind == "predictions":
        strong = False  # of a model's output, row by row: no model learns from it what the judged rows are like
    rows = blanks.rows(call.cx, data)
    rows = (totals.of_all_rounds(call.cx, rows) if _collected(call, data) else None) or rows
    learned = event(call, rows, what, strong=strong, supervised=PAIRED in data.traits)
    given = call.slot("rows") if "rows" in call.entry.slots else None
    taught.note(call.cx, data, learned, given, by_hand=True)
    partners = [call.cx.partners[int(trait[1])] for trait in sorted(data.traits) if trait[0] == PARTNER]
    told_apart = classes.partners(call.cx, data)
    for number in learned if told_apart or (partners and name in {"sum", "mean"}) else ():
        call.cx.record.acts[number].detail["partners"] = told_apart or partners
    if name in {"max", "min"} and data.column is not None:
        for number in learned:
            call.cx.record.acts[number].detail["extreme"] = (data.column, ("time", data.column) in data.traits)
    learned |= data.all_learned()
    made = Data(NO_ROWS, learned, "stat", data.type)
    if data.kind == "predictions":
        made.fits = data.fits  # still what these models say, as a whole
    if not strong and (data.kind in _COLUMNS or data.column is not None) and name in _DISTINCT:
        # Distinct values of a column stand for the rows that hold them: splitting them splits the rows by entity.
        made.rows = data.rows
        made.kind, made.column, made.traits = "keys", data.column, data.traits & {SPANS}
    if name == "max":
        made.traits = lasts.highest(data.column)
    if name == "value_counts" and data.rows:
        made.traits = frozenset([(histories.COUNTS, str(call.cx.row_set(data.rows)))])
    if data.cols and data.kind == "frame":
        made.cols = {one: learned - data.all_learned() | data.of_column(one) for one in data.cols}
        made.learned = data.learned | (learned - data.all_learned())
    return call.cx.fresh(made)


def _of_scores(call: Call, data: Data) -> Value:
    """The best of several scores is a choice among what was scored."""
    counts = call.name in {"max", "min"} and all(call.cx.record.acts[n].detail.get("counts") for n in data.scores)
    if call.name in {"max", "min", "argmax", "argmin", "idxmax", "idxmin", "sorted"} and not counts:
        place = call.cx.place(call.frame, call.pos)
        ranking.taken(call.cx, place, data.scores, call.name)
        if call.name in ranking.READING and call.cx.loops:  # for each setting tried, not of the rounds of one training
            ranking.told(call.cx, place, data.scores, call.name)
    return call.cx.fresh(data.but())


def learn_apply(call: Call) -> Value:
    """A statistic of all rows, written into each row."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    if by_row(call, data):
        return call.result(data.but())
    if INSIDE in data.traits or _of_a_file(call, data):
        return call.result(data.but(column=data.column))
    what, strong = call.learns()
    if data.kind == "predictions":
        strong = False  # as above: ranks of a model's output
    bins = call.slot("value")
    edges = data_of(bins)
    given = bins is not None and not isinstance(bins, Const) and (not edges.rows or edges.kind == OPAQUE)
    if what in {"bins", "limits"} and given:
        return call.result(plus(data, edges.all_learned()))  # edges that were given are not learned here
    if what in {"distribution", "power"} and not is_missing(bins):
        return call.result(plus(data, data_of(bins).all_learned()))  # a parameter that was given is not learned here
    labels = data_of(call.slot("labels"))
    learned = event(call, blanks.rows(call.cx, data), what, strong=strong, supervised=bool(labels.rows))
    taught.note(call.cx, data, learned)
    changed = data.but(learned=data.learned | learned, column=data.column)
    if data.cols:
        changed.cols = {name: old | learned for name, old in data.cols.items()}
    return finished(call, changed)


def correlate(call: Call) -> Value:
    """Association of columns with each other, or with the labels."""
    other = data_of(call.slot("other"))
    data = mix([call.first, other])
    of_labels = bool(other.rows) and not _of_any_two(call.first, other)
    what = "selection" if of_labels else "screening"
    acts = event(call, data.rows, what, supervised=of_labels)
    pair = (call.first, other if call.first.rows == other.rows else UNKNOWN)  # of two parts of the rows: classes, say
    for number in acts:
        call.cx.record.acts[number].detail.setdefault("pairs", []).append(pair)
    made = Data(NO_ROWS, data.all_learned() | acts, "stat", data.type)
    made.fits = data.fits
    return call.cx.fresh(made)


def _of_any_two(one: Data, other: Data) -> bool:
    """Whether two loops over all columns of a table hold each against each other: neither of the two is the label."""
    alike = one.rows == other.rows and one.source == other.source and (one.only, one.gone) == (other.only, other.gone)
    return alike and ANY_COLUMN in one.traits and ANY_COLUMN in other.traits


def select_by_score(call: Call) -> Value:
    """Scores of columns against the labels."""
    data = call.first
    learned = data.all_learned() | event(call, data.rows, "selection", supervised=True)
    made = Data(NO_ROWS, learned, "stat")
    count = call.entry.slots.get("returns")
    return Seq((made, made)) if count == "pair" else call.cx.fresh(made)


def describe(call: Call) -> Value:
    """Several statistics at once."""
    data = call.first
    learned = data.all_learned() | event(call, blanks.rows(call.cx, data), "statistic")
    return call.cx.fresh(Data(NO_ROWS, learned, "stat", data.type)) if data is not UNKNOWN else UNKNOWN


def aggregate_named(call: Call) -> Value:
    """`agg("mean")`, `agg(["mean", "std"])` on a table."""
    names = names_in(call.slot("function"))
    data = call.first
    if data.kind == "grouped":
        return group_aggregate(call)
    if by_row(call, data):
        return call.cx.fresh(data.but(column=None, cols={}, learned=data.all_learned(), kind="series"))
    strong = names is None or not names <= WEAK
    learned = data.all_learned() | event(call, blanks.rows(call.cx, data), "statistic", strong=strong)
    return call.cx.fresh(Data(NO_ROWS, learned, "stat", data.type))


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


EFFECTS: Final[dict[str, Effect]] = {
    "aggregate": aggregate, "describe": describe, "learn-apply": learn_apply,
    "correlate": correlate,
    "select-by-score": select_by_score, "aggregate-named": aggregate_named, "missing-mask": isnull,
}  # fmt: skip
__all__ = ["EFFECTS", "Const"]
