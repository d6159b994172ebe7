"""Comparisons: masks on rows, tests on the names of columns, and questions whose answers go together."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final, TypeGuard

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, names_in, symbol
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.excluding import complement, separates
from mle_reviewer.flow.facts.rows import INDEX, UNTOLD, Rows, Step, contains, each, narrow, one_element, roots, union
from mle_reviewer.flow.facts.values import (
    ANSWER,
    CLASS,
    DIFFERENT,
    DRAWN,
    HITS,
    INEXACT,
    NONE,
    OPAQUE,
    TYPES,
    UNKNOWN,
    WORD,
    Box,
    Const,
    Data,
    Default,
    Few,
    Map,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    alternatives,
    answers,
    applying,
    chosen_by,
    classes,
    criteria,
    distinct,
    few,
    heads,
    lapses,
    lasts,
    leads,
    lookups,
    name_masks,
    nearness,
    neighbours,
    numeric,
    opaque,
    order,
    pieces,
    prompts,
    rating,
    scattering,
    spelled,
    trying,
    verdicts,
    vocabularies,
)
from mle_reviewer.flow.operations import names as names_of

ANSWERING: Final = frozenset({"index", "prompt", prompts.ASKED})
_FIELDS: Final = frozenset({"row", OPAQUE})
_NAMES: Final = frozenset({"name", "columns"})


def compare(cx: Context, frame: Frame, op: str, left: Value, right: Value, pos: int) -> Value:
    """`left op right`: a known truth, a mask on rows, a test on a column's name, or a symbol."""
    if isinstance(left, Const) and isinstance(right, Const):
        if type(left) is Default or type(right) is Default:
            return _canonical(op, [("set", cx.identity(v)) if type(v) is Default else symbol(v) for v in (left, right)])
        pieces.each_once(cx, symbol(left), symbol(right))
        if Few in {type(left), type(right)} and (told := few.compared(op, left, right)) is not None:
            return told
        return alternatives.compared(cx, op, left, right) or _compare_constants(op, left, right)
    if op in {"is", "is not"} and right is not NONE and isinstance(right, Const) and right.value is None:
        return _is_none(cx, op, left)
    x, y = nearness.pair(cx, frame, op, data_of(left), data_of(right), pos)
    if ANSWER in {x.kind, y.kind} and op in {"==", "in"} and (hit := answers.found_itself(cx, left, right)) is not None:
        return hit
    if (
        x is y and op in {"==", "!="} and x.kind == "row" and x.rows and not x.fits
    ):  # only what is missing is not itself
        return x.but(kind="mask", column=None, picks=(("mask", ("missing", x.column or ""), op == "!="),))
    if op in {"in", "not in"}:
        found = right_texts(x, y) or _looked_for(right, x, y)
        return found or _membership(cx, op, left, right, x, cx.place(frame, pos))
    if x.kind == TYPES:
        return name_masks.unknown(x)
    if x.kind == "columns" and op in {"==", "!="} and isinstance(right, Const) and isinstance(right.value, str):
        asked = frozenset([right.value])
        return name_masks.but(x, asked) if op == "!=" else name_masks.among(x, asked)
    if x.kind == "name" and isinstance(right, Const) and isinstance(right.value, str):
        gone = frozenset([right.value])
        tested = Data(kind="name-test").but(traits=names_of.asked(cx, left))
        tested.gone, tested.only = (gone, None) if op == "!=" else (frozenset(), gone)
        return tested
    if op in {"==", "!="} and "stat" in {x.kind, y.kind}:
        _each_once(cx, x if x.kind == "stat" else y, right if x.kind == "stat" else left)
    if opaque.is_blank(x) and opaque.is_blank(y):
        pairs = ((left, x), (right, y))
        return _canonical(op, [symbol(v) if isinstance(v, Const) else opaque.key_of(cx, v, d) for v, d in pairs])
    if op in {"==", "!="}:
        x, y = rating.after_step(cx, x, y), rating.after_step(cx, y, x)
    x, y = verdicts.reckoned(op, x, y)
    if not x.rows or not y.rows:
        applying.noted(cx, (x, y))
    main, other = (x, right) if x.rows or x.scores or scattering.deals(x) else (y, left)
    mirrored = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(op, op) if main is y and main is not x else op
    made = mix((x, y)).but(kind="mask", column=None)
    if bool(x.fits) != bool(y.fits) and x.rows and y.rows:
        made.rows = _predicted(cx, *((x, y) if x.fits else (y, x)), made.rows)
    elif x.rows and y.rows and one_element(x.rows) != one_element(y.rows):
        made.rows = (y if one_element(x.rows) else x).rows  # all of them are held against one value
    if main.scores and not main.rows:
        return made.but(kind="score-test")
    if op in {"<", "<=", ">", ">="}:
        numeric.reckoned(cx, op, x, y, left, right)
    made = answers.unlike(cx, op, made, x, y)
    time, moment = leads.on_one_side(mirrored, main, other)
    made.picks = (chosen_by.noted(cx, _predicate(cx, frame, time, mirrored, moment, pos), moment),)
    criteria.noted(cx.record, made.picks[0], (x, y), cx.place(frame, pos))
    classes.of_a_class(cx, made.picks[0], main, mirrored, data_of(other))
    made = trying.told(made, left, right) if op in {"<", "<=", ">", ">="} else made
    made.learned |= lapses.within(cx, frame, main, mirrored, other, pos)
    held = y if main is x else x
    made = heads.asked(leads.limited(mirrored, main, held, made), main, mirrored, other)
    made = lasts.asked(made, main, mirrored, other, held)
    if op in {"==", "!="} and bool(x.fits) != bool(y.fits) and x.rows and y.rows:
        return _hits(made, x, y)
    return rating.compared(made, x, y)


def _predicted(cx: Context, predicted: Data, limit: Data, both: Rows) -> Rows:
    """The rows of predictions that are held against limits which the code makes, else those of both sides."""
    made = (cx.record.by_root.get(root) for root in roots(limit.rows))
    return predicted.rows if all(act is not None and act.kind == "generate" for act in made) else both


def _each_once(cx: Context, number: Data, other: Value) -> None:
    """Forgets that a key was counted where there are to be as many different ones as rows."""
    keys = {trait[1] for trait in number.traits if trait[0] == DIFFERENT}
    if keys and isinstance(other, Const) and isinstance(other.value, Symbol):
        cx.record.counted = {(root, key) for root, key in cx.record.counted if key not in keys}


def right_texts(x: Data, y: Data) -> Data | None:
    """The mask of right predictions where one text is looked for in another; None where neither is a prediction."""
    if bool(x.fits) == bool(y.fits) or not x.rows or not y.rows:
        return None
    return _hits(mix((x, y)).but(kind="mask", column=None), x, y)


def _looked_for(right: Value, x: Data, y: Data) -> Data | None:
    """The mask of predictions in which a word of the code stands (`"yes" in answer`); None of anything else."""
    if x.rows or x.fits or not (y.rows and y.fits) or y.scores or not isinstance(state(right), Data):
        return None
    text = y.kind in {ANSWER, "predictions"} or one_element(y.rows)
    return y.but(kind="mask", column=None, picks=None, parts=None) if text else None


def _hits(mask: Data, x: Data, y: Data) -> Data:
    """The mask of right predictions: it judges the rows whose truth is known, of all that were predicted."""
    predicted, truth = (x, y) if x.fits else (y, x)
    mask.rows = predicted.rows if contains(truth.rows, predicted.rows) else truth.rows
    if roots(predicted.rows).isdisjoint(roots(truth.rows)):  # stored apart, they are judged together
        mask.rows = union(predicted.rows, truth.rows)
    mask.traits |= {HITS}
    return mask


def held_against(cx: Context, x: Data, y: Data) -> Data | None:
    """What a call of something unknown says of an answer and what it should be; None of anything else."""
    if bool(x.fits) == bool(y.fits) or not (x.rows and y.rows):
        return None
    answered = [cx.record.acts[number].detail.get("role") for number in x.fits | y.fits]
    if not all(role in ANSWERING for role in answered):
        return None
    return _hits(mix((x, y)).but(kind="array", type=None, column=None, picks=None), x, y)


def by_own_metric(cx: Context, made: Value, given: list[Value]) -> Value:
    """What a function of the repository makes of an answer and what it should be; of anything else, what it made."""
    number = state(made)
    counted = isinstance(number, Const) and isinstance(number.value, Symbol)  # worked out of lengths alone
    if not (counted or number is UNKNOWN) and not (
        isinstance(number, Data) and number.fits and number.rows and HITS not in number.traits
    ):
        return made
    held = [data for data in map(data_of, given) if data.rows]
    judged = held_against(cx, *held) if len(held) == 2 else None
    if judged is None:
        return made
    return cx.fresh(number.but(rows=judged.rows, traits=number.traits | {HITS}) if data_of(number).rows else judged)


def _canonical(op: str, keys: list[Any]) -> Value:
    """`a != b` is the opposite of `a == b`, so that two branches on one question are told to go together."""
    opposite = {"!=": "==", "not in": "in", "is not": "is", ">=": "<", "<=": ">"}
    if op in opposite:
        return Const(Symbol(("not", ("compare", opposite[op], *keys))))
    return Const(Symbol(("compare", op, *keys)))


def _compare_constants(op: str, left: Const, right: Const) -> Value:
    a, b = left.value, right.value
    if isinstance(a, Symbol) or isinstance(b, Symbol):
        if op in {"is", "is not"} and (a is None or b is None) and not _asked(a) and not _asked(b):
            return Const(op == "is not")
        return _canonical(op, [symbol(left), symbol(right)])
    if op in {"is", "is not"}:
        return Const((a is b or a == b) == (op == "is"))
    if op in {"in", "not in"}:
        return Const((a in b) == (op == "in")) if isinstance(a, str) and isinstance(b, str) else UNKNOWN
    try:
        return Const(bool(few.COMPARE[op](a, b)))
    except (TypeError, KeyError):
        return UNKNOWN


def _asked(value: object) -> bool:
    """Whether a symbol stands for something from outside, which may well be None."""
    key = value.key if isinstance(value, Symbol) else None
    return isinstance(key, tuple) and key[0] in {"argument", "environment", WORD}


def _is_none(cx: Context, op: str, left: Value) -> Value:
    data = data_of(left)
    if data.kind == "row" and data.column is not None and data.rows and not data.fits:  # a field may be missing
        return data.but(kind="mask", column=None, picks=(("mask", ("missing", data.column), op == "is"),))
    if data.kind != OPAQUE and (isinstance(left, (Box, Seq, Map)) or data is not UNKNOWN):
        return Const(op == "is not")
    asked = ("compare", "is", opaque.key_of(cx, left, data), None)
    return Const(Symbol(asked if op == "is" else ("not", asked)))


def _membership(cx: Context, op: str, left: Value, right: Value, x: Data, place: Place) -> Value:
    names = names_in(right)
    if x.kind == "name":
        tested = Data(kind="name-test").but(traits=names_of.asked(cx, left))
        if names is None:
            tested.source = INEXACT
            return tested
        tested.gone, tested.only = (names, None) if op == "not in" else (frozenset(), names)
        return tested
    inner = state(right)
    if isinstance(inner, Data) and inner.kind == "name" and (test := spelled.tested(inner, "in", [left], "name-test")):
        return test if op == "in" else spelled.turned(test) or test
    if isinstance(left, Const) and isinstance(inner, (Seq, Map)) and inner.rest is None:
        items = inner.items if isinstance(inner, Seq) else [Const(key) for key in inner.items]
        known = [item.value for item in items if _is_known(item)]
        if _is_known(left) and left.value in known:
            return Const(op == "in")
        if _is_known(left) and len(known) == len(items):
            return Const(op == "not in")
        if type(left) is Few and len(known) == len(items) and (told := few.among(op, left, known)) is not None:
            return told
    y = data_of(right)
    if (word := vocabularies.asked(cx, right, x)) is not None:
        return word.but(kind="mask", column=None, picks=None)
    if x.rows and x.kind not in _NAMES and (y.rows or isinstance(inner, (Seq, Map))):
        if (met := distinct.asked(cx, place, x, right)) is not None:
            return distinct.chosen(cx, op, x, met)
        return among(cx, op, x, y, right)
    return _canonical(op, [told_by(cx, left), cx.identity(right)])


def _is_known(value: Value) -> TypeGuard[Const]:
    return isinstance(value, Const) and not isinstance(value.value, Symbol) and type(value) is not Default


def among(cx: Context, op: str, x: Data, y: Data, right: Value) -> Data:
    """The mask of rows whose value is among others: of those that are there, or of all but those."""
    y = as_rows(y)
    extra = beyond(x.rows, y.rows) if y.rows else ()
    if y.kind == "keys":
        scattering.by_keys(cx, y.rows)
    among: Step = ("mask", ("member", cx.row_set(y.rows) if y.rows else cx.identity(right), x.column), True)
    steps = [step for _root, taken, _arms in x.rows for step in taken]
    if len(extra) == 1 and not any(separates(extra[0], step) for step in steps):
        among = extra[0]
    chosen_by.noted(cx, among, right)
    mask = x.but(kind="mask", column=None, parts=lookups.parts_left(x, state(right)))
    mask.picks = (among,)
    if op == "not in":
        mask.picks = (complement(among),)
        if y.rows and among[0] == "mask" and among[1][0] == "member":
            mask.picks = (complement(among), ("outside", y.rows))
    return mask


def as_rows(drawn: Data) -> Data:
    """Values of rows in an order by chance, or a part of them: the rows that they are of, each part by itself."""
    if drawn.kind != "indices" or not drawn.picks:
        return drawn
    return drawn.but(rows=narrow(drawn.rows, *drawn.picks))


def beyond(rows: Rows, chosen: Rows) -> tuple[Step, ...]:
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


def told_by(cx: Context, value: Value) -> object:
    """What a value can be told by: a constant or symbol itself, a number for anything else."""
    key = symbol(value)
    return cx.identity(value) if key is None else key


def as_mask(cx: Context, value: Value) -> Step:
    """The step of a mask that nobody worked out: a column of truths is told by its name, whenever it is read."""
    data = data_of(value)
    if data.kind == "series" and data.column is not None and data.rows and data.parts is not None:
        return ("mask", ("column", data.column, cx.row_set(data.rows), data.parts), True)
    return ("mask", ("value", cx.identity(value)), True)


def selects(cx: Context, condition: Value) -> tuple[Step, ...]:
    """The steps that a condition on an element selects; none where it says nothing of rows."""
    if isinstance(condition, Const):
        key, holds = symbol(condition), True
        if not isinstance(condition.value, Symbol):
            return ()
        while isinstance(key, tuple) and key[:1] == ("not",):
            key, holds = key[1], not holds
        asked, straight = cx.asked.get(key, (condition, True))
        if not isinstance(asked, Const):
            found = selects(cx, asked)
            return found if holds == straight else others(found)
        if isinstance(key, tuple) and key[:1] == ("and",) and all(isinstance(one, tuple) for one in key[1:]):
            each = [selects(cx, Const(Symbol(one))) for one in key[1:]]
            found = tuple(dict.fromkeys(step for steps in each for step in steps)) if all(each) else ()
            return found if holds else others(found)
        if (one := neighbours.elsewhere(cx, key)) is not None:
            return (one if holds else complement(one),)
        if (number := _drawn(key)) is not None:  # a random number is asked for: its answers deal rows to two sides
            act = cx.record.acts[number]
            draw = act.detail.get("draw")
            side = ("side", number, 0 if holds else 1)
            return (cx.record.cut(side if draw is None else (*side, draw), act),)
        return (("mask", ("condition", key), holds),)
    data = data_of(condition)
    if data.kind == "name-test" or not data.rows or HITS in data.traits:
        return ()  # that a prediction was right makes no part of the rows
    if data.picks:
        return data.picks
    if data.column is not None and data.kind in _FIELDS:
        return (("where", data.column, "true", ("literal", True)),)
    return (("mask", ("value", cx.identity(state(condition))), True),)


def _drawn(key: object) -> int | None:
    """The act that drew the random number which a condition asks about; None where it asks about something else."""
    if not isinstance(key, tuple):
        return None
    if len(key) == 2 and key[0] == DRAWN:
        return key[1] if isinstance(key[1], int) else None
    for one in key:
        if type(one) is tuple and (found := _drawn(one)) is not None:
            return found
    return None


def others(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that select the rows which a condition leaves."""
    if len(steps) > 1 and steps[1][0] == "outside":
        steps = steps[:1]
    if len(steps) == 1:
        step = steps[0]
        if step[0] == "side" and step[2] in {0, 1} and isinstance(step[1], int):
            return ((*step[:2], 1 - step[2], *step[3:]),)
        return (complement(step),)
    return (("mask", ("all", steps), False),) if steps else ()


def _predicate(cx: Context, frame: Frame, main: Data, op: str, other: Value, pos: int) -> Step:
    """The step that a comparison selects: on a named column against something that can be told equal to itself."""
    column = INDEX if main.kind == "index" and main.column is None else scattering.column_of(main)
    if column is not None:
        step = on_column(cx, frame, column, op, other, main.rows)
        if step is not None:
            scattering.noted(cx, main, step, cx.place(frame, pos))
            cx.record.conditions.setdefault(step, cx.place(frame, pos))
            if ("time", column) in main.traits:
                cx.record.timed.add(step)
            return step
    if main.kind == "indices" and isinstance(other, Const):  # numbers that deal rows: asked for one, and for the others
        alike = {"!=": ("==", False), ">=": ("<", False), ">": ("<=", False)}.get(op, (op, True))
        return ("mask", ("numbers", cx.identity(main), alike[0], symbol(other)), alike[1])
    told = literal(other)
    if main.kind == "row" and op in {"==", "!="} and isinstance(told, (str, int)) and one_element(main.rows):
        # One row after the other is asked for the same value: what is chosen so is of one class.
        return ("mask", (frame.module.path, pos, frame.chain, op, cx.row_set(each(main.rows)), told, CLASS), True)
    bound = (symbol(other),) if isinstance(other, Const) else ()  # another one asks for other rows at the same place
    return ("mask", (frame.module.path, pos, frame.chain, op, cx.row_set(main.rows), *bound), True)


def on_column(cx: Context, frame: Frame, column: str, op: str, other: Value, rows: Rows) -> Step | None:
    """The step that takes the rows whose value in a column stands so to another one; None where that is no value."""
    value, against = literal(other), state(other)
    if value is not None and isinstance(value, (str, int, float, bool)):
        return ("where", column, op, ("literal", value))
    if isinstance(other, Const):
        return ("where", column, op, ("symbol", symbol(other)))
    if against is UNKNOWN:
        # Two of them may be the same where they come from one call; another call, or round, is given something else.
        rounds = (cx.identity(one.element) for one in cx.rounds if one.frame is frame and one.element is not UNKNOWN)
        return ("where", column, op, (UNTOLD, cx.number((frame.module.path, frame.chain, *rounds))))
    if isinstance(against, Data) and against.kind == "series" and against.column is not None and against.rows == rows:
        return ("where", column, op, ("column", against.column))  # row by row, with another column beside it
    if isinstance(against, Data) and against.rows == rows and (by := leads.moved_by(against)) is not None:
        return ("where", column, op, (leads.MOVED, by))  # or with one that was moved by a span
    if not isinstance(against, Data):
        return None
    return ("where", column, op, ("value", *_of_values(against), cx.identity(against)))


def _of_values(against: Data) -> tuple[Hashable, ...]:
    """Of which part of the different values of a column one is: their source, and the steps that take it."""
    if against.kind != "keys" or len(against.rows) != 1:
        return ()
    if order.REVERSED in against.traits or any(trait[0] == "falling" for trait in against.traits):
        return ()
    root, steps, _arms = next(iter(against.rows))
    return (root, steps)
