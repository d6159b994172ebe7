"""Extracts of one source that overlap: files whose names tell a period, and the periods share more than an edge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import KEPT_AS
from mle_reviewer.flow.facts.rows import Rows, Step

_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-_.]?)(0[1-9]|1[0-2])(?:\2([0-2]\d|3[01]))?)?(?!\d)")
_QUARTER: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?q([1-4])(?!\d)", re.IGNORECASE)


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
