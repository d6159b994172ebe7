"""ONNX models: who made them and for what, the files outside that they read, and operators of nobody's library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeGuard

from mle_reviewer.probes.contents import Contents
from mle_reviewer.probes.limits import DEEPEST, UnreadError

if TYPE_CHECKING:
    from mle_reviewer.probes.limits import Budget
    from mle_reviewer.probes.notes import Notes

_VARINT, _EIGHT, _COUNTED, _FOUR = 0, 1, 2, 5
_LONGEST_VARINT: Final = 10
# fields of ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, as onnx.proto numbers them
_VERSION, _PRODUCER, _PRODUCER_VERSION, _GRAPH, _OPSET, _METADATA, _FUNCTIONS = 1, 2, 3, 7, 8, 14, 25
_NODE, _INITIALIZER, _SPARSE, _INPUT = 1, 5, 15, 11
_NODE_ATTRIBUTE, _FUNCTION_NODE = 5, 7
_TENSOR, _SUBGRAPH, _TENSORS, _SUBGRAPHS = 5, 6, 10, 11
_EXTERNAL: Final = 13
_OUTSIDE: Final = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_READS: Final = "reads a file outside the folder of the model"


def read_onnx(data: bytes, notes: Notes, budget: Budget) -> str:
    """Notes what an ONNX model says; raises UnreadError where it is none."""
    producer, version, inputs = "", "", []
    graph = False
    view = memoryview(data)
    for field, value in _fields(view, budget):
        if isinstance(value, int):
            continue
        if field == _PRODUCER:
            producer = _text(value)
        elif field == _PRODUCER_VERSION:
            version = _text(value)
        elif field == _GRAPH:
            graph = True
            inputs = [_named(part, budget) for name, part in _fields(value, budget) if name == _INPUT and _bytes(part)]
            _graph(value, notes, budget, 0)
        elif field == _FUNCTIONS:
            for name, part in _fields(value, budget):
                if name == _FUNCTION_NODE and _bytes(part):
                    _node(part, notes, budget, 0)
    if not graph:
        raise UnreadError("no ONNX model: it holds no graph")
    notes.contents = Contents(f"onnx, made by {producer}" if producer else "onnx", (), version, tuple(inputs), "")
    return "onnx"


def _graph(graph: memoryview, notes: Notes, budget: Budget, depth: int) -> None:
    if depth > DEEPEST:
        notes.incomplete("graphs inside graphs, deeper than is read")
        return
    for field, value in _fields(graph, budget):
        if not _bytes(value):
            continue
        if field == _NODE:
            _node(value, notes, budget, depth)
        elif field == _INITIALIZER:
            _tensor(value, notes, budget)
        elif field == _SPARSE:
            for part, tensor in _fields(value, budget):
                if part in {1, 2} and _bytes(tensor):
                    _tensor(tensor, notes, budget)


def _node(node: memoryview, notes: Notes, budget: Budget, depth: int) -> None:
    for field, attribute in _fields(node, budget):
        if field != _NODE_ATTRIBUTE or not _bytes(attribute):
            continue
        for part, value in _fields(attribute, budget):
            if part in {_TENSOR, _TENSORS} and _bytes(value):
                _tensor(value, notes, budget)
            elif part in {_SUBGRAPH, _SUBGRAPHS} and _bytes(value):
                _graph(value, notes, budget, depth + 1)


def _tensor(tensor: memoryview, notes: Notes, budget: Budget) -> None:
    """Notes a file that a tensor's numbers are kept in, where it is not beside the model."""
    for field, entry in _fields(tensor, budget):
        if field == _EXTERNAL and _bytes(entry):
            said = {part: _text(value) for part, value in _fields(entry, budget) if _bytes(value)}
            path = said.get(2, "")
            if said.get(1) == "location" and _OUTSIDE.search(path):
                notes.run(path, "outside", _READS, 0)


def _named(value: memoryview, budget: Budget) -> str:
    return next((_text(part) for field, part in _fields(value, budget) if field == 1 and _bytes(part)), "")


def _fields(data: memoryview, budget: Budget) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of one message in the wire format of protocol buffers: each one's number and value."""
    at, size = 0, len(data)
    while at < size:
        budget.step()
        key, at = _varint(data, at)
        field, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield field, value
            continue
        if kind == _COUNTED:
            wide, at = _varint(data, at)
        elif kind in {_EIGHT, _FOUR}:
            wide = 8 if kind == _EIGHT else 4
        else:
            raise UnreadError("no ONNX model: bytes of no known form")
        if at + wide > size:
            raise UnreadError("it ends inside a field")
        if kind == _COUNTED:
            yield field, data[at : at + wide]
        at += wide


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    found = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(data):
            raise UnreadError("it ends inside a field")
        byte = data[at + place]
        found |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 - the bit that says whether more follows
            return found, at + place + 1
    raise UnreadError("no ONNX model: bytes of no known form")


def _bytes(value: int | memoryview) -> TypeGuard[memoryview]:
    return isinstance(value, memoryview)


def _text(value: int | memoryview) -> str:
    return bytes(value[:300]).decode("utf-8", "replace") if isinstance(value, memoryview) else ""
