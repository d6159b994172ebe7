"""Results as plain bytes and back: what one process of the reviewer tells another. Never used on what others wrote."""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass
from enum import IntEnum
from typing import Any, Final

from mle_reviewer.checks.worlds import World
from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.notebooks import BookSeen
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

_RECORDS: Final = {kind.__name__: kind for kind in (Finding, Step, Location, World, Gap, BookSeen)}
_NUMBERS: Final = {kind.__name__: kind for kind in (Severity, Confidence)}


class UnpackableError(Exception):
    """A value that has no plain form; whoever asked has to work it out without help."""


def packed(value: object) -> bytes:
    """The bytes of a value made of results, containers and constants."""
    try:
        return marshal.dumps(_plain(value))
    except ValueError as error:
        raise UnpackableError from error


def unpacked(data: bytes) -> Any:
    """The value that `packed` packed."""
    return _value(marshal.loads(data))  # noqa: S302 - the bytes come from a process of our own


def _plain(value: object) -> Any:
    """Tagged tuples for everything that marshal would refuse or not give back as it was."""
    if isinstance(value, IntEnum):
        return type(value).__name__, int(value)
    if is_dataclass(value):
        if type(value).__name__ not in _RECORDS:
            raise UnpackableError(type(value).__name__)
        return type(value).__name__, tuple(_plain(getattr(value, one.name)) for one in fields(value))
    for kind in (tuple, list, set, frozenset):
        if isinstance(value, kind):  # a named tuple is equal to the plain one, in sets and as a key as well
            return kind.__name__, tuple(_plain(one) for one in value)
    if isinstance(value, dict):
        return "dict", tuple((_plain(key), _plain(one)) for key, one in value.items())
    if value is None or value is ... or isinstance(value, (str, int, float, complex, bytes)):
        return value
    raise UnpackableError(type(value).__name__)


def _value(plain: Any) -> Any:
    if not isinstance(plain, tuple):
        return plain
    kind, inside = plain
    if kind in _NUMBERS:
        return _NUMBERS[kind](inside)
    if kind == "dict":
        return {_value(key): _value(one) for key, one in inside}
    found = [_value(one) for one in inside]
    if kind in _RECORDS:
        return _RECORDS[kind](*found)
    return {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}[kind](found)
