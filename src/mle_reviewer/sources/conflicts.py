"""Conflict markers: the three lines that a merge leaves where it gave up, told from look-alikes."""

from __future__ import annotations

from collections.abc import Iterable

from mle_reviewer.sources.change import Hunk
from mle_reviewer.sources.document import Document

_OURS, _MIDDLE, _THEIRS = b"<<<<<<<", b"=======", b">>>>>>>"
_FENCES = (b"```", b"~~~")


def conflict_lines(document: Document, touched: Iterable[Hunk] | None = None) -> tuple[int, ...]:
    """The lines where a conflict opens: `<<<<<<<`, then `=======` alone, then `>>>>>>>`, each at the line's start.

    A row of equals signs under a Markdown heading is none, nor is an example between Markdown fences. With `touched`
    only conflicts count that a hunk of the change has a line of.
    """
    data = document.data
    if _OURS not in data or _THEIRS not in data:
        return ()
    spans = _spans(data.split(b"\n"), fences=document.kind == "markdown")
    hunks = None if touched is None else tuple(touched)
    return tuple(start for start, end in spans if hunks is None or _meets(start, end, hunks))


def _spans(lines: list[bytes], *, fences: bool) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    opened = middle = 0
    fenced = False
    for number, line in enumerate(lines, start=1):
        if fences and line.lstrip().startswith(_FENCES):
            fenced = not fenced
        elif fenced:
            continue
        elif _is_marker(line, _OURS):
            opened, middle = number, 0
        elif opened and line.rstrip(b"\r") == _MIDDLE:
            middle = number
        elif middle and _is_marker(line, _THEIRS):
            spans.append((opened, number))
            opened = middle = 0
    return spans


def _is_marker(line: bytes, marker: bytes) -> bool:
    return line.startswith(marker) and (line[7:8] == b" " or line.rstrip(b"\r") == marker)


def _meets(start: int, end: int, hunks: tuple[Hunk, ...]) -> bool:
    return any(hunk.new_start <= end and start < hunk.new_start + hunk.new_count for hunk in hunks)
