"""The lines of a Dockerfile as Docker joins them: continuations, comments between them, heredocs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mle_reviewer.program.docker_words import split_words

_DIRECTIVE: Final = re.compile(r"#[ \t]*([A-Za-z][A-Za-z0-9]*)[ \t]*=[ \t]*(\S.*?)?[ \t\r]*$")
_HEREDOC: Final = re.compile(r"""[0-9]?<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_.]*)\2(?:[;|&>)].*)?""")
_TAKES_HEREDOCS: Final = re.compile(r"(?:RUN|COPY|ADD)\s|ONBUILD\s+(?:RUN|COPY|ADD)\s", re.IGNORECASE)
_MOST_HEREDOCS: Final = 100


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A text that an instruction carries: its name, its text, and the line where that begins."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Logical:
    """An instruction on one line, with the first and last line that it stands on."""

    text: str
    line: int
    end: int
    escape: str
    heredocs: tuple[Heredoc, ...] = ()


def logical_lines(text: str) -> tuple[tuple[Logical, ...], tuple[tuple[int, str], ...]]:
    """The instructions of a text in order, and the line and clause of each fault."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    escape = _escape(lines)
    found: list[Logical] = []
    faults: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].lstrip().startswith("#"):
            at += 1
            continue
        first = at
        joined, at = _joined(lines, at, escape)
        heredocs, at, unended = _heredocs(joined, lines, at, escape)
        if unended:
            faults.append((first + 1, f"a heredoc that never ends: {unended!r}"))
        end = at
        while end > first + 1 and (unended or not heredocs) and not lines[end - 1].strip():
            end -= 1  # blank lines behind a last continuation
        found.append(Logical(joined.strip(), first + 1, end, escape, heredocs))
    return tuple(found), tuple(faults)


def _escape(lines: list[str]) -> str:
    """The character that continues a line, which a directive at the top may change."""
    for line in lines[:20]:
        found = _DIRECTIVE.match(line)
        if found is None:
            return "\\"
        if found[1].lower() == "escape" and found[2] in {"\\", "`"}:
            return found[2]
    return "\\"


def _joined(lines: list[str], at: int, escape: str) -> tuple[str, int]:
    """The instruction that begins here on one line, and the number of the line behind it."""
    parts: list[str] = []
    while at < len(lines):
        line = lines[at]
        at += 1
        stripped = line.strip()
        if parts and (not stripped or stripped.startswith("#")):
            continue  # a comment between its lines is none of the instruction, nor is a blank line
        bare = line.rstrip()
        if not bare.endswith(escape):
            parts.append(bare)
            break
        parts.append(bare[:-1])
    return "".join(parts), at


def _heredocs(joined: str, lines: list[str], at: int, escape: str) -> tuple[tuple[Heredoc, ...], int, str]:
    """The heredocs of an instruction, the number of the line behind them, and the name of one that never ends."""
    if "<<" not in joined or not _TAKES_HEREDOCS.match(joined.lstrip()):
        return (), at, ""
    found: list[Heredoc] = []
    opened = [match for word in split_words(joined, escape) if (match := _HEREDOC.fullmatch(word))]
    for tabs, _quote, name in [match.groups() for match in opened[:_MOST_HEREDOCS]]:
        begun = at
        while at < len(lines) and (lines[at].lstrip("\t") if tabs else lines[at]) != name:
            at += 1
        body = [line.lstrip("\t") if tabs else line for line in lines[begun:at]]
        found.append(Heredoc(name, "".join(f"{line}\n" for line in body), begun + 1))
        if at == len(lines):
            return tuple(found), at, name
        at += 1
    return tuple(found), at, ""
