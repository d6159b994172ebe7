"""Switches: conditions on settings of which nobody says which document they come from, but only one there is.

Such a program may be started with other settings, so both arms are followed; what comes about only in the arm that the
committed document does not take is told apart. Where several documents could be the one, nothing is decided.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.flow.facts.switch import Decided, Switch

if TYPE_CHECKING:
    from mle_reviewer.flow.context import Context
    from mle_reviewer.program.entries import Entry

_ENDINGS: Final = {"yaml": (".yaml", ".yml"), "json": (".json",), "toml": (".toml",)}
_COMPARE: Final[dict[Hashable, Callable[[Any, Any], Any]]] = {
    "==": operator.eq, "is": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt,
}  # fmt: skip
_NAMED: Final = frozenset({"item", "attribute"})
_OPEN: Final = ("${", "{{", "$(")  # what is filled in only when a program starts
_NUMBERS: Final = (int, float)


def read(cx: Context, root: int, name: Hashable, kind: object) -> None:
    """Remembers which source of values is a document of settings whose path nobody knows, and of which format."""
    if isinstance(kind, str) and not isinstance(name, str):
        last = name[-1] if isinstance(name, tuple) and name[:1] == ("path",) else None
        cx.settings[root] = (_ENDINGS[kind], f"/{last}" if isinstance(last, str) else "")


def decided(cx: Context, key: Hashable) -> Decided | None:
    """What the one document that there is says of a condition; None where it does not decide it."""
    if key not in cx.decided:
        cx.decided[key] = _judged(cx, key)
    return cx.decided[key]


def _judged(cx: Context, key: Hashable) -> Decided | None:
    if type(key) is not tuple:
        return None
    if key[0] == "not" and len(key) == 2:
        inner = _judged(cx, key[1])
        return None if inner is None else Decided(not inner.holds, inner.by)
    if key[0] in {"and", "or"}:
        return _of_several(cx, key[1:], stops=key[0] == "or")
    if key[0] == "compare" and len(key) == 4:
        return _compared(cx, key[1], key[2:])
    found = _told(cx, key)
    return None if found is None else Decided(bool(found[0].value), found[1])


def _of_several(cx: Context, parts: tuple[Hashable, ...], *, stops: bool) -> Decided | None:
    """What `or` (one that holds stops it) or `and` of conditions comes to."""
    found = [_judged(cx, part) for part in parts]
    stopping = next((one for one in found if one is not None and one.holds is stops), None)
    return stopping if stopping is not None or None in found else found[0]


def _compared(cx: Context, op: Hashable, sides: tuple[Hashable, ...]) -> Decided | None:
    told = [_told(cx, side) for side in sides]
    by = next((one[1] for one in told if one is not None), None)
    if by is None or op not in _COMPARE:
        return None
    values: list[Any] = []
    for one, side in zip(told, sides, strict=True):
        if one is None and isinstance(side, tuple):
            return None
        values.append(side if one is None else one[0].value)
    numbers = all(isinstance(value, _NUMBERS) for value in values)
    if any(isinstance(value, (dict, list)) for value in values) or (op in {"<", "<=", ">"} and not numbers):
        return None
    return Decided(bool(_COMPARE[op](*values)), by)


def _told(cx: Context, key: Hashable) -> tuple[Entry, Switch] | None:
    """The entry that stands where code reads a value of settings, in the only document that could be meant."""
    if type(key) is not tuple or key[0] != "opaque" or len(rows := cx.rows_of(key[1])) != 1:
        return None
    ((root, steps, _arms),) = rows
    if root not in cx.settings or len(steps) < 2:
        return None
    keys = [step[1][1] for step in steps[1:] if step[0] == "some" and isinstance(step[1], tuple) and _is_name(step[1])]
    path = _document(cx, root, keys[0]) if len(keys) == len(steps) - 1 else None
    entry = cx.entries(path) if path is not None else None
    found = entry.get(*keys) if entry is not None else None
    if path is None or found is None or (isinstance(found.value, str) and any(one in found.value for one in _OPEN)):
        return None
    return found, Switch(path, found.line, ".".join(keys))


def _is_name(key: tuple[Hashable, ...]) -> bool:
    return len(key) == 2 and key[0] in _NAMED and isinstance(key[1], str)


def _document(cx: Context, root: int, first: str) -> str | None:
    """The only document of the format that has such an entry at its top: where there are others, any may be loaded."""
    endings, name = cx.settings[root]
    found = [path for path in cx.spelling(endings, first) if f"/{path}".endswith(name)]
    held = [path for path in found if (entry := cx.entries(path)) is None or entry.get(first) is not None]
    return held[0] if len(held) == 1 else None


__all__ = ["decided", "read"]
