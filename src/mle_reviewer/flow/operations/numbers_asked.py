"""Running numbers of rows that are asked whether they are among others: the rows that these pick."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts import counted
from mle_reviewer.flow.facts.rows import Step, is_single
from mle_reviewer.flow.facts.values import COUNTED, Const, Data, Seq, Symbol, Value, state
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations import comparing, loops, opaque, order

_TAKING: Final = frozenset({"side", "slice", "not"})
_QUESTION: Final = 4  # ("compare", "in", number, identity of the numbers)


def among_numbers(cx: Context, condition: Value) -> tuple[Step, ...]:
    """What row numbers pick, or leave, where a condition asks for the running number of the rows of the inmost loop.

    `[row for n, row in enumerate(rows) if n in picked]`. Nothing where it asks anything else, or the order that the
    numbers count in is known to the rows alone.
    """
    if not isinstance(condition, Const) or not isinstance(condition.value, Symbol):
        return ()
    key, holds = symbol(condition), True
    while isinstance(key, tuple) and key[:1] == ("not",):
        key, holds = key[1], not holds
    if not isinstance(key, tuple) or len(key) != _QUESTION or key[:2] != ("compare", "in"):
        return ()
    counting = loops.counted_by(cx, key[2])
    if counting is None or counting is not cx.rounds[-1] or not isinstance(key[3], int):
        return ()
    numbers = data_of(cx.by_identity(key[3]))  # type: ignore[arg-type]
    picks = numbers.picks or ()
    while picks and is_single(picks[-1]):  # all of the numbers that a loop takes one by one
        picks = picks[:-1]
    while len(picks) > 1 and picks[0][:2] == ("slice", order.HERE):  # so many numbers, of which some were drawn
        picks = picks[1:]
    if numbers.kind != "indices" or len(picks) != 1 or picks[0][0] == "some" or picks[0][1] == order.HERE:
        return ()
    return picks if holds else comparing.others(picks)


def counts(number: Const) -> bool:
    """Whether a number is the running one of a loop."""
    key = symbol(number)
    return isinstance(key, tuple) and key[:1] in {(COUNTER,), (COUNTED,)}


def chosen(cx: Context, made: Value, steps: tuple[Step, ...], conditions: list[Value]) -> Value:
    """A running number that conditions choose, alone or beside what is made of its row; anything else as it is.

    Whoever goes over a list of them comes to the rows that `steps` select; without steps nobody knows which these are.
    """
    if isinstance(made, Seq) and made.kind == "tuple":
        items = tuple(chosen(cx, one, steps, conditions) for one in made.items)
        return made if items == made.items else Seq(items, made.rest, made.kind)
    if not conditions or not _is_number(made):
        return made
    return _of_those(cx, made, steps or (opaque.chosen(cx, conditions),))


def kept(cx: Context, made: Value) -> Value:
    """A running number that is put into a list under conditions: of those that these choose."""
    if not _is_number(made):
        return made
    turn = _turn(made)
    since = cx.began.get(turn) if turn is not None else None
    arms = [holds for holds, count in cx.arms if since is not None and count >= since]
    if not arms:
        return made
    told = tuple(dict.fromkeys(step for holds in arms for step in holds))
    if not all(arms):  # nobody knows what one of them asks
        told += (("some", ("kept", cx.number(("kept", tuple(cx.arms))), 0)),)
    return _of_those(cx, made, told)


def _is_number(value: Value) -> bool:
    key, numbers = symbol(value), state(value)
    if isinstance(key, tuple) and key[:1] == (COUNTER,):
        return True
    return isinstance(numbers, Data) and numbers.kind == "indices" and bool(numbers.picks) and bool(numbers.rows)


def _turn(number: Value) -> Step | None:
    """The step to the row that a running number stands for."""
    key, numbers = symbol(number), state(number)
    if isinstance(numbers, Data):
        return numbers.picks[-1] if numbers.picks else None
    return ("some", ("place", key))


def _of_those(cx: Context, number: Value, steps: tuple[Step, ...]) -> Value:
    key = symbol(number)
    if isinstance(key, tuple):
        return Const(Symbol(counted.chosen(key, steps)))
    return _among(cx, number, steps)


def left_over(cx: Context, made: Value, steps: tuple[Step, ...]) -> Value:
    """Row numbers that a loop counts and conditions choose: `[n for n in range(len(rows)) if n not in picked]`."""
    numbers = state(made)
    told = bool(steps) and all(step[0] in _TAKING for step in steps)
    if told and isinstance(numbers, Const) and counts(numbers):  # of a range that no rows are known to be as long as
        return cx.fresh(Data(kind="indices").but(picks=steps))
    return _among(cx, made, steps)


def _among(cx: Context, made: Value, steps: tuple[Step, ...]) -> Value:
    """Numbers of rows, of which steps select some: one of them stands for these alone."""
    numbers = state(made)
    if not isinstance(numbers, Data) or numbers.kind != "indices" or not numbers.picks or not numbers.rows:
        return made
    end = len(numbers.picks)
    while end and is_single(numbers.picks[end - 1]):
        end -= 1
    if end == len(numbers.picks):
        return made
    return cx.fresh(numbers.but(picks=(*numbers.picks[:end], *steps, *numbers.picks[end:])))
