"""Waivers in comments: found as real comment tokens and bound to the statement they stand on or above."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from mle_reviewer.policy.waiver import HOW_TO_WAIVE, Waiver, judged
from mle_reviewer.sources.location import Location

MARK = "mle-reviewer:"
_COMMENT = re.compile(r"#+\s*mle-reviewer:\s*(?P<says>.*)")
_CHECK = r"[\w*][\w*-]*(?::[\w./-]*\w)?"  # a tool's rule has its tool before it
_ALLOW = re.compile(
    rf"allow\b\s*(?P<checks>{_CHECK}(?:\s*,\s*{_CHECK})*)?\s*(?:(?:--|\u2014)\s*(?P<reason>.*?))?\s*"
    r"(?:\(until\s+(?P<until>[^)\s]*)\s*\))?\s*"
)
_TRIVIA = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING})


@dataclass(frozen=True, slots=True)
class Snippet:
    """Python source in which comments may stand: a file, or a notebook cell with its lines' numbers in the file."""

    path: str
    source: str
    cell: int | None = None
    cell_id: str | None = None
    raw_lines: tuple[int, ...] = ()

    def raw_line(self, line: int) -> int:
        """The line of the file that is this line of the source."""
        if self.cell is None:
            return line
        return self.raw_lines[line - 1] if line <= len(self.raw_lines) else 1


def comment_waivers(snippets: Iterable[Snippet], *, known: Collection[str], today: str) -> tuple[Waiver, ...]:
    """Every waiver comment of the snippets, sound or not."""
    return tuple(
        _waiver(snippet, comment, says, known=known, today=today)
        for snippet in snippets
        if MARK in snippet.source
        for comment in _bound(snippet.source)
        if (says := _COMMENT.fullmatch(comment.text)) is not None
    )


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    first: int = 0
    last: int = 0
    statement: str = ""


def _bound(source: str) -> Iterator[_Comment]:
    """The comments of the source, each with the lines and the text of its statement.

    A comment inside or behind a statement belongs to it, one on its own line to the next statement. Where the source
    cannot be tokenised any further, what came before still counts (the parser reports the fault itself).
    """
    waiting: list[_Comment] = []
    words: list[str] = []
    first = last = 0
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    try:
        for token in tokens:
            if token.type == tokenize.COMMENT:
                waiting.append(_Comment(token.start[0], token.start[1] + 1, token.string.rstrip()))
                continue
            if token.type == tokenize.NEWLINE:
                # The comment behind a statement comes before its NEWLINE, so all that wait belong to it.
                yield from (replace(c, first=first, last=last, statement=" ".join(words)) for c in waiting)
                waiting, words = [], []
            elif token.type not in _TRIVIA and token.string:
                first = first if words else token.start[0]
                last = token.end[0]
                words.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass
    yield from waiting


def _waiver(snippet: Snippet, comment: _Comment, says: re.Match[str], *, known: Collection[str], today: str) -> Waiver:
    at = Location(
        snippet.path,
        comment.line,
        comment.column,
        end_line=comment.line,
        cell=snippet.cell,
        cell_id=snippet.cell_id,
        raw_line=snippet.raw_line(comment.line),
    )
    allow = _ALLOW.fullmatch(says["says"])
    if allow is None:
        return Waiver("comment", at, (), "", problem="malformed", detail=f"it is not of the form `{HOW_TO_WAIVE}`")
    checks = tuple(re.split(r"\s*,\s*", allow["checks"])) if allow["checks"] else ()
    reason, until = (allow["reason"] or "").strip(), allow["until"] or ""
    problem, detail = judged(checks, reason, until, known=known, today=today)
    return Waiver(
        "comment",
        at,
        checks,
        reason,
        until,
        first=comment.first,
        last=comment.last,
        statement=comment.statement,
        problem=problem,
        detail=detail,
    )
