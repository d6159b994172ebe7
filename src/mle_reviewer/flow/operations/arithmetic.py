"""Operators: arithmetic over constants and symbols, comparisons that make masks, and formatted strings."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, names_in, symbol
from mle_reviewer.flow.facts import dates
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import INDEX, Step, contains, of_all, roots, taken_singly
from mle_reviewer.flow.facts.values import (
    HITS,
    INEXACT,
    INSIDE,
    LISTED,
    OPAQUE,
    SHIFTED,
    UNKNOWN,
    Box,
    Const,
    Data,
    Default,
    Map,
    Parts,
    Seq,
    Symbol,
    Text,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    applying,
    comparing,
    constants,
    containers,
    counting,
    descent,
    heads,
    lapses,
    leads,
    name_masks,
    neighbours,
    numeric,
    opaque,
    owning,
    pieces,
    piling,
    products,
    prompts,
    ranking,
    rating,
    scaling,
    scattering,
    sets,
    slices,
    taught,
    texts,
    trying,
    verdicts,
    writings,
)
from mle_reviewer.flow.operations import names as names_of
from mle_reviewer.flow.operations.row_numbers import rows_of

_ARITHMETIC: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod,
}  # fmt: skip
_OF_SETS: Final = frozenset({"&", "|", "^"})
_VALUES: Final = frozenset({"series", "row"})
_CONTAINERS: Final = frozenset({Seq, Map})
_LONGEST: Final = 10_000
_PERCENT: Final = 100
_MOST_ITEMS: Final = 1_000


def binary(cx: Context, frame: Frame, op: str, left: Value, right: Value, pos: int) -> Value:
    """`left op right`; an in-place operator (`+=`) makes a new value unless `left` is a box that it changes."""
    in_place = op[-1] == "=" and op not in {"==", "<=", ">=", "!="}
    op = op.rstrip("=") if in_place else op
    if op == "%" and isinstance(left, Text):
        return texts.filled(cx, left, right)
    if isinstance(left, Const) and isinstance(right, Const):
        return _constants(op, left, right)
    if op == "+" and (isinstance(left, Text) or isinstance(right, Text)) and not texts.about_rows(left, right):
        sides = [one if isinstance(one, Const) else Const(Symbol(("value", cx.identity(one)))) for one in (left, right)]
        return texts.joined(sides[0], sides[1], Symbol(("+", symbol(sides[0]), symbol(sides[1])))) or UNKNOWN
    a, b = state(left), state(right)
    if type(a) in _CONTAINERS or type(b) in _CONTAINERS:
        made = _of_containers(cx, frame, op, left, right, pos, in_place=in_place)
        if made is not None:
            return made
    x, y = data_of(left), data_of(right)
    if op == "+" and (isinstance(a, Seq) or isinstance(b, Seq)):  # a list behind what must then be a list as well
        x, y = (slices.put_together(one) if slices.are_windows(one) else one for one in (x, y))
    if opaque.is_blank(x) and opaque.is_blank(y):
        if OPAQUE in {x.kind, y.kind}:
            return slices.sized(cx, op, left, right, _put_together(cx, op, x, y))
        return _unknown(cx, op, left, right)
    return _of_data(cx, frame, op, left, right, (x, y), pos, in_place=in_place)


def _of_containers(
    cx: Context, frame: Frame, op: str, left: Value, right: Value, pos: int, *, in_place: bool
) -> Value | None:
    """What is made of lists, sets and dicts; None where they stand for the rows that they hold."""
    a, b = state(left), state(right)
    if op == "+" and isinstance(a, Seq) and isinstance(b, Seq):
        if in_place and isinstance(left, Box):
            b = piling.extended(cx, cx.place(frame, pos), left, b)
        a, b = piling.piled(cx, cx.place(frame, pos), a, b)
        rest = cx.store.join(a.rest, b.rest, None) if a.rest and b.rest else a.rest or b.rest
        items = a.items + b.items
        if len(items) > _MOST_ITEMS:  # a list that grows by itself in a loop
            items, rest = items[:_MOST_ITEMS], rest or items[-1]
        made = Seq(items, rest, a.kind)
        if in_place and isinstance(left, Box):
            cx.write(left, made)
            return left
        return made if a.kind == "tuple" else cx.fresh(made)
    if op == "*" and isinstance(a, Seq) and (isinstance(right, Const) or not data_of(right).rows):
        one = a.items[0] if a.items else a.rest
        if data_of(one).kind == "frame":  # the same rows at least twice
            return cx.fresh(Seq((*a.items, *a.items), one, a.kind))
        if isinstance(right, Const):
            several = piling.times(cx, cx.place(frame, pos), a, right) if len(a.items) < 2 else Seq((), one, a.kind)
            return cx.fresh(several)
        return mix((data_of(a), data_of(b)))
    if isinstance(a, Seq) and isinstance(b, Seq) and (made_set := names_of.combined(cx, op, a, b)) is not None:
        if in_place and isinstance(left, Box):
            cx.write(left, state(made_set))
            return left
        return made_set
    if op == "|" and isinstance(b, Map) and (row := containers.row_with([(None, left), (None, right)])) is not None:
        return cx.fresh(row)
    if op == "|" and isinstance(a, Map) and isinstance(b, Map):
        return cx.fresh(Map({**a.items, **b.items}, a.rest or b.rest))
    return None


def _of_kind(
    cx: Context, frame: Frame, op: str, left: Value, right: Value, pair: tuple[Data, Data], pos: int
) -> Value | None:
    """What is made of row numbers, times, names of columns and conditions; None of plain values."""
    x, y = pair
    if op == "+" and x.kind == y.kind and (behind := piling.behind(cx, cx.place(frame, pos), x, y)) is not None:
        return cx.fresh(behind)
    if x.kind == "indices" and (moved := neighbours.counted_on(op, x, right)) is not None:
        return moved
    if x.kind == "moments" and op in {"+", "-"} and (span := dates.span_key(symbol(right))) is not None:
        return x.but(traits=x.traits | {(SHIFTED, op, str(span[0]), str(span[1]))})
    if x.kind == "columns" or y.kind == "columns":
        return _columns(x, y, left, right, op)
    if op == "+" and x.kind == "name" and isinstance(after := literal(right), str):
        return adding_columns.put_to(x, "", after)
    if op == "+" and y.kind == "name" and isinstance(before := literal(left), str):
        return adding_columns.put_to(y, before, "")
    if op not in _OF_SETS:
        return None
    if (told := name_masks.together(op, x, y)) is not None:
        return told
    if op == "&" and (met := sets.common(x, y)) is not None:
        return cx.fresh(met)
    if x.picks is not None or y.picks is not None:
        merged = _masks(cx, op, x, y, left, right, cx.place(frame, pos))
        return leads.together(cx, frame, pos, (x, y), merged) if op == "&" else merged
    return None


def _of_data(
    cx: Context, frame: Frame, op: str, left: Value, right: Value, pair: tuple[Data, Data], pos: int, *, in_place: bool
) -> Value:
    """What is made of values of rows and statistics, element by element."""
    if (found := _of_kind(cx, frame, op, left, right, pair, pos)) is not None:
        return found
    x, y = taught.met(cx, *pair) if cx.lots else pair
    if not x.rows or not y.rows:
        applying.noted(cx, (x, y))
    if op == "+" and x.kind == "stat" and literal(right) == 1:
        x = x.but(learned=_less_counts(cx, x.learned), cols={})
    if op == "+" and y.kind == "stat" and literal(left) == 1:
        y = y.but(learned=_less_counts(cx, y.learned), cols={})
    if op == "-":
        if (fewer := sets.left_over(cx, x, right)) is not None:
            return cx.fresh(fewer)
        products.taken_out(cx, x, y)
        y = sets.less(x, y)
        x = owning.without(cx, x, y.column) if y.column is not None else x
    if in_place and op == "+" and HITS in y.traits and y.fits and y.rows and not x.rows:
        return counted(cx, frame, x, y, pos)
    if op == "@" and (product := products.over_rows(cx, frame, x, y, pos)) is not None:
        return product
    x, y = verdicts.reckoned(op, x, y)
    made_data = prompts.together(cx, [x, y]) if op == "+" and x.rows and y.rows else mix((x, y))
    if x.kind == "row" and y.kind == "series" and x.rows and roots(x.rows).isdisjoint(roots(y.rows)):
        made_data = made_data.but(kind=y.kind, type=y.type)  # one value for a whole column is a column still
    parts = _parts(op, x, y, left, right)
    numeric.reckoned(cx, op, x, y, left, right)
    if x.rows and y.rows and x.rows != y.rows:
        # Operands of an element-wise operation are aligned: the wider one can only be a number made of its rows.
        if taken_singly(x.rows) and taken_singly(y.rows):
            pass  # numbers of two elements, each of its own iteration
        elif contains(x.rows, y.rows):
            made_data.rows = y.rows
        elif contains(y.rows, x.rows):
            made_data.rows = x.rows
        elif op == "-" and (x.kind == "keys" or (isinstance(state(left), Seq) and isinstance(state(right), Seq))):
            made_data.rows = x.rows  # a set less another one holds some of the first alone
        elif bool(x.fits) != bool(y.fits):
            made_data.rows = (x if x.fits else y).rows
        elif op == "@" and disjoint(x.rows, y.rows):
            made_data.rows, made_data.fits = x.rows, x.fits  # what stands on the right was summed up over its rows
    if made_data is x or made_data is y:
        made_data = made_data.but(rows=rows_of(made_data), column=None, picks=None)
    elif op == "+" and x.only and y.only and x.kind in _VALUES and y.kind in _VALUES:
        made_data.only = x.only | y.only  # the columns that a text was put together from
    if made_data.traits:
        if counting.RUNNING in made_data.traits and ((x.rows and y.rows) or op in {"//", "%", "/"}):
            made_data = made_data.but(traits=counting.apart(made_data.traits))
        if op not in {"+", "-"} or (x.rows and y.rows):
            made_data = heads.unnumbered(made_data)
        if op == "/" and LISTED in made_data.traits:
            made_data = writings.of_path([left, right], made_data)
    if op == "%" and y.rows and isinstance(text := literal(left), str):
        filled = state(right)
        made_data = writings.of_format(text, [*filled.items] if isinstance(filled, Seq) else [right], made_data)
    if op == "+" and LISTED in made_data.traits:
        made_data = pieces.with_path([x, y], writings.of_text([left, right], made_data))
    if made_data.parts != parts:
        made_data = made_data.but(parts=parts)
    made_data = rating.together(cx, op, x, y, scaling.paired(op, x, y, scaling.scaled(cx, op, x, y, made_data)))
    if made_data.traits and UNKNOWN not in (x, y):
        made_data = scattering.of_two(x, y, made_data)
    if op == "%" and x.rows and isinstance(literal(right), int) and (name := _of_number(x)) is not None:
        made_data = made_data.but(column=f"{name} % {literal(right)}")
    if op == "-" and (lapse := lapses.named(x, y)) is not None:
        made_data = made_data.but(column=lapse)
    apart = op == "-" and bool(x.fits) != bool(y.fits) and x.rows and y.rows and not (y if x.fits else x).scores
    if apart and not (INSIDE in made_data.traits and rating.fitted_lines(cx, made_data)):
        made_data = made_data.but(traits=made_data.traits | {HITS})
    if op in {"+", "-"} and isinstance(right, Const) and x.rows:
        made_data = leads.moved(op, x, right, made_data)
    elif op in {"+", "-"} and x.scores and type(literal(right)) in {int, float}:
        ranking.with_margin(cx, x)
    if op == "*":
        if x.scores and type(literal(right)) in {int, float} and literal(right) != _PERCENT:
            ranking.with_margin(cx, x)
        made_data = verdicts.marked(cx, [x, y], trying.told(made_data, left, right))
    made_data = descent.told(cx, op, x, y, made_data)
    if op == "@":
        made_data = made_data.but(only=None, cols={}, learned=mix((x, y)).all_learned(), kind="array")
    if in_place and isinstance(left, Box) and isinstance(left.state, Data):
        cx.write(left, made_data.but(kind=x.kind or made_data.kind, type=x.type or made_data.type))
        return left
    return constants.worked_out(cx, op, left, right, made_data)


def _put_together(cx: Context, op: str, x: Data, y: Data) -> Data:
    """Something of two values of which at least one may be anything."""
    made = (prompts.together(cx, [x, y]) if op == "+" else mix((x, y))).but(column=None, picks=None)
    known = [one for one in (x, y) if one is not UNKNOWN]
    if op == "+" and all(one.only is not None for one in known):
        made.only = frozenset[str]().union(*(one.only or () for one in known))
    return made


def _of_number(data: Data) -> str | None:
    """The column, or the index, whose remainders deal rows."""
    return INDEX if data.kind == "index" and data.column is None else data.column


def _parts(op: str, x: Data, y: Data, left: Value, right: Value) -> Parts:
    """The columns that `left op right` is worked out from; a number changes none, a value nobody knows may."""
    if UNKNOWN in (left, right):
        return None
    if x.parts is None or y.parts is None:
        known = x if y is UNKNOWN or not y.rows else y if x is UNKNOWN or not x.rows else None
        return known.parts if known is not None else None
    sums = op == "+" and all(how in {"=", "+"} for _source, _name, how in x.parts | y.parts)
    return frozenset((source, name, "+" if sums else "~") for source, name, _how in x.parts | y.parts)


def _less_counts(cx: Context, learned: frozenset[int]) -> frozenset[int]:
    """Without greatest values: of numbers that count from zero, one more is how many there are."""
    acts = cx.record.acts
    return frozenset(n for n in learned if not (acts[n].what == "statistic" and acts[n].words.startswith("max ")))


def counted(cx: Context, frame: Frame, so_far: Data, hits: Data, pos: int) -> Data:
    """Right predictions added up one by one: a metric of all of them."""
    rows = of_all(hits.rows)
    act = cx.record.add(
        "score", cx.place(frame, pos), key=(rows, hits.fits, frame.chain), rows=rows, learned=hits.all_learned(),
        fits=hits.fits, metric=True, words="right predictions are counted",
    )  # fmt: skip
    act.detail["added up"] = True
    if rating.OF_TRAINING in hits.traits:
        act.detail["of itself"] = True
    return Data(kind="score").but(scores=so_far.scores | {act.number})


def _constants(op: str, left: Const, right: Const) -> Value:
    a, b = left.value, right.value
    if isinstance(a, Symbol) or isinstance(b, Symbol):
        if (moved := dates.worked_out(op, a, b)) is not None:
            return Const(moved)
        open_value = Symbol((op, symbol(left), symbol(right)))
        return (texts.joined(left, right, open_value) if op == "+" else None) or Const(open_value)
    if op == "/" and isinstance(a, str) and isinstance(b, str):
        return Const(f"{a.rstrip('/')}/{b}")  # pathlib
    if op == "+" and isinstance(a, str) and isinstance(b, str) and (made := texts.joined(left, right, a + b)):
        return made
    function = _ARITHMETIC.get(op)
    if function is None or (op == "*" and isinstance(a, (str, bytes, tuple))) or isinstance(b, (bytes, tuple)):
        return UNKNOWN
    try:
        value = function(a, b)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return UNKNOWN
    if isinstance(value, str) and len(value) > _LONGEST:
        return UNKNOWN
    return (Default if type(left) is Default or type(right) is Default else Const)(value)


def _unknown(cx: Context, op: str, left: Value, right: Value) -> Value:
    """Arithmetic on a number nobody knows: a symbol, so that two cuts at the same bound are told to be the same."""
    if not isinstance(left, (Const, Data)) or not isinstance(right, (Const, Data)):
        return UNKNOWN
    if (left is UNKNOWN or right is UNKNOWN) and dates.span_key(symbol(right)) is None:
        return UNKNOWN
    keys = [symbol(v) if isinstance(v, Const) else ("value", cx.identity(v)) for v in (left, right)]
    return Const(Symbol((op, *keys)))


def _columns(x: Data, y: Data, left: Value, right: Value, op: str) -> Value:
    main, other = (x, right) if x.kind == "columns" else (y, left)
    names = names_in(other)
    if op == "&" and names is not None:
        kept = names - main.gone
        return main.but(only=kept if main.only is None else main.only & kept, gone=frozenset())
    if op == "-" and names is not None and main is x:
        return main.but(gone=main.gone | names, only=None if main.only is None else main.only - names)
    if op in {"+", "|"} and names is not None:
        return names_of.with_more(main, names)
    if op in {"+", "|"} and x.kind == y.kind:
        return names_of.both_lists(x, y)
    if op in {"-", "&"}:
        return adding_columns.inexact(main.but(only=None))
    return main.but(only=None, source=INEXACT, traits=adding_columns.with_more(main, None))


def _masks(cx: Context, op: str, x: Data, y: Data, left: Value, right: Value, place: Place) -> Data:
    merged = verdicts.marked(cx, [x, y], mix((x, y)).but(kind="mask", column=None))
    if op == "&":
        merged.picks = (*(x.picks or (_opaque(cx, left),)), *(y.picks or (_opaque(cx, right),)))
    else:
        thin = piling.by_condition(cx, place, x, y) if op == "|" else None
        merged.picks = (("mask", (op, x.picks, y.picks), True), *((thin,) if thin is not None else ()))
    return rating.together(cx, op, x, y, merged)


def _opaque(cx: Context, value: Value) -> Step:
    return comparing.as_mask(cx, value)
