"""Paths into documents: which entries stand under `spec.containers[].image`, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry


@lru_cache(maxsize=4_000)
def _steps(path: str) -> tuple[tuple[str, str], ...]:
    """`a.b[].c{}` as (key, what to go through behind it); a key may hold dots where they are escaped by quotes."""
    found: list[tuple[str, str]] = []
    for part in _split(path):
        key, through = part, ""
        while key.endswith(("[]", "{}")):
            through = key[-2:] + through
            key = key[:-2]
        found.append((key, through))
    return tuple(found)


def _split(path: str) -> Iterator[str]:
    part, quoted = "", False
    for character in path:
        if character == "'":
            quoted = not quoted
        elif character == "." and not quoted:
            yield part
            part = ""
        else:
            part += character
    yield part


def under(entry: Entry, path: str) -> Iterator[Entry]:
    """Every entry under a path, in order; the entry itself for an empty one."""
    found = [entry]
    for key, through in _steps(path) if path else ():
        inner = [one for each in found for one in _keyed(each, key)]
        for mark in (through[place : place + 2] for place in range(0, len(through), 2)):
            inner = [one for each in inner for one in _through(each, mark)]
        found = inner
    yield from found


def _keyed(entry: Entry, keys: str) -> Iterator[Entry]:
    if not keys:
        yield entry
        return
    for key in keys.split("|"):
        inner = entry.get(key)
        if inner is not None:
            yield inner
            return


def _through(entry: Entry, mark: str) -> Iterator[Entry]:
    if mark == "[]":
        yield from entry.value if isinstance(entry.value, list) else (entry,)
    elif isinstance(entry.value, dict):
        yield from entry.value.values()


@lru_cache(maxsize=4_000)
def begins(path: str) -> tuple[bytes, ...]:
    """The keys of which a document holds one where anything stands under a path; () for the document itself."""
    key = _steps(path)[0][0] if path else ""
    return tuple(one.encode() for one in key.split("|") if one)


def first(entry: Entry, path: str) -> Entry | None:
    """The first entry under a path."""
    return next(under(entry, path), None)


def says(entry: Entry, path: str, patterns: tuple[str, ...]) -> bool:
    """Whether something stands under a path that matches one of the patterns; `*` asks only that it is there."""
    for one in under(entry, path):
        if "*" in patterns:
            return True
        text = one.text()
        if text is not None and any(fnmatchcase(text, pattern) for pattern in patterns):
            return True
    return False
