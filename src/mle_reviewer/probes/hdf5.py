"""HDF5 files, as Keras wrote models for years: the attributes of their root, and the layers that these describe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.probes.contents import Contents
from mle_reviewer.probes.declared import described, read_json
from mle_reviewer.probes.limits import UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget
    from mle_reviewer.probes.notes import Notes

MAGIC: Final = b"\x89HDF\r\n\x1a\n"
_OBJECT, _BLOCK, _HEAP = b"OHDR", b"OCHK", b"GCOL"
_ATTRIBUTE, _CONTINUED, _DENSE = 0x0C, 0x10, 0x15
_FIXED_TEXT, _VARIABLE = 3, 9
_WIDE: Final = 8  # bytes of offsets and lengths, as everybody writes them
_UNDEFINED: Final = b"\xff" * _WIDE
_NO_SUCH: Final = "an HDF5 file whose root cannot be followed"


def read_hdf5(data: bytes, notes: Notes, budget: Budget) -> str:
    """Notes what a saved model describes; weights and tables describe nothing and hold no code."""
    said = attributes_of(data, budget)
    model = said.get("model_config")
    if model is None:
        return "hdf5"
    config = read_json(model)
    described(config, notes)
    name = str(config.get("class_name", "")) if isinstance(config, dict) else ""
    notes.contents = Contents(f"keras.{name}" if name else "", (), _text(said, "keras_version"), (), "keras")
    return "keras"


def _text(said: dict[str, bytes], name: str) -> str:
    return said.get(name, b"").decode("utf-8", "replace")[:50]


def attributes_of(data: bytes, budget: Budget) -> dict[str, bytes]:
    """The texts among the attributes of the root; raises UnreadError where they cannot be had."""
    found: dict[str, bytes] = {}
    try:
        for body in _attributes(data, _root(data), budget):
            name, value = _attribute(data, body, budget)
            if value is not None:
                found[name] = value
    except IndexError:
        raise UnreadError(_NO_SUCH) from None
    return found


def _root(data: bytes) -> int:
    """Where the header of the root stands."""
    version = data[8]
    wide = data[13:15] if version < 2 else data[9:11]  # noqa: PLR2004 - versions of the format's first block
    if wide != bytes((_WIDE, _WIDE)):
        raise UnreadError("an HDF5 file with offsets of another width")
    if version < 2:  # noqa: PLR2004
        start = 24 + 4 * version
        return _number(data, start + 4 * _WIDE + _WIDE, _WIDE)
    return _number(data, 12 + 3 * _WIDE, _WIDE)


def _attributes(data: bytes, at: int, budget: Budget) -> Iterator[bytes]:
    """The bodies of the messages that are attributes, in all blocks of an object's header."""
    second = data[at : at + 4] == _OBJECT
    if not second and data[at] != 1:
        raise UnreadError(_NO_SUCH)
    wide = 0
    if second:
        flags = data[at + 5]
        wide = 2 if flags & 4 else 0
        start = at + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
        size = 1 << (flags & 3)
        blocks = [(start + size, _number(data, start, size))]
    else:
        blocks = [(at + 16, _number(data, at + 8, 4))]
    while blocks:
        start, length = blocks.pop()
        for kind, body in _messages(data, start, start + length, 4 + wide if second else 0, budget):
            if kind == _ATTRIBUTE:
                yield body
            elif kind == _CONTINUED:
                to, long = _number(body, 0, _WIDE), _number(body, _WIDE, _WIDE)
                blocks.append((to + 4, long - 8) if second else (to, long))
            elif kind == _DENSE and body[2 + 2 * (body[1] & 1) :][:_WIDE] != _UNDEFINED:
                raise UnreadError("an HDF5 file that keeps its attributes in a heap")


def _messages(data: bytes, at: int, end: int, head: int, budget: Budget) -> Iterator[tuple[int, bytes]]:
    """The messages of one block; `head` is the length of each one's header in the second version, 0 in the first."""
    if end > len(data):
        raise UnreadError("it ends inside its root")
    budget.step()  # also of an empty block, which may lead to itself
    while at + (head or 8) <= end:
        budget.step()
        kind = data[at] if head else _number(data, at, 2)
        size = _number(data, at + (1 if head else 2), 2)
        start = at + (head or 8)
        yield kind, data[start : start + size]
        at = start + size


def _attribute(data: bytes, body: bytes, budget: Budget) -> tuple[str, bytes | None]:
    """The name of an attribute, and its value where that is one text."""
    version = body[0]
    named, typed, spaced = (_number(body, at, 2) for at in (2, 4, 6))
    at = 9 if version == 3 else 8  # noqa: PLR2004 - the third version says how the name is encoded
    if version == 1:
        named, typed, spaced = (-(-size // 8) * 8 for size in (named, typed, spaced))
    name = body[at : at + named].split(b"\0")[0].decode("utf-8", "replace")
    kind, size = body[at + named] & 15, _number(body, at + named + 4, 4)
    value = body[at + named + typed + spaced :]
    if kind == _FIXED_TEXT:
        return name, value[:size].rstrip(b"\0 ")
    if kind == _VARIABLE and body[at + named + 1] & 15 == 1 and len(value) == 8 + _WIDE:
        return name, _heaped(data, _number(value, 4, _WIDE), _number(value, 4 + _WIDE, 4), _number(value, 0, 4), budget)
    return name, None


def _heaped(data: bytes, at: int, index: int, size: int, budget: Budget) -> bytes:
    """A text of any length, which stands in a heap."""
    if data[at : at + 4] != _HEAP:
        raise UnreadError(_NO_SUCH)
    end = at + _number(data, at + 8, _WIDE)
    at += 16
    while at + 16 <= end <= len(data):
        budget.step()
        long = _number(data, at + 8, _WIDE)
        if _number(data, at, 2) == index:
            return data[at + 16 : at + 16 + min(size, long)]
        at += 16 + -(-long // 8) * 8
    raise UnreadError(_NO_SUCH)


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise UnreadError("it ends inside its root")
    return int.from_bytes(data[at : at + size], "little")
