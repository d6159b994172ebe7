"""An assembler of models that are no pickles: HDF5, ONNX, GGUF and boosted trees, byte by byte."""

from __future__ import annotations

import json
import struct

# HDF5


def hdf5(attributes: dict[str, str], *, second: bool = False) -> bytes:
    """A file with one group, the root, and its attributes as texts in a heap, as the first or second version has it."""
    start = 48 if second else 96
    texts = list(attributes.values())
    bodies = [_attribute(name, len(texts[at].encode()), at + 1, second=second) for at, name in enumerate(attributes)]
    header = _second(bodies) if second else _first(bodies)
    heap_at = start + len(header)
    entries = b"".join(
        struct.pack("<HHIQ", at + 1, 1, 0, len(raw)) + raw + b"\0" * (-len(raw) % 8)
        for at, raw in enumerate(text.encode() for text in texts)
    )
    heap = b"GCOL\1\0\0\0" + struct.pack("<Q", 16 + len(entries)) + entries
    header = header.replace(b"HEAPHEAP", struct.pack("<Q", heap_at))
    size = heap_at + len(heap)
    signature = b"\x89HDF\r\n\x1a\n"
    if second:
        block = signature + bytes([2, 8, 8, 0]) + struct.pack("<QQQQ", 0, (1 << 64) - 1, size, start) + b"\0" * 4
    else:
        block = signature + bytes([0, 0, 0, 0, 0, 8, 8, 0]) + struct.pack("<HHI", 4, 16, 0)
        block += struct.pack("<QQQQ", 0, (1 << 64) - 1, size, (1 << 64) - 1)
        block += struct.pack("<QQII", 0, start, 0, 0) + b"\0" * 16
    return block + header + heap


def _attribute(name: str, size: int, index: int, *, second: bool) -> bytes:
    raw = name.encode() + b"\0"
    kind = bytes([0x19, 0x01, 0, 0]) + struct.pack("<I", 16) + bytes([0x13, 0, 0, 0, 1, 0, 0, 0])
    space = bytes([2, 0, 0, 0]) if second else bytes([1, 0, 0, 0, 0, 0, 0, 0])
    value = struct.pack("<I", size) + b"HEAPHEAP" + struct.pack("<I", index)
    if second:
        return bytes([3, 0]) + struct.pack("<HHH", len(raw), len(kind), len(space)) + b"\0" + raw + kind + space + value
    padded = [part + b"\0" * (-len(part) % 8) for part in (raw, kind, space)]
    return bytes([1, 0]) + struct.pack("<HHH", len(raw), len(kind), len(space)) + b"".join(padded) + value


def _first(bodies: list[bytes]) -> bytes:
    """A header whose second half stands in a block of its own, as it does once a file has grown."""
    messages = b"".join(_message(body) for body in bodies)
    head = struct.pack("<BBHII", 1, 0, len(bodies) + 1, 1, 24) + b"\0" * 4
    at = 96 + len(head) + 24
    return head + struct.pack("<HHBBBB", 0x10, 16, 0, 0, 0, 0) + struct.pack("<QQ", at, len(messages)) + messages


def _message(body: bytes) -> bytes:
    padded = body + b"\0" * (-len(body) % 8)
    return struct.pack("<HHBBBB", 0x0C, len(padded), 0, 0, 0, 0) + padded


def _second(bodies: list[bytes]) -> bytes:
    messages = b"".join(struct.pack("<BHB", 0x0C, len(body), 0) + body for body in bodies)
    return b"OHDR" + bytes([2, 2]) + struct.pack("<I", len(messages)) + messages + b"\0" * 4


# ONNX


def field(number: int, value: bytes | str | int) -> bytes:
    """A field in the wire format of protocol buffers."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    raw = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(raw)) + raw


def _varint(value: int) -> bytes:
    found = b""
    while value > 127:
        found += bytes([value & 127 | 128])
        value >>= 7
    return found + bytes([value])


def onnx(location: str = "", *, inside: bool = False) -> bytes:
    """A model of one operator; its weights are kept in a file of this name, in a graph inside an `If` where asked."""
    tensor = field(1, 4) + field(2, 1) + field(8, "w")
    tensor += field(13, field(1, "location") + field(2, location)) + field(14, 1) if location else field(9, bytes(16))
    graph = field(2, "g") + field(5, tensor) + field(11, field(1, "x"))
    if inside:
        graph = field(1, field(4, "If") + field(5, field(1, "then_branch") + field(6, graph)))
    graph += field(1, field(1, "x") + field(2, "y") + field(4, "Relu"))
    return field(1, 8) + field(2, "pytorch") + field(3, "2.1.0") + field(8, field(2, 17)) + field(7, graph)


# GGUF


def gguf(**said: str) -> bytes:
    """A header without tensors; dots in the names are written as two lines."""
    pairs = b"".join(_text(key.replace("__", ".")) + struct.pack("<I", 8) + _text(value) for key, value in said.items())
    pairs += _text("tokenizer.tokens") + struct.pack("<IIQ", 9, 8, 2) + _text("a") + _text("b")
    pairs += _text("tokenizer.scores") + struct.pack("<IIQ", 9, 6, 2) + bytes(8)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(said) + 2) + pairs


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


# boosted trees

_LEARNER = {
    "learner": {"attributes": {}, "feature_names": ["age", "income"], "gradient_booster": {"name": "gbtree"}},
    "version": [2, 0, 3],
}


def xgboost_json() -> bytes:
    return json.dumps(_LEARNER).encode()


def xgboost_ubj() -> bytes:
    return _ubj({**_LEARNER, "weights": b"\0\0\x80\x3f" * 4})


def _ubj(value: object) -> bytes:
    if isinstance(value, dict):
        return b"{" + b"".join(_key(key) + _ubj(one) for key, one in value.items()) + b"}"
    if isinstance(value, list):
        return b"[#" + b"L" + struct.pack(">q", len(value)) + b"".join(_ubj(one) for one in value)
    if isinstance(value, bytes):
        return b"[$d#L" + struct.pack(">q", len(value) // 4) + value
    if isinstance(value, int):
        return b"i" + struct.pack(">b", value)
    return b"S" + _key(str(value))


def _key(text: str) -> bytes:
    return b"L" + struct.pack(">q", len(text)) + text.encode()


def lightgbm() -> bytes:
    return b"tree\nversion=v4\nnum_class=1\nobjective=binary\nfeature_names=age income\n\nTree=0\nnum_leaves=2\n"
