"""Lots: what the round of a running loop has to itself, a recording, the files of a folder, a group, a window."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Final

from mle_reviewer.flow.context import Context, literal, symbol
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.lots import Lot, Start
from mle_reviewer.flow.facts.rounds import Round
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, is_single, roots
from mle_reviewer.flow.facts.values import (
    COUNTED,
    INSIDE,
    NO_NAMES,
    OF_EACH,
    TURNED,
    UNKNOWN,
    WHOLE,
    Const,
    Data,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations.loops import counted_by, loop_of

_Found = tuple[int, frozenset[str], Start, bool]
_DEEPEST: Final = 5
_ELEMENTS: Final = frozenset({"", "array", "row"})
_OF_COLUMNS: Final = frozenset({OF_EACH, TURNED})
_NUMBERS: Final = re.compile(r"\d+")
_OF_VALUES: Final = 4  # see `excluding.py`: one of some of the different values of a column


def lot_of(cx: Context, data: Data, *, elements: bool = True) -> Lot | None:
    """The lot that rows are of, of which the `elements` of a list or an array may be some."""
    elements = elements and data.kind in _ELEMENTS and data.traits.isdisjoint(_OF_COLUMNS)
    found = [_of_atom(cx, root, steps, data, elements=elements) for root, steps, _arms in data.rows]
    told = [one for one in found if one is not None]
    if not told or len(told) < len(found) or len({one[1] for one in told}) > 1:
        return None
    if len({file for one in told if (file := cx.files.get(one[2][0])) is not None}) > 1:
        return None  # files of several rounds
    return Lot(
        max(one[0] for one in told), told[0][1], frozenset(one[2] for one in told), all(one[3] for one in told),
        tuple(cx.arms),
    )  # fmt: skip


def _of_atom(cx: Context, root: int, steps: tuple[Step, ...], data: Data, *, elements: bool) -> _Found | None:
    """The narrowest lot of a running loop that rows lie in."""
    for end in range(len(steps), 0, -1):
        step = steps[end - 1]
        if step[0] in {"side", "grown"}:
            return None  # what chance chose is no lot of its own
        if (told := _of_step(cx, step, data, elements=elements)) is not None:
            return *told, (root, steps[:end]), _is_example(cx, step, data)
    if (file := cx.files.get(root)) is not None:
        return file[0], NO_NAMES, (root, ()), False
    keys = frozenset(trait[1] for trait in data.traits if trait[0] == WHOLE) if cx.rounds else NO_NAMES
    return (cx.rounds[-1].began, keys, (root, steps), False) if keys else None


def _of_step(cx: Context, step: Step, data: Data, *, elements: bool) -> tuple[int, frozenset[str]] | None:
    """Since when the loop runs whose lot a step takes, and by which columns it is told from others."""
    kind = step[0]
    if kind == "some":
        running = loop_of(cx, step)
        if running is not None and (step in cx.groups or _of_file(cx, step, data) or elements):
            return running.began, frozenset(cx.groups.get(step, ()))
        if running is None and INSIDE in data.traits and is_single(step) and step not in cx.over:
            # a function is called with each
            return cx.rounds[-1].began if cx.rounds else 0, NO_NAMES
        return None
    if kind == "slice" and windows.width(*step[2:]) is not None:
        running = next((one for key in step[2:] for one in counting(cx, key)), None)
        return None if running is None else (running.began, NO_NAMES)
    if kind == "where" and step[2] == "==":
        running = _at_value(cx, step[3])
        return None if running is None else (running.began, frozenset([str(step[1])]))
    return None


def _of_file(cx: Context, step: Step, data: Data) -> bool:
    """Whether a loop over files takes one of them by a step: what stands in it."""
    return INSIDE in data.traits or step in cx.listings


def _is_example(cx: Context, step: Step, data: Data) -> bool:
    """Whether what a step takes is one example: a window, a row, what stands at a place of an array."""
    if step[0] != "some":
        return bool(step[0] == "slice")
    return not _of_file(cx, step, data) and (data.kind == "row" or bool(step[1][0] == "place"))


def _at_value(cx: Context, against: tuple[Hashable, ...]) -> Round | None:
    """The running loop that is at the value which a condition asks for."""
    if against[0] == "literal":
        told = (type(against[1]), against[1])
        return next((one for one in reversed(cx.rounds) if told in [(type(w), w) for w in _literals(one)]), None)
    if against[0] == "name" and isinstance(against[1], str):  # a variable that a query names
        name = against[1].removeprefix("@")
        return next((one for one in reversed(cx.rounds) if _is_at(one, one.frame.env.get(name))), None)
    if against[0] == "symbol":
        return next(counting(cx, against[1]), None)
    if against[0] == "value" and len(against) == _OF_VALUES and isinstance(against[2], tuple):
        return next((one for step in against[2] if (one := loop_of(cx, step)) is not None), None)
    return None


def _literals(one: Round) -> list[object]:
    """The constants that a round is at."""
    return [told for part in _parts(one) if (told := literal(part)) is not None]


def _parts(one: Round) -> tuple[Value, ...]:
    """The element that a round is at, or what it was unpacked to."""
    held = state(one.element)
    return held.items if isinstance(held, Seq) else (one.element,)


def _is_at(one: Round, value: Value | None) -> bool:
    """Whether a value is the very element that a round is at, or a part of it."""
    held = UNKNOWN if value is None else state(value)
    return held is not UNKNOWN and any(held is state(part) for part in _parts(one))


def counting(cx: Context, key: object, depth: int = 0) -> Iterator[Round]:
    """The running loops whose running numbers stand in a key."""
    if not isinstance(key, tuple) or depth > _DEEPEST:
        return
    if key[:1] in {(COUNTER,), (COUNTED,)}:
        if (one := counted_by(cx, key)) is not None:
            yield one
        return
    for part in key:
        yield from counting(cx, part, depth + 1)


def loaded(cx: Context, root: int, name: Hashable, path: Rows = NO_ROWS) -> None:
    """Rows were read under a name: remembers if it is that of the round of a running loop, by its number or word.

    A name that is not known tells by the rows which it is made of: those that the loop is at.
    """
    taking = [loop_of(cx, step) for _root, steps, _arms in path for step in steps]
    for one in reversed(cx.rounds):
        if any(running is one for running in taking) or any(_in_name(name, symbol(part)) for part in _parts(one)):
            cx.files[root] = one.began, cx.identity(one.element)
            return


def _in_name(name: Hashable, word: Hashable, depth: int = 0) -> bool:
    """Whether what a loop is at, a constant or a symbol, stands in a name."""
    if word is None or depth > _DEEPEST:
        return False
    if isinstance(name, tuple):
        return name == word or any(_in_name(part, word, depth + 1) for part in name)
    if not isinstance(name, str):
        return False
    if isinstance(word, str):
        return len(word) > 1 and word in name
    return type(word) is int and word in map(int, _NUMBERS.findall(name))


def named(cx: Context, data: Data, name: str, value: Value) -> None:
    """A column is written: remembers it if all rows of a lot get one value, which tells it from others perhaps."""
    held = state(value)
    one_value = isinstance(held, Const) or (isinstance(held, Data) and held.kind == "row")
    if data.kind != "frame" or not (one_value or any(_is_at(one, value) for one in cx.rounds)):
        return
    if lot_of(cx, data) is not None:
        cx.record.of_lots.update((root, name) for root in roots(data.rows))


def are_lots(value: Value) -> bool:
    """Whether a list holds tables, or lists that a loop filled for each of what it went over."""
    held = state(value)
    if not isinstance(held, Seq) or held.kind == "tuple":
        return False
    each = [state(one) for one in (*held.items, *((held.rest,) if held.rest is not None else ()))]
    return bool(each) and all(
        (isinstance(one, Data) and one.kind == "frame") or (isinstance(one, Seq) and one.kind == "list") for one in each
    )
