"""Spans of one series that an example of a data set is made of: what it shows, and what its label is a statistic of."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import Cls, Const, Func, Obj, Seq, Symbol, Value, state
from mle_reviewer.flow.facts.windows import OVERLAPPING
from mle_reviewer.program.code import SLICE

Span = tuple[float, float]


def noted(cx: Context, frame: Frame, value: Value, pos: int) -> None:
    """Looks at one example of a data set: a label over rows that the example shows is an act of its own."""
    inner = state(value)
    if not isinstance(inner, Obj) or not isinstance(inner.cls, Cls) or not _gives(inner.cls):
        return
    number = ("number", cx.identity(value))
    pair = state(cx.method(frame, value, "__getitem__", [Const(Symbol(number))], {}, pos))
    if not isinstance(pair, Seq) or pair.rest is not None or len(pair.items) != 2:
        return
    shown, label = (data_of(item) for item in pair.items)
    seen = [span for span, _root in _spans(shown.rows, number)]
    roots = {root for _span, root in _spans(shown.rows, number)}
    for one in sorted(label.all_learned() - shown.all_learned()):
        act = cx.record.acts[one]
        for (low, high), root in _spans(act.rows, number):
            if root in roots and any(low < end < high for _start, end in seen):
                back = cx.learn(frame, act.place.pos, act.rows, "span-back", strong=False, words=act.words)
                back.place = act.place
                back.detail["rows"] = max(end for _start, end in seen if end < high) - low


def windows(cx: Context, frame: Frame, value: Value, pos: int) -> frozenset[tuple[str, ...]]:
    """The trait of a data set whose examples are windows over a series that begin one row after the other."""
    inner = state(value)
    if not isinstance(inner, Obj) or not isinstance(inner.cls, Cls) or not _cuts(inner.cls):
        return frozenset()
    number = ("number", cx.identity(value))
    shown = data_of(cx.method(frame, value, "__getitem__", [Const(Symbol(number))], {}, pos))
    if not any(high - low > 1 for (low, high), _root in _spans(shown.rows, number)):
        return frozenset()
    whole = frozenset((root, steps[:-1], arms) for root, steps, arms in shown.rows)
    act = cx.record.add("grow", cx.place(frame, pos), key=("windows", whole), rows=whole, words="a moving window")
    return frozenset([(OVERLAPPING, str(act.number))])


def _cuts(cls: Cls) -> bool:
    """Whether examples are cut out of something by a slice."""
    gives = cls.names.get("__getitem__")
    return isinstance(gives, Func) and any(ins[0] == SLICE for ins in gives.code.body)


def _gives(cls: Cls) -> bool:
    """Whether examples are cut out of something by slices."""
    gives = cls.names.get("__getitem__")
    return isinstance(gives, Func) and sum(ins[0] == SLICE for ins in gives.code.body) > 1


def _spans(rows: Rows, number: object) -> list[tuple[Span, int]]:
    """The parts of a series, counted from the number of the example, that rows are."""
    found = []
    for root, steps, _arms in sorted(rows, key=repr):
        last = steps[-1] if steps else ("",)
        if last[0] == "slice":
            low, high = _counted(last[2], number), _counted(last[3], number)
            if low is not None and high is not None:
                found.append(((low, high), root))
    return found


def _counted(bound: object, number: object) -> float | None:
    if bound == number:
        return 0.0
    if isinstance(bound, (int, float)):
        return None  # a place that does not move with the example
    return _moved(bound, number)


def _moved(bound: object, number: object) -> float | None:
    if bound == number:
        return 0.0
    if isinstance(bound, (int, float)):
        return float(bound)
    if isinstance(bound, tuple) and len(bound) == 3 and bound[0] in {"+", "-"}:
        left, right = _moved(bound[1], number), _moved(bound[2], number)
        if left is not None and right is not None:
            return left + right if bound[0] == "+" else left - right
    return None
