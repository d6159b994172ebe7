"""Operators: arithmetic over constants and symbols, comparisons that make masks, and formatted strings."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, names_in, symbol
from mle_reviewer.flow.facts import bounds, dates
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import INDEX, Step, contains, disjoint, of_all, roots, taken_singly
from mle_reviewer.flow.facts.values import (
    HITS,
    INEXACT,
    INSIDE,
    LISTED,
    OPAQUE,
    SHIFTED,
    UNKNOWN,
    Box,
    Cls,
    Const,
    Data,
    Default,
    Func,
    Map,
    Obj,
    Parts,
    Seq,
    Symbol,
    Text,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    comparing,
    constants,
    containers,
    counting,
    criteria,
    descent,
    heads,
    lapses,
    leads,
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
    spelled,
    texts,
    trying,
    verdicts,
    writings,
)
from mle_reviewer.flow.operations import names as names_of

_ARITHMETIC: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod,
}  # fmt: skip
_VALUES: Final = frozenset({"series", "row"})
_LONGEST: Final = 10_000
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
    x, y = data_of(left), data_of(right)
    if op == "+" and (isinstance(a, Seq) or isinstance(b, Seq)):  # a list behind what must then be a list as well
        x, y = (slices.put_together(one) if slices.are_windows(one) else one for one in (x, y))
    if opaque.is_blank(x) and opaque.is_blank(y):
        if OPAQUE in {x.kind, y.kind}:
            return slices.sized(cx, op, left, right, _put_together(cx, op, x, y))
        return _unknown(cx, op, left, right)
    if op == "+" and (behind := piling.behind(cx, cx.place(frame, pos), x, y)) is not None:
        return cx.fresh(behind)
    if x.kind == "indices" and (moved := neighbours.counted_on(op, x, right)) is not None:
        return moved
    if x.kind == "moments" and op in {"+", "-"} and (span := dates.span_key(symbol(right))) is not None:
        return x.but(traits=x.traits | {(SHIFTED, op, str(span[0]), str(span[1]))})
    if x.kind == "columns" or y.kind == "columns":
        return _columns(x, y, left, right, op)
    if op == "&" and (met := sets.common(x, y)) is not None:
        return cx.fresh(met)
    if op in {"&", "|", "^"} and (x.picks is not None or y.picks is not None):
        merged = _masks(cx, op, x, y, left, right, cx.place(frame, pos))
        return leads.together(cx, frame, pos, (x, y), merged) if op == "&" else merged
    if op == "+" and x.kind == "stat" and literal(right) == 1:
        x = x.but(learned=_less_counts(cx, x.learned), cols={})
    if op == "+" and y.kind == "stat" and literal(left) == 1:
        y = y.but(learned=_less_counts(cx, y.learned), cols={})
    if op == "-" and (fewer := sets.left_over(cx, x, right)) is not None:
        return cx.fresh(fewer)
    if op == "-":
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
        elif op == "-" and (x.kind == "keys" or (isinstance(a, Seq) and isinstance(b, Seq))):
            made_data.rows = x.rows  # a set less another one holds some of the first alone
        elif bool(x.fits) != bool(y.fits):
            made_data.rows = (x if x.fits else y).rows
        elif op == "@" and disjoint(x.rows, y.rows):
            made_data.rows, made_data.fits = x.rows, x.fits  # what stands on the right was summed up over its rows
    if made_data is x or made_data is y:
        made_data = made_data.but(column=None, picks=None)
    elif op == "+" and x.only and y.only and x.kind in _VALUES and y.kind in _VALUES:
        made_data.only = x.only | y.only  # the columns that a text was put together from
    if counting.RUNNING in made_data.traits and ((x.rows and y.rows) or op in {"//", "%", "/"}):
        made_data = made_data.but(traits=counting.apart(made_data.traits))
    if op not in {"+", "-"} or (x.rows and y.rows):
        made_data = heads.unnumbered(made_data)
    if op == "/" and LISTED in made_data.traits:
        made_data = writings.of_path([left, right], made_data)
    if op == "%" and y.rows and isinstance(text := literal(left), str):
        made_data = writings.of_format(text, [*b.items] if isinstance(b, Seq) else [right], made_data)
    if op == "+" and LISTED in made_data.traits:
        made_data = pieces.with_path([x, y], writings.of_text([left, right], made_data))
    if made_data.parts != parts:
        made_data = made_data.but(parts=parts)
    made_data = rating.together(cx, op, x, y, scaling.paired(op, x, y, scaling.scaled(cx, op, x, y, made_data)))
    if UNKNOWN not in (x, y) and (scattering.deals(x) or scattering.deals(y)):  # noise, or a key made of two
        made_data = made_data.but(traits=made_data.traits - scattering.brought(made_data.traits))
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
    return Const(value)


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
        return main.but(only=None if main.only is None else main.only | names, gone=main.gone - names)
    if op in {"+", "|"} and x.kind == y.kind:
        # A name that neither list has is in none; which of the others there are is as sure as the less sure list.
        return main.but(only=None, gone=x.gone & y.gone, source=x.source if x.source == y.source else INEXACT)
    return main.but(only=None, source=INEXACT)


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


def unary(cx: Context, op: str, operand: Value) -> Value:
    """`op operand`."""
    if isinstance(operand, Const):
        value = operand.value
        if isinstance(value, Symbol):
            if op == "not" and isinstance(value.key, tuple) and value.key[0] == "not":
                return Const(Symbol(value.key[1]))
            return Const(Symbol((op, value.key)))
        if op == "not":
            if type(operand) is Default:
                return Const(Symbol(("not", cx.identity(operand))))
            return Const(not value)
        if op == "-" and isinstance(value, (int, float)):
            return Const(-value)
        return operand
    inner = data_of(operand)
    if op == "not":
        if (met := sets.turned(inner)) is not None:
            return met
        if inner.kind == "name-test":
            return spelled.turned(inner) or UNKNOWN
        key = opaque.key_of(cx, operand, inner)
        if inner.rows:
            cx.asked[key] = (operand, True)
        return Const(Symbol(("not", key)))
    if inner is UNKNOWN:
        return Const(Symbol((op, ("value", cx.identity(operand))))) if op == "-" else UNKNOWN
    if op == "~":
        if (other := spelled.turned(inner)) is not None:
            return other
        if inner.kind == "name-mask":
            return inner.but(gone=inner.only or frozenset(), only=None)
        return inner.but(picks=criteria.left_by(inner.picks or (_opaque(cx, operand),)), kind="mask")
    return inner.but(column=None)


def boolean(cx: Context, op: str, values: list[Value]) -> Value:
    """`a and b`, `a or b`."""
    if op == "or" and (by_score := next((v for v in values if data_of(v).kind == "score-test"), None)) is not None:
        return (
            by_score  # `best is None or score > best`: what holds in the first round alone decides none of the others
        )
    decided = [_truth(value) for value in values]
    if op == "and":
        if False in decided:
            return Const(False)  # noqa: FBT003
        open_values = [v for v, d in zip(values, decided, strict=True) if d is None]
        if not open_values:
            return values[-1]
    else:
        for value, truth in zip(values, decided, strict=True):
            if truth:
                return value
        open_values = [v for v, d in zip(values, decided, strict=True) if d is None]
        if not open_values:
            return values[-1]
    if len(open_values) == 1 or (op == "or" and _holds(open_values[0])):
        return open_values[0]
    datas = [data_of(value) for value in open_values]
    if any(data.kind == "name-test" for data in datas):
        return _name_tests(op, datas)
    if all(isinstance(value, Const) for value in open_values):
        return Const(Symbol((op, *[symbol(value) for value in open_values])))
    if op == "or":
        joined = open_values[0]
        for value in open_values[1:]:
            joined = cx.store.join(joined, value, None)
        return joined
    mixed = verdicts.marked(cx, datas, mix(datas))
    if (steps := _both(cx, open_values, datas)) and steps != mixed.picks:
        mixed = mixed.but(picks=steps)
    return mixed if mixed is not UNKNOWN else Const(Symbol((op, *[cx.identity(value) for value in open_values])))


def _both(cx: Context, conditions: list[Value], datas: list[Data]) -> tuple[Step, ...]:
    """The steps that several conditions on one element select together; none where one of them does not tell."""
    masks = [data for condition, data in zip(conditions, datas, strict=True) if not isinstance(condition, Const)]
    if not all(data.rows == masks[0].rows and data.rows and data.kind == "mask" for data in masks):
        return ()
    each = [comparing.selects(cx, condition) for condition in conditions]
    return tuple(dict.fromkeys(step for steps in each for step in steps)) if all(each) else ()


def _name_tests(op: str, tests: list[Data]) -> Data:
    if all(test.kind == "name-test" for test in tests) and (told := spelled.both(op, tests)) is not None:
        return told
    made = Data(kind="name-test")
    if op == "or" or any(test.kind != "name-test" for test in tests):
        made.source = INEXACT
    if op == "and":
        made.gone = frozenset[str]().union(*(test.gone for test in tests))
        for test in tests:
            if test.only is not None:
                made.only = test.only if made.only is None else made.only & test.only
    return made


def _truth(value: Value) -> bool | None:
    if isinstance(value, Const) and not isinstance(value.value, Symbol) and type(value) is not Default:
        return bool(value.value)
    return None


def _holds(value: Value) -> bool:
    """Whether a value is an object, or a container of something: true whatever else is not known of it."""
    held = state(value)
    return isinstance(held, (Obj, Func, Cls)) or (isinstance(held, (Seq, Map)) and bool(held.items))


def formatted(cx: Context, parts: list[str | Value]) -> Value:
    """An f-string: a constant if every part is one, something of a row if a part is."""
    texts: list[str] = []
    held: list[Data] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Const):
            if isinstance(part.value, (str, int, float)):
                texts.append(str(part.value))
        elif (data := data_of(part)).rows:
            held.append(data)
    if len(texts) == len(parts):
        return Const("".join(texts))
    if held and all(data.kind not in {"name", "columns"} for data in held):
        made = prompts.together(cx, held).but(column=None, picks=None, kind=held[0].kind)
        made.only = None if any(d.only is None for d in held) else frozenset[str]().union(*(d.only or () for d in held))
        return pieces.with_path(held, writings.of_text(parts, made))
    told = [part for part in parts if not isinstance(part, str)]
    if len(told) == 1 and (name := data_of(told[0])).kind == "name" and name.learned and not "".join(texts).strip():
        return told[0]  # the name of a column on a line of its own
    if len(parts) == 1 and isinstance(only := parts[0], Const) and bounds.is_moment(symbol(only), cx.ranges):
        return only  # a moment as it is written
    known = tuple([part if isinstance(part, str) else "{}" for part in parts])
    keys = tuple([0 if isinstance(part, str) else comparing.told_by(cx, part) for part in parts])
    return Const(Symbol(("text", known, keys)))
