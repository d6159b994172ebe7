"""Files that are written one by one for the elements of a listing: how their names are made, and how many there are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal, symbol
from mle_reviewer.flow.facts.acts import NAMED, Act, Place
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, roots
from mle_reviewer.flow.facts.values import CUT_OUT, LAST, LISTED, UNKNOWN, Const, Data, Map, Seq, Symbol, Value, state

SPELLED: Final = "spelled"  # the trait of a path of a row: how it is spelled, with a star for what differs by the row
FILES: Final = "files"  # the trait of listed files: the pattern that lists them
_ANY: Final = "*"
_PLACES: Final = re.compile(r"%[-+0]?\d*\.?\d*[sdif]|\{\w*(?::[^{}]*)?\}")
_RUNNING: Final = "*?*"  # what is not known, and may be another one in each round of an inner loop
_ABOVE: Final = "folder of copies"  # the key of all folders in which files of elements are written


@dataclass(frozen=True, slots=True)
class Written:
    """Files that a program writes for each element of a listing, under names of one pattern."""

    pattern: str
    own: str | None
    rows: Rows
    place: Place
    unit: int
    several: bool
    arms: frozenset[Step]


def put(data: Data, pattern: str | None) -> Data:
    """The same path with what is known of how it is spelled."""
    traits = frozenset(trait for trait in data.traits if trait[0] != SPELLED)
    return data.but(traits=traits if pattern is None else traits | {(SPELLED, pattern)}, column=data.column)


def of_path(parts: Sequence[Value], made: Data) -> Data:
    """A path of a row that was joined of parts."""
    first, *rest = parts
    begins = spelled(first) or _own(data_of(first))
    if begins is None:
        return put(made, None)
    ends = [posixpath.basename(text) if data_of(one).rows else text for one in rest for text in (_part(one),)]
    return put(made, posixpath.join(begins, *ends))


def of_text(parts: Sequence[str | Value], made: Data) -> Data:
    """A text that was put together of parts, of which some are of the name of a listed file."""
    if not parts or made.traits.isdisjoint({LISTED, LAST}):
        return made
    texts = [part if isinstance(part, str) else _part(part) for part in parts]
    first = parts[0]
    if not isinstance(first, str) and spelled(first) is None and (own := _own(data_of(first))) is not None:
        texts[0] = posixpath.splitext(own)[0]  # the path up to its ending
    return put(made, "".join(texts))


def of_format(text: str, values: Sequence[Value], made: Data) -> Data:
    """A text with places for values (`%s_%d.png`, `{}_{}.png`), some of which are of the name of a listed file."""
    between = _PLACES.split(text)
    if len(between) != len(values) + 1:
        return put(made, None)
    parts: list[str | Value] = [between[0]]
    for value, after in zip(values, between[1:], strict=True):
        parts += [value, after]
    return of_text([part for part in parts if part != ""], made)


def renamed(path: Data, name: Value, how: str) -> Data:
    """A path of a row whose last name, or the ending of it, was replaced."""
    begins = whole(path)
    if begins is None:
        return put(path, None)
    folder, base = posixpath.split(begins)
    stem, suffix = posixpath.splitext(base)
    new = {"name": _part(name), "stem": _part(name) + suffix, "suffix": stem + _part(name)}[how]
    return put(path, posixpath.join(folder, new))


def folder_of(path: Data, made: Data) -> Data:
    """The folder that a path of a row stands in."""
    begins = whole(path)
    return put(made, posixpath.dirname(begins) or None if begins is not None else None)


def spelled(value: Value) -> str | None:
    """How a path is spelled: a constant, or one of a row that the code put together."""
    text = literal(value)
    if isinstance(text, str):
        return text
    data = data_of(value)
    return _deepest(data, SPELLED) if data.rows else None


def whole(path: Data) -> str | None:
    """How the path of a row is spelled, by the code or by the pattern that lists it."""
    return spelled(path) or _own(path)


def listing(data: Data) -> str | None:
    """The pattern that lists the files that a value is of."""
    return _deepest(data, FILES)


def _own(data: Data) -> str | None:
    """The pattern that lists a file, for its whole path."""
    if not data.rows or LISTED not in data.traits or not data.traits.isdisjoint({LAST, CUT_OUT}):
        return None
    return _deepest(data, FILES)


def _deepest(data: Data, kind: str) -> str | None:
    """Of the patterns of a path that went into a value the one that reaches furthest down."""
    found = [trait[1] for trait in data.traits if trait[0] == kind]
    return max(found, key=lambda pattern: (pattern.count("/"), pattern)) if found else None


def _part(value: Value) -> str:
    if (text := spelled(value)) is not None:
        return text
    if isinstance(value, Const) and isinstance(value.value, (int, float)):
        return str(value.value)
    if isinstance(value, Const) and isinstance(value.value, Symbol):
        return _RUNNING
    return _ANY if data_of(value) is not UNKNOWN and data_of(value).rows else _RUNNING


def noted(cx: Context, path: Value, what: Value, place: Place) -> None:
    """Remembers that a file was written for an element of a listing, beside others perhaps."""
    data, held = data_of(path), data_of(what)
    pattern = spelled(data) if data.rows else None
    began = [cx.began[step] for atom in data.rows for step in atom[1] if step in cx.listings and step in cx.began]
    if pattern is None or not began or not held.rows or held.fits or roots(held.rows).isdisjoint(roots(data.rows)):
        return
    inner = bool(cx.loops) and cx.loops[-1] > max(began)
    arms = frozenset(step for steps, count in cx.arms if count >= max(began) for step in steps)
    own = listing(data)
    where = cx.whereabouts(pattern)
    one = Written(where, own, data.rows, place, cx.unit, inner and _RUNNING in pattern, arms)
    cx.storage.spread.setdefault(cx.unit, {})[place, where, arms] = one
    folder = where.partition(_ANY)[0].rpartition("/")[0]
    while folder:
        cx.storage.writes.setdefault(cx.unit, set()).add((_ABOVE, folder))
        folder = folder.rpartition("/")[0]


def named(cx: Context, example: Value) -> bool:
    """Whether an example names a file that this program wrote for the very element that the rest of it is of."""
    inner = state(example)
    fields = inner.items if isinstance(inner, Seq) else tuple(inner.items.values()) if isinstance(inner, Map) else ()
    rows = {data_of(one).rows for one in fields} - {NO_ROWS}
    files = (cx.storage.kept.get(key) for one in fields if isinstance(key := symbol(one), tuple))
    return any(kept is not None and kept.unit == cx.unit and data_of(kept.value).rows in rows for kept in files)


def several(cx: Context, pattern: str, *, below: bool = False) -> Act | None:
    """The act of writing several files for one element, where a pattern (or a folder, `below`) lists them together."""
    folder = pattern if below else pattern.partition(_ANY)[0].rpartition("/")[0]
    cx.storage.reads.setdefault(cx.unit, set()).add((_ABOVE, folder))
    found = [
        one for written in cx.storage.spread.values() for one in written.values()
        if (one.pattern.startswith(f"{folder}/") if below else _lists(pattern, one.pattern))
    ]  # fmt: skip
    if not found:
        cx.storage.missed.setdefault(cx.unit, set()).add((_ABOVE, folder))
    again = next((one for one in found if one.several or _beside(found, one) or _beside_its_own(pattern, one)), None)
    if again is None:
        return None
    grown = cx.record.add(
        "grow", again.place, key=("files", again.pattern), rows=again.rows, words="writing several files for one",
        untyped=True,
    )  # fmt: skip
    grown.detail.update({NAMED: True, FILES: True})
    return grown


def _lists(pattern: str, name: str) -> bool:
    return pattern.count("/") == name.count("/") and fnmatchcase(name, pattern)


def _beside(found: Sequence[Written], one: Written) -> bool:
    """Whether another file is written for the same element, whenever one is."""
    return any(
        other.pattern != one.pattern and other.unit == one.unit and roots(other.rows) == roots(one.rows)
        and posixpath.splitext(other.pattern)[1] == posixpath.splitext(one.pattern)[1]
        and (other.arms <= one.arms or one.arms <= other.arms)
        for other in found
    )  # fmt: skip


def _beside_its_own(pattern: str, one: Written) -> bool:
    """Whether a file is written under a new name where the file stands that it was made of, and both are listed."""
    if one.own is None or not _lists(pattern, one.own):
        return False
    (old, ending), (new, other) = posixpath.splitext(one.own), posixpath.splitext(one.pattern)
    return old != new and posixpath.dirname(old) == posixpath.dirname(new) and ending in {"", other}
