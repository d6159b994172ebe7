"""Logic: `not`, `~`, `and` and `or` of truths, conditions on rows, and tests on names; and the sign of a number."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, data_of, mix, symbol
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import (
    INEXACT,
    UNKNOWN,
    Cls,
    Const,
    Data,
    Default,
    Func,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import comparing, criteria, name_masks, opaque, sets, spelled, verdicts


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
                return Const(Symbol(("not", opaque.key_of(cx, operand, UNKNOWN))))
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
        if inner.kind == name_masks.KIND:
            return name_masks.turned(inner)
        return inner.but(picks=criteria.left_by(inner.picks or (comparing.as_mask(cx, operand),)), kind="mask")
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
