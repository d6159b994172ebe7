"""Which entry a method call gets when the receiver's type is unknown.

Only classes that hold rows or learn from them vote (`VOTERS`). The answer is the shape (effect and where each slot's
parameter stands) that is the most frequent both by classes and by libraries, when at least `AGREEMENT` of the ones or
of the others have it: a library with many classes cannot outvote the others, nor three small ones that library;
otherwise there is no answer, because a wrong one is worse than none. A method that a built-in text or container type
also has (`str.split`, `dict.pop`, `list.index`) is never answered: such receivers are more frequent than ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
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
    libraries = [method.path.partition(".")[0] for method in methods]
    classes = Counter(libraries)
    one_each: dict[Shape, Fraction] = {}  # a library's one vote is shared out among its classes
    for shape, library in zip(shapes, libraries, strict=True):
        one_each[shape] = one_each.get(shape, Fraction(0)) + Fraction(1, classes[library])
    shape, count = Counter(shapes).most_common(1)[0]
    if one_each[shape] < max(one_each.values()):
        return None
    if count < AGREEMENT * len(methods) and one_each[shape] < AGREEMENT * len(classes):
        return None
    same = [method for method, its in zip(methods, shapes, strict=True) if its == shape]
    signatures = Counter((m.params, m.star, m.kwargs) for m in same)
    usual = min(signatures, key=lambda s: (-signatures[s], s[0], s[1] or "", s[2] or ""))
    return min((m for m in same if (m.params, m.star, m.kwargs) == usual), key=lambda m: m.path)


def _shape(method: CallEntry) -> Shape:
    slots = ((slot, _position(method, value)) for slot, value in method.slots.items() if slot in _DECIDING)
    return method.effect, tuple(sorted(slots, key=lambda pair: pair[0]))


def _position(method: CallEntry, value: object) -> object:
    """Where an argument stands: what several carry together begins at the first, what a star takes where it begins."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, str) and value.startswith("*") and not value.startswith("**"):
        return len(method.params)
    return method.params.index(value) if value in method.params else str(value)


_DECIDING: Final = frozenset(("rows", "labels", "groups", "function", "columns", "by", "right", "axis"))
