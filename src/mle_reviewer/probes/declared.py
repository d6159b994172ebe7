"""Models that are described in JSON: Keras 3 configurations, skops schemas, headers of safetensors."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.limits import UnreadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.probes.notes import Notes

_LARGEST: Final = 16_000_000
_MODULES: Final = (("module", "class_name"), ("__module__", "__class__"))
_HEADER: Final = 8
_ALIAS: Final = "lambda"


def read_json(data: bytes) -> Any:
    """The value of a JSON document; raises UnreadError where it is none."""
    if len(data) > _LARGEST:
        raise UnreadError("a description longer than is read")
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadError("a description that is no JSON") from None


def described(value: Any, notes: Notes) -> None:
    """Notes what a description of layers or objects imports, and code that it carries."""
    for one in _objects(value):
        for module, name in _MODULES:
            if isinstance(one.get(module), str) and isinstance(one.get(name), str):
                path = f"{one[module]}.{one[name]}"
                before = len(notes.runs)
                notes.imported(path, 0)
                if len(notes.runs) > before and (why := unpickling.runs(path)):
                    notes.run(path, "called", why, 0)
        if one.get("class_name") == f"__{_ALIAS}__" and isinstance(one.get("config"), dict):
            _code(one["config"].get("code"), notes)
        elif one.get("class_name") == "Lambda" and isinstance(one.get("config"), dict):
            notes.brings_code = True
            function = one["config"].get("function")
            _code(function[0] if isinstance(function, list) and function else None, notes)


def _code(text: Any, notes: Notes) -> None:
    """Notes a layer whose code, kept as bytes, uses names that start or evaluate something."""
    if not isinstance(text, str):
        return
    try:
        code = base64.b64decode(text, validate=False)
    except ValueError:
        notes.incomplete("a layer whose code cannot be read")
        return
    for name in unpickling.starting():
        if bytes([len(name)]) + name.encode() in code:  # as marshal writes a short text
            notes.run(f"Lambda: {name}", "layer", "code inside a layer starts or evaluates something", 0)


def header(data: bytes) -> Any:
    """The header of a safetensors file; raises UnreadError where there is none."""
    size = int.from_bytes(data[:_HEADER], "little")
    if len(data) < _HEADER or size > len(data) - _HEADER:
        raise UnreadError("a header that is longer than the file")
    found = read_json(data[_HEADER : _HEADER + size])
    if not isinstance(found, dict):
        raise UnreadError("a header that describes no tensors")
    return found


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
