"""Extracts of one source that overlap: windows longer than they lie apart, and files that hold such windows."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.acts import COPIES, KEPT_AS, NAMED
from mle_reviewer.flow.facts.bounds import FIRST, NOW, WRITTEN, bound_of, is_moment
from mle_reviewer.flow.facts.dates import pace_of_format
from mle_reviewer.flow.facts.kept import Kept
from mle_reviewer.flow.facts.rows import Rows, Step, narrow
from mle_reviewer.flow.facts.values import WORD, Data
from mle_reviewer.flow.operations.call import Call

_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_.]?)(0[1-9]|1[0-2])(?:\2([0-2]\d|3[01]))?)?(?!\d)")
_QUARTER: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?q([1-4])(?!\d)", re.IGNORECASE)

_UNEVEN: Final = 1.03  # months and quarters are not all as long: what reaches over by less is no overlap
_SIGNS: Final = {"<": 1, "<=": 1, ">": 0, ">=": 0}
_PLACE: Final = "{}"  # what stands in a path for a part of it that is told by its key
_FILES: Final = "files"  # the first part of the place of a series of moments by which files are named
_DAYS: Final = 31.0  # a day in the name of a file: who writes one each run may do so no more than once a month


def by_file(cx: Context, name: Hashable, data: Data) -> tuple[str, Data] | None:
    """Files that a loop, or a program run by run, writes if they are named by the time and reach back over others.

    The path has a place in it for the time; the rows are told from a series of times. None of any other file.
    """
    told = _path(cx, name) if data.rows else None
    if told is None:
        return None
    if told[1] and windows_overlap(cx, data):
        return told[0], data
    for moment, days in [time for key in told[1] if (time := _time(key)) is not None]:
        series: Hashable = ("each", (_FILES, told[0]), days, "")
        moved = [(root, _moved(steps, moment, series), arms) for root, steps, arms in data.rows]
        rows = frozenset((root, _until(steps, moment, series), arms) for root, steps, arms in moved)
        found = data.but(rows=rows, column=data.column)
        if windows_overlap(cx, found):
            return told[0], found
    return None


def _path(cx: Context, key: Hashable) -> tuple[str, tuple[Hashable, ...]] | None:
    """A path with places for what is told by keys, and these keys; None where another part of it is not known."""
    if isinstance(key, str):
        return key, ()
    if not isinstance(key, tuple):
        return None
    if key[:1] == ("text",) and len(key) == 3:
        keys = tuple(one for part, one in zip(key[1], key[2], strict=True) if part == _PLACE)
        return "".join(key[1]), keys
    if _time(key) is not None or is_moment(key, cx.ranges):
        return _PLACE, (key,)
    if key[:1] in {("path",), ("/",), ("+",)}:
        known = [part for one in key[1:] if (part := _path(cx, one)) is not None]
        joint = "" if key[0] == "+" else "/"
        told = joint.join(part[0] for part in known), tuple(one for part in known for one in part[1])
        return told if len(known) == len(key) - 1 else None
    return None


def _time(key: Hashable) -> tuple[Hashable, float] | None:
    """The moment that a part of a name tells, and how many days at most lie between two that it tells apart."""
    if not isinstance(key, tuple):
        return None
    if len(key) == 2 and isinstance(key[0], str) and key[0].startswith(WRITTEN):
        days = pace_of_format(key[0])
        return None if days is None else (key[1], days)
    return (key, _DAYS) if key == NOW or key[0] in {FIRST, "argument", WORD} else None


def _moved(steps: tuple[Step, ...], moment: Hashable, series: Hashable) -> tuple[Step, ...]:
    """The conditions on rows that are told from a moment, as told from any of a series of them."""
    found: list[Step] = []
    for step in steps:
        key = _replaced(step[3][1], moment, series) if step[0] == "where" and len(step[3]) > 1 else None
        changed = key is not None and key != step[3][1]
        found.append((*step[:3], ("symbol", key)) if changed else step)
    return tuple(found)


def _replaced(key: Hashable, old: Hashable, new: Hashable) -> Hashable:
    if key == old or (old == NOW and key == NOW[0]):
        return new
    return tuple(_replaced(one, old, new) for one in key) if isinstance(key, tuple) else key


def _until(steps: tuple[Step, ...], moment: Hashable, series: Hashable) -> tuple[Step, ...]:
    """Rows since some time before now: nothing is there that is later than now."""
    if moment != NOW or any(side for step in steps for side, _key in _bounds(step)):
        return steps
    since = next((step for step in steps if step[0] == "where" and _bounds(step)), None)
    return steps if since is None else (*steps, ("where", since[1], "<=", ("symbol", series)))


def of_all_runs(cx: Context, pattern: str) -> Kept | None:
    """What a program writes run by run into the files that a pattern lists, where these hold the same rows."""
    found = cx.storage.listed(cx.unit, pattern)
    return next((kept for _name, kept in found if windows_overlap(cx, data_of(kept.value))), None)


def read_at_once(call: Call, data: Data) -> Data:
    """The rows of all these files under each other, read by one call."""
    cx = call.cx
    grown = cx.record.add("grow", cx.place(call.frame, call.pos), rows=data.rows, words="reading all files")
    grown.detail.update({COPIES: True, NAMED: by_names(data.rows)})
    return data.but(rows=narrow(data.rows, cx.record.cut(("grown", grown.number), grown)))


def by_names(rows: Rows) -> bool:
    """Whether only the names of files tell that rows are extracts which overlap."""
    return any(_FILES in _parts(step[3]) for _root, steps, _arms in rows for step in steps if step[0] == "where")


def _parts(key: Hashable) -> set[Hashable]:
    return {part for one in key for part in _parts(one)} if isinstance(key, tuple) else {key}


def windows_overlap(cx: Context, data: Data) -> bool:
    """Whether rows are windows that a loop moves on by less than they are long, in time or in numbers.

    What is summed up in each window, or told apart by its date, is another example in each.
    """
    if any(parts is None for _number, parts in data.made.values()):
        return False
    found = [steps for _root, steps, _arms in data.rows if not any(map(_tells_apart, steps))]
    return any(_wider(cx, [step for step in steps if step[0] != "slice" or data.kind == "frame"]) for steps in found)


def _tells_apart(step: Step) -> bool:
    """Whether windows are summed up, or hold only what those before them did not (`~ids.isin(seen)`)."""
    if step[0] == "where":
        return bool(step[2] == "not in")
    if step[0] == "mask":
        return isinstance(step[1], tuple) and step[1][0] == "member" and step[2] is False
    return step[0] in {"groups", "outside"}


def of_window(cx: Context, rows: Rows) -> bool:
    """Whether rows lie within bounds that a loop moves."""
    keys = [key for _root, steps, _arms in rows for step in steps for _side, key in _bounds(step)]
    return any(bound is not None and bound.moves for bound in (bound_of(key, cx.ranges) for key in keys))


def _wider(cx: Context, steps: Iterable[Step]) -> bool:
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
