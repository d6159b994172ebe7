"""The instructions of pickles, protocols 0 to 5, and how each one's argument is read from bytes."""

from __future__ import annotations

import re
import struct
from typing import Final

from mle_reviewer.probes.limits import UnreadError
from mle_reviewer.probes.values import OTHER, Value

# code → (name, form of the argument)
CODES: Final[dict[int, tuple[str, str]]] = {
    ord(code): (name, form)
    for code, name, form in (
        ("(", "mark", ""), (".", "stop", ""), ("0", "pop", ""), ("1", "pop_mark", ""), ("2", "dup", ""),
        ("F", "push", "line"), ("I", "push", "decimal"), ("J", "push", "i4"), ("K", "push", "u1"), ("L", "push",
        "decimal"),
        ("M", "push", "u2"), ("N", "push", "none"), ("P", "persistent", "text"), ("Q", "persistent_top", ""),
        ("R", "reduce", ""), ("S", "push", "quoted"), ("T", "push", "latin4"), ("U", "push", "latin1"),
        ("V", "push", "escaped"), ("X", "push", "utf4"), ("a", "append", ""), ("b", "build", ""), ("c", "global",
        "text"),
        ("d", "dict", ""), ("}", "empty_dict", ""), ("e", "appends", ""), ("g", "get", "decimal"), ("h", "get", "u1"),
        ("i", "inst", "text"), ("j", "get", "u4"), ("l", "list", ""), ("]", "empty_list", ""), ("o", "obj", ""),
        ("p", "put", "decimal"), ("q", "put", "u1"), ("r", "put", "u4"), ("s", "set_item", ""), ("t", "tuple", ""),
        (")", "empty_tuple", ""), ("u", "set_items", ""), ("G", "push", "f8"), ("\x80", "proto", "u1"),
        ("\x81", "new", ""), ("\x82", "extension", "u1"), ("\x83", "extension", "u2"), ("\x84", "extension", "u4"),
        ("\x85", "tuple1", ""), ("\x86", "tuple2", ""), ("\x87", "tuple3", ""), ("\x88", "push", "true"),
        ("\x89", "push", "false"), ("\x8a", "push", "long1"), ("\x8b", "push", "long4"), ("B", "push", "bytes4"),
        ("C", "push", "bytes1"), ("\x8c", "push", "utf1"), ("\x8d", "push", "utf8"), ("\x8e", "push", "bytes8"),
        ("\x8f", "empty_list", ""), ("\x90", "appends", ""), ("\x91", "tuple", ""), ("\x92", "new_ex", ""),
        ("\x93", "stack_global", ""), ("\x94", "memoize", ""), ("\x95", "frame", "u8"), ("\x96", "push", "bytes8"),
        ("\x97", "next_buffer", ""), ("\x98", "nothing", ""),
    )
}  # fmt: skip
_FIXED: Final = {"u1": "<B", "u2": "<H", "i4": "<i", "u4": "<I", "u8": "<Q", "f8": ">d"}
_PLAIN: Final[dict[str, Value]] = {"": None, "none": None, "true": True, "false": False}
_ESCAPE: Final = re.compile(r"\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)", re.DOTALL)
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_UNICODE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_LONGEST_NUMBER: Final = 4_000  # digits
_LAST: Final = 0x110000


def argument(data: bytes, at: int, form: str) -> tuple[Value, int]:
    """The argument of an instruction that begins at `at`, and where the next instruction begins."""
    if form in _PLAIN:
        return _PLAIN[form], at
    if form in _FIXED:
        layout = _FIXED[form]
        size = struct.calcsize(layout)
        if at + size > len(data):
            raise UnreadError("it ends inside a pickle")
        return struct.unpack_from(layout, data, at)[0], at + size
    if form[-1].isdigit():
        return _counted(data, at, form)
    return _lined(data, at, form)


def line(data: bytes, at: int) -> tuple[bytes, int]:
    """The bytes up to the end of a line, and where the next one begins."""
    end = data.find(b"\n", at)
    if end < 0:
        raise UnreadError("it ends inside a pickle")
    return data[at:end], end + 1


def _counted(data: bytes, at: int, form: str) -> tuple[Value, int]:
    wide, kind = int(form[-1]), form[:-1]
    start = at + wide
    size = int.from_bytes(data[at:start], "little")
    end = start + size
    if end > len(data):
        raise UnreadError("it ends inside a pickle")
    raw = data[start:end]
    if kind == "bytes":
        return raw, end
    if kind == "long":
        return int.from_bytes(raw, "little", signed=True) if size < _LONGEST_NUMBER else OTHER, end
    if kind == "latin":
        return raw.decode("latin-1"), end
    return raw.decode("utf-8", "surrogatepass"), end


def _lined(data: bytes, at: int, form: str) -> tuple[Value, int]:
    raw, end = line(data, at)
    if form == "decimal":
        return int(raw.rstrip(b"L")) if len(raw) < _LONGEST_NUMBER else OTHER, end
    if form == "line":
        return OTHER, end
    text = raw.decode("latin-1")
    if form == "quoted":
        text = text.strip()
        return _ESCAPE.sub(_unescaped, text[1:-1] if text[:1] in {"'", '"'} else text), end
    if form == "escaped":
        return _UNICODE.sub(_unicode, text), end
    return raw.decode("utf-8", "surrogatepass"), end


def _unescaped(found: re.Match[str]) -> str:
    said = found[1]
    if said[0] == "x" and len(said) > 1:
        return chr(int(said[1:], 16))
    if said[0] in "01234567":
        return chr(int(said, 8) & 0xFF)
    return _LETTERS.get(said, said)


def _unicode(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < _LAST else found[0]
