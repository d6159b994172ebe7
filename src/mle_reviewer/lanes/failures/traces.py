"""Tracebacks in a log, as Python, pytest, notebooks and consoles print them: the error and the frames down to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.lanes.failures.log import Line

_START: Final = re.compile(r"(?:.*\s)?(?:[+|] ?)*Traceback (?:\(most recent call last\)|$)|Traceback:\s*$")
_FRAME: Final = re.compile(r'\s*(?:[+|] ?)*(?:E\s+)?File "([^"]{1,300})", line (\d+)(?:, in (.{1,120}))?')
_SHORT: Final = re.compile(
    r"\s*(?:❱ ?)?(?:File )?((?:[A-Za-z]:)?[^\s:\"'()]{1,300}\.py):(\d+)(?:,? in (.{1,120})|: in (.{1,120})|:\s*$)"
)
_ERROR: Final = re.compile(r"\s*(?:[+|] ?)*(?:E\s+)?((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*)(?:: (.*)|:?)$")
_NAMED: Final = re.compile(
    r"(?:Error|Exception|Interrupt|Exit|Warning|Failed|Impossible|NotFound|Timeout|Iteration|Refused)"
)
_BLOCK: Final = re.compile(r"_{3,} (.{1,300}?) _{3,}$")
_RULE: Final = re.compile(r"={3,} (.{1,200}?) ={3,}$")
_SAID: Final = re.compile(r"E\s{1,}(\S.*)$")
_ENDED: Final = re.compile(r"([^\s:]{1,300}\.py):(\d+): ?(\w*)$")
_CAUSED: Final = ("The above exception was the direct cause", "During handling of the above exception")
_MOST: Final = 400  # lines of one traceback


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of code that a traceback goes through; `code` is the statement where it is printed."""

    path: str
    line: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One error: where in the log it is said, its type and words, and the frames, the innermost last.

    `test` is the name of the test that it ended, where a test runner says so.
    """

    index: int
    error: str
    message: str
    frames: tuple[Frame, ...]
    test: str = ""

    @property
    def said(self) -> str:
        """The error as Python says it."""
        return f"{self.error}: {self.message}" if self.message else self.error


def traces(lines: Sequence[Line]) -> list[Trace]:
    """Every traceback in order; of a chain only the first, which the others follow from."""
    found = _of_pytest(lines)
    inside = {number for _, first, last in found for number in range(first, last)}
    index, chained = 0, False
    plain: list[Trace] = []
    while index < len(lines):
        text = lines[index].text
        if index not in inside and _START.match(text):
            trace, end = _of_python(lines, index)
            if trace is not None and not (chained and plain):
                plain.append(trace)
            chained = False
            index = max(end, index + 1)
            continue
        if any(one in text for one in _CAUSED):
            chained = True
        elif text.strip() and not _START.match(text):
            chained = False
        index += 1
    return sorted([*(one for one, _, _ in found), *plain], key=lambda one: one.index)


def _of_python(lines: Sequence[Line], start: int) -> tuple[Trace | None, int]:
    frames: list[Frame] = []
    index = start + 1
    while index < min(len(lines), start + _MOST):
        text = lines[index].text
        frame = _FRAME.match(text) or _SHORT.match(text)
        if frame is not None:
            after = lines[index + 1].text if index + 1 < len(lines) else ""
            code = "" if _FRAME.match(after) or not after.startswith((" ", "E ", "|")) else after.strip()
            frames.append(Frame(frame[1], int(frame[2]), code.removeprefix("E").strip()))
        else:
            error = _ERROR.match(text)
            if error is not None and frames and (_NAMED.search(error[1]) or (error[2] and not text.startswith("  "))):
                return Trace(index, error[1], (error[2] or _behind(lines, index)).strip(), tuple(frames)), index + 1
            if _START.match(text):
                break
        index += 1
    return None, index


def _behind(lines: Sequence[Line], index: int) -> str:
    """What an error says on the next line, where its own is empty."""
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    return after if after.startswith(("\t", "  ")) else ""


def _of_pytest(lines: Sequence[Line]) -> list[tuple[Trace, int, int]]:
    """The blocks under pytest's FAILURES and ERRORS, each with the lines that it takes up."""
    found: list[tuple[Trace, int, int]] = []
    inside, start, name = False, -1, ""
    for index, line in enumerate(lines):
        rule, block = _RULE.match(line.text), _BLOCK.match(line.text)
        if rule is None and (block is None or not inside):
            continue
        if start >= 0:
            found += _of_block(lines, start, index, name)
            start = -1
        if rule is not None:
            inside = rule[1] in {"FAILURES", "ERRORS"}
        elif block is not None:
            start, name = index, block[1]
    if start >= 0:
        found += _of_block(lines, start, len(lines), name)
    return found


def _of_block(lines: Sequence[Line], start: int, end: int, name: str) -> list[tuple[Trace, int, int]]:
    frames: list[Frame] = []
    said: list[tuple[int, str]] = []
    code = ""
    for index in range(start + 1, min(end, start + 4_000)):
        text = lines[index].text
        if text.startswith(("---", "___")) and "Captured" in text:
            break
        told = _SAID.match(text)
        if told is not None:
            said.append((index, told[1]))
        elif text.startswith(">"):
            code = text[1:].strip()
        elif (frame := _FRAME.match(text) or _SHORT.match(text) or _ENDED.match(text)) is not None:
            after = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
            frames.append(Frame(frame[1], int(frame[2]), code or ("" if text.endswith(":") else after)))
            code = ""
    if not said:
        return []
    named = ((at, match) for at, text in said if (match := _ERROR.match(text)) and _NAMED.search(match[1]))
    at, match = next(named, (said[0][0], None))
    error = match[1] if match is not None else "AssertionError"
    message = (match[2] or "") if match is not None else said[0][1]
    if match is not None and not match[2] and match[1] == "AssertionError" and len(said) > 1:
        message = said[1][1]
    inner = [Frame(one.path, one.line, one.code) for one in frames]
    return [(Trace(at, error, message.strip(), tuple(inner), name.removeprefix("ERROR collecting ")), start, end)]
