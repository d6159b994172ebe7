"""Extracts of one source that overlap: windows longer than they lie apart, files whose names tell their periods."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import KEPT_AS
from mle_reviewer.flow.facts.bounds import bound_of
from mle_reviewer.flow.facts.rows import Rows, Step
from mle_reviewer.flow.facts.values import Data

_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_.]?)(0[1-9]|1[0-2])(?:\2([0-2]\d|3[01]))?)?(?!\d)")
_QUARTER: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?q([1-4])(?!\d)", re.IGNORECASE)

_UNEVEN: Final = 1.03  # months and quarters are not all as long: what reaches over by less is no overlap
_SIGNS: Final = {"<": 1, "<=": 1, ">": 0, ">=": 0}


def windows_overlap(cx: Context, data: Data) -> bool:
    """Whether rows are windows that a loop moves on by less than they are long, in time or in numbers.

    What is summed up in each window, or told apart by its date, is another example in each.
    """
    if any(parts is None for _number, parts in data.made.values()):
        return False
    return any(_wider(cx, steps) for _root, steps, _arms in data.rows if not any(map(_tells_apart, steps)))


def _tells_apart(step: Step) -> bool:
    """Whether windows are summed up, or hold only what those before them did not (`~ids.isin(seen)`)."""
    if step[0] == "where":
        return bool(step[2] == "not in")
    if step[0] == "mask":
        return isinstance(step[1], tuple) and step[1][0] == "member" and step[2] is False
    return step[0] in {"groups", "outside"}


def _wider(cx: Context, steps: tuple[Step, ...]) -> bool:
    ends: tuple[dict[Hashable, float], dict[Hashable, float]] = ({}, {})
    strides: dict[Hashable, float] = {}
    for step in steps:
        for side, key in _bounds(step):
            found = bound_of(key, cx.ranges)
            if found is not None and found.stride is not None:
                ends[side][found.start, found.moves] = found.by  # begin and end may stand in two columns
                strides[found.start, found.moves] = found.stride
    lows, highs = ends
    return any(each in highs and highs[each] - low > strides[each] * _UNEVEN for each, low in lows.items())


def _bounds(step: Step) -> list[tuple[int, Hashable]]:
    """The lower (0) and upper (1) bounds that a step sets, where these are told from something else."""
    if step[0] == "slice":
        return [(0, step[2]), (1, step[3])]
    told = step[0] == "where" and step[2] in _SIGNS and step[3][0] == "symbol"
    return [(_SIGNS[step[2]], step[3][1])] if told else []


def overlap(cx: Context, parts: Iterable[Rows]) -> bool:
    """Whether files whose rows are put after each other hold a period that another one of them holds as well."""
    told = [found for rows in parts if (found := _period(cx, rows)) is not None]
    return any(
        name == other and file != again and begin < end_again and begin_again < end
        for n, (file, name, begin, end) in enumerate(told)
        for again, other, begin_again, end_again in told[n + 1 :]
    )


def _period(cx: Context, rows: Rows) -> tuple[str, str, str, str] | None:
    """A whole file: its name, what is left of it without the two dates in it, and these dates."""
    if len(rows) != 1:
        return None
    root, steps, _arms = next(iter(rows))
    act = cx.record.by_root.get(root)
    if act is None or any(map(_in_time, steps)):
        return None
    name = " ".join([*_texts(act.detail.get(KEPT_AS)), *(str(step[2]) for step in steps if step[0] == "side")])
    plain = _QUARTER.sub(lambda found: f"{found[1]}-{int(found[2]) * 3 - 2:02}", name)
    dates = ["-".join(filter(None, (found[1], found[3], found[4]))) for found in _DATE.finditer(plain)]
    if len(dates) != 2 or len(dates[0]) != len(dates[1]) or dates[0] >= dates[1]:
        return None
    return name, _DATE.sub("*", plain), dates[0], dates[1]


def _texts(name: object) -> list[str]:
    """The texts that rows are kept under."""
    if isinstance(name, tuple):
        return [text for one in name for text in _texts(one)]
    return [name] if isinstance(name, str) else []


def _in_time(step: Step) -> bool:
    """Whether a step may leave out a part of the period that a file is of."""
    part = step[0] == "side" and step[1][:1] == ("part",) if isinstance(step[1], tuple) else False
    return not part and (step[0] != "where" or step[2] not in {"==", "in"})
