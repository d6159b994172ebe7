"""Meeting conditions: parts of a table by words or numbers that do not exclude one another, so a row may be in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import Rows, Step
from mle_reviewer.flow.facts.values import Data, Value

_ANCHORS: Final = ("^", "$", "\\A", "\\Z")
_HALF: Final = 0.5  # of several probabilities that sum to one, only one is higher
_ABOVE: Final = frozenset({">", ">="})


def spelled(cx: Context, asked: Data, name: str, args: list[Value], mask: Value) -> None:
    """Remembers which words of a column a mask asks for, by whatever place they stand at."""
    pattern = symbol(args[0]) if args else None
    if name != "contains" or asked.kind != "series" or asked.column is None or pattern is None:
        return
    if isinstance(pattern, str) and (pattern.startswith(_ANCHORS) or pattern.endswith(_ANCHORS)):
        return
    if data_of(mask).rows:
        cx.record.spelled[cx.identity(mask)] = (asked.column, pattern)


def both(cx: Context, pairs: Iterable[tuple[Rows, Rows]]) -> frozenset[str] | None:
    """Whether rows may be in both parts of a pair: the columns whose words tell so, none where numbers do."""
    names: set[str] = set()
    found = False
    for one, other in pairs:
        for a in one:
            for b in other:
                if a[0] != b[0] or not a[1] or not b[1] or a[1][:-1] != b[1][:-1]:
                    continue
                told = _words(cx, a[1][-1], b[1][-1])
                if told is not None:
                    names.add(told)
                found = found or told is not None or _thresholds(a[1][-1], b[1][-1])
    return frozenset(names) if found else None


def _words(cx: Context, one: Step, other: Step) -> str | None:
    """The column whose texts two masks ask for words that differ."""
    first, second = _asked(cx, one), _asked(cx, other)
    if first is None or second is None or first[0] != second[0] or first[1] == second[1]:
        return None
    return first[0]


def _asked(cx: Context, step: Step) -> tuple[str, object] | None:
    key = step[1]
    if step[0] != "mask" or step[2] is not True or not isinstance(key, tuple) or key[:1] != ("value",):
        return None
    return cx.record.spelled.get(key[1])


def _thresholds(one: Step, other: Step) -> bool:
    """Whether two conditions ask two columns for high numbers, which are no shares of one and no flags of one kind."""
    if one[0] != "where" or other[0] != "where" or one[1] == other[1]:
        return False
    return all(step[2] in _ABOVE and step[3][0] == "literal" and _many(step[3][1], step[2]) for step in (one, other))


def _many(bound: object, op: str) -> bool:
    if isinstance(bound, bool) or not isinstance(bound, (int, float)):
        return False
    return 0 < bound < _HALF or bound > 1 or (bound == 1 and op == ">")
