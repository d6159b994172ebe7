"""What the cells of a notebook showed when they were last run, as its file keeps it, and where that stands in it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from mle_reviewer.program.cell_places import cell_places
from mle_reviewer.program.json_places import Cursor

OutputKind = Literal["stream", "result", "display", "error"]

_KINDS: Final[dict[str, OutputKind]] = {
    "stream": "stream", "execute_result": "result", "display_data": "display", "update_display_data": "display",
    "error": "error", "pyout": "result", "pyerr": "error",  # the last two until nbformat 3
}  # fmt: skip
_PLAIN: Final = "text/plain"
_OLDER: Final[dict[str, str]] = {"text": _PLAIN, "html": "text/html", "latex": "text/latex", "json": "application/json"}
_TERMINAL: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ALLOWS: Final = ("allow_errors", "execution_allow_errors")


class Output(NamedTuple):
    """One text that a cell showed.

    `form` is the stream's name ("stdout", "stderr"), the media type of a result or display (only text is kept), or the
    error's class; an error's text is what it says, then its traceback. `raw_line` is the line of the file on which the
    output begins.
    """

    kind: OutputKind
    form: str
    text: str
    cell: int
    raw_line: int


class CellOutputs(NamedTuple):
    """What one cell showed, and what the file says about it besides: its tags, and whether it shows something at all.

    `total` says how many outputs there are, pictures and widgets among them; `key` is equal for equal outputs.
    """

    cell: int
    outputs: tuple[Output, ...]
    total: int
    tags: frozenset[str]
    key: int = 0

    def printed(self, stream: str = "stdout") -> str:
        """All that the cell wrote to a stream."""
        return "".join(one.text for one in self.outputs if one.kind == "stream" and one.form == stream)

    def error(self) -> Output | None:
        """The error that ended the cell's run."""
        return next((one for one in self.outputs if one.kind == "error"), None)


class Outputs(NamedTuple):
    """The outputs of a notebook by the number of their cell; whether it says that its cells may fail."""

    cells: Mapping[int, CellOutputs]
    allows_errors: bool


def read_outputs(data: bytes) -> Outputs:
    """What the cells of a notebook showed (nbformat 2 to 4); of a broken file what stands before the break.

    `read_cells` says what is wrong with a broken one.
    """
    cursor = Cursor(data.decode("utf-8-sig", "replace"))
    cells: dict[int, CellOutputs] = {}
    allows = False
    try:
        for number, _ in enumerate(cell_places(cursor), start=1):
            if cursor.sees("{"):
                cells[number] = _cell(cursor, number)
        allows = _allows(data)
    except (ValueError, RecursionError):
        pass
    return Outputs(cells, allows)


def plain(text: str) -> str:
    """The text without what colours it on a terminal."""
    return _TERMINAL.sub("", text) if "\x1b" in text else text


def _cell(cursor: Cursor, number: int) -> CellOutputs:
    outputs: list[Output] = []
    tags: frozenset[str] = frozenset()
    total = key = 0
    for name in cursor.members():
        if name == "outputs" and cursor.sees("["):
            for _ in cursor.elements():
                total += 1
                line, begin = cursor.line(), cursor.at
                value = _value(cursor)
                key = zlib.crc32(cursor.text[begin : cursor.at].encode("utf-8", "replace"), key)
                outputs += _texts(value, number, line)
        elif name == "metadata" and cursor.sees("{"):
            tags = _tags(_value(cursor))
    return CellOutputs(number, tuple(outputs), total, tags, key)


def _value(cursor: Cursor) -> Any:
    """The value at the cursor, which moves behind it; None where it is too deep, or has numbers that are too long."""
    begin = cursor.at
    cursor.skip()
    try:
        return json.loads(cursor.text[begin : cursor.at], strict=False)
    except (ValueError, RecursionError):
        return None


def _texts(value: Any, number: int, line: int) -> Iterator[Output]:
    if not isinstance(value, dict):
        return
    kind = _KINDS.get(str(value.get("output_type")), "display")
    if kind == "error":
        lines = value.get("traceback")
        trace = "\n".join(one for one in lines if isinstance(one, str)) if isinstance(lines, list) else ""
        yield Output(kind, str(value.get("ename", "")), plain(f"{value.get('evalue', '')}\n{trace}"), number, line)
    elif kind == "stream" or ("text" in value and "output_type" not in value):
        form = value.get("name", value.get("stream", "stdout"))
        yield Output("stream", form if isinstance(form, str) else "stdout", _joined(value.get("text")), number, line)
    else:
        data = value.get("data")
        held = data if isinstance(data, dict) else {_OLDER[key]: one for key, one in value.items() if key in _OLDER}
        for form, text in held.items():
            if form.startswith("text/"):
                yield Output(kind, form, _joined(text), number, line)


def _joined(text: Any) -> str:
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""


def _tags(metadata: Any) -> frozenset[str]:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return frozenset(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else frozenset()


def _allows(data: bytes) -> bool:
    """Whether the notebook's metadata tells the tool that runs it to go on behind errors."""
    if not any(word.encode() in data for word in _ALLOWS):
        return False
    cursor = Cursor(data.decode("utf-8-sig", "replace"))
    for name in cursor.members():
        if name == "metadata" and cursor.sees("{"):
            held = _value(cursor)
            layers = [held, *held.values()] if isinstance(held, dict) else []
            return any(isinstance(one, dict) and one.get(word) is True for one in layers for word in _ALLOWS)
    return False
