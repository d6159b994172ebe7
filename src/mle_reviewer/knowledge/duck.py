"""Which entry a method call gets when the receiver's type is unknown.

Only classes that hold rows or learn from them vote (`VOTERS`), one vote a class. The answer is the most frequent
shape (effect and where each slot's parameter stands) when at least `AGREEMENT` of the votes have it; otherwise there
is no answer, because a wrong one is worse than none. A method that a built-in text or container type also has
(`str.split`, `dict.pop`, `list.index`) is never answered: such receivers are more frequent than ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from mle_reviewer.knowledge.entries import CallEntry, ClassEntry

_LEARNERS: Final = (
    "transformer",
    "selector",
    "estimator",
    "clusterer",
    "search",
    "meta",
    "pipeline",
    "union",
    "network",
)
_HOLDERS: Final = ("frame", "series", "array", "grouped", "windowed")
VOTERS: Final = frozenset((*_LEARNERS, *_HOLDERS, "network", "splitter", "resampler"))
AGREEMENT: Final = 0.75
_BUILT_IN: Final = frozenset(name for kind in (str, bytes, list, dict, set, tuple, int, float) for name in dir(kind))

Shape = tuple[str, tuple[tuple[str, object], ...]]


def duck_entries(classes: Iterable[ClassEntry]) -> dict[str, CallEntry]:
    """The entry of every method name that the voting classes agree on."""
    votes: dict[str, list[CallEntry]] = {}
    for entry in classes:
        if entry.role in VOTERS:
            for name, method in entry.methods.items():
                if name not in _BUILT_IN:
                    votes.setdefault(name, []).append(method)
    chosen = ((name, _agreed(methods)) for name, methods in votes.items())
    return {name: entry for name, entry in chosen if entry is not None}


def _agreed(methods: list[CallEntry]) -> CallEntry | None:
    shapes = [_shape(method) for method in methods]
    shape, count = Counter(shapes).most_common(1)[0]
    if count < AGREEMENT * len(methods):
        return None
    same = [method for method, its in zip(methods, shapes, strict=True) if its == shape]
    signatures = Counter((m.params, m.star, m.kwargs) for m in same)
    usual = min(signatures, key=lambda s: (-signatures[s], s[0], s[1] or "", s[2] or ""))
    return min((m for m in same if (m.params, m.star, m.kwargs) == usual), key=lambda m: m.path)


def _shape(method: CallEntry) -> Shape:
    slots = ((slot, _position(method, value)) for slot, value in method.slots.items() if slot in _DECIDING)
    return method.effect, tuple(sorted(slots, key=lambda pair: pair[0]))


def _position(method: CallEntry, value: object) -> object:
    return method.params.index(value) if value in method.params else str(value)


_DECIDING: Final = frozenset(("rows", "labels", "groups", "function", "columns", "by", "right", "axis"))
