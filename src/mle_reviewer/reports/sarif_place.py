"""Places and messages as SARIF has them: percent-encoded relative URIs, raw lines of notebooks, texts without links."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote_from_bytes

from mle_reviewer.findings.redact import redacted
from mle_reviewer.reports.plain import encodable, shown
from mle_reviewer.sources.location import Location

ROOT: Final = "%SRCROOT%"
# `{0}` in a message stands for an argument, and `[text](target)` is a link; text of the repository is neither.
_PLACEHOLDER: Final = re.compile(r"\{(\d+)\}")
_IN_LINK: Final = re.compile(r"([\\\[\]])")


def message(text: str) -> dict[str, Any]:
    """A message of plain text."""
    return {"text": plain(text) or "-"}


def plain(text: str) -> str:
    """Text for a message, that holds no placeholder and no link."""
    return _unplaced(shown(text).replace("](", "\\]("))


def link(text: str, number: int) -> str:
    """A link to the related location of that id."""
    words = _IN_LINK.sub(r"\\\1", shown(text))
    return f"[{_unplaced(words)}]({number})"


def _unplaced(text: str) -> str:
    return _PLACEHOLDER.sub(r"{{\1}}", text)


def location(at: Location, says: str = "", number: int | None = None) -> dict[str, Any]:
    """A place in a file; in a notebook the raw line, with the cell beside it."""
    found: dict[str, Any] = {} if number is None else {"id": number}
    found["physicalLocation"] = {"artifactLocation": artifact(at.path), "region": _region(at)}
    if at.cell is not None:
        inside = {"cellLine": at.line, **({"cellId": at.cell_id} if at.cell_id else {})}
        found["logicalLocations"] = [{"name": f"cell {at.cell}", "kind": "cell", "properties": inside}]
    if says:
        found["message"] = message(says)
    return found


def artifact(path: str) -> dict[str, Any]:
    """A file of the repository."""
    return {"uri": uri(path), "uriBaseId": ROOT}


def uri(path: str) -> str:
    """The path as a relative reference, redacted before it is escaped; a name in another encoding keeps its bytes."""
    path = redacted(path)
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which no file system gives
        data = encodable(path).encode()
    return quote_from_bytes(data, safe="/*") or "."


def raw_line(at: Location) -> int:
    """The line in the file as git shows it."""
    return max(at.raw_line or at.line, 1)


def _region(at: Location) -> dict[str, Any]:
    """Lines, and the column where the statement begins; where it ends is not known, so that its last line counts whole.

    In a notebook only the first line is known in the file: source may be stored as one string.
    """
    start = raw_line(at)
    if at.cell is not None:
        return {"startLine": start, "endLine": start}
    return {"startLine": start, "startColumn": max(at.column, 1), "endLine": max(at.end_line, start)}
