"""Effects that ask something of each element: those that a function lets through, and whether any or all hold."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing
from mle_reviewer.flow.effects.elements import elements_of
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts.rows import NO_ROWS, Step, roots
from mle_reviewer.flow.facts.values import OPAQUE, UNKNOWN, Const, Data, Seq, Symbol, Value
from mle_reviewer.flow.operations import comparing, containers, loops, repeats
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.flow.operations.gathering import collected

_MOST: Final = 16


def let_through(call: Call) -> Value:
    """filter, filterfalse, takewhile, dropwhile: the elements for which a function holds, or does not (how: others)."""
    function, given = call.slot("function"), call.slot("rows")
    if given is None:
        return UNKNOWN
    if _from_nowhere(call, data_of(given)):
        return keep(call)
    began = call.cx.store.count
    items, rest = elements_of(call, given)
    gone = bool(call.word("others"))
    kept = [one for one in items[:_MOST] if _decided(_answer(call, function, one)) is not gone]
    if rest is None:
        return call.cx.fresh(Seq(tuple(kept), None, "list"))
    steps = _steps(call, _answer(call, function, rest))
    return call.cx.fresh(Seq(tuple(kept), repeats.narrowed(call.cx, collected(call.cx, rest, began), *steps), "list"))


def _from_nowhere(call: Call, data: Data) -> bool:
    """Whether rows come from a call that nobody knows: what they are like, no condition tells."""
    sources = [call.cx.record.by_root.get(root) for root in roots(data.rows)]
    return data.kind == OPAQUE or any(act is not None and act.kind == "unknown" for act in sources)


def _answer(call: Call, function: Value | None, one: Value) -> Value:
    """What a function says of an element; without one, the element itself."""
    if function is None or is_missing(function):
        return one
    with loops.row_by_row(call.cx, call.frame, data_of(one).rows or NO_ROWS):
        return call.cx.call(call.frame, function, [one], {}, call.pos)


def _decided(answer: Value) -> bool | None:
    """Whether an answer is yes, where that is known."""
    return bool(answer.value) if isinstance(answer, Const) and not isinstance(answer.value, Symbol) else None


def _steps(call: Call, answer: Value) -> tuple[Step, ...]:
    """The steps that an answer selects; an unknown part where they cannot be told."""
    steps = comparing.selects(call.cx, answer)
    if not steps or not all(repeats.opposable(step) for step in steps):
        return (repeats.CHOSEN,)
    return comparing.others(steps) if call.word("others") else steps


def any_or_all(call: Call) -> Value:
    """any, all: of the fields of a row, whether one is missing or all are there; of other things, what they hold."""
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    fields = [data_of(one) for one in (*items, *((rest,) if rest is not None else ()))]
    names = {_missing(field, any_of=call.name == "any") for field in fields}
    if not fields or None in names:
        return containers.mixed(call.cx, [*call.args])
    step = ("mask", ("missing", ", ".join(sorted(str(name) for name in names))), call.name == "any")
    call.cx.record.conditions.setdefault(step, call.cx.place(call.frame, call.pos))
    return call.cx.fresh(fields[0].but(kind="mask", column=None, parts=None, picks=(step,)))


def _missing(field: Data, *, any_of: bool) -> str | None:
    """The column of which a truth says that it is missing (or, of all of them, that it is there); None of others."""
    if not field.rows or field.fits:
        return None
    if not any_of and field.kind == "row" and field.column is not None and field.picks is None:
        return field.column  # an empty field counts as no
    step = field.picks[0] if field.picks and len(field.picks) == 1 else ("",)
    told = step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == "missing" and step[2] is any_of
    return str(step[1][1]) if told else None


EFFECTS: Final[dict[str, Effect]] = {"let-through": let_through, "any-or-all": any_or_all}
