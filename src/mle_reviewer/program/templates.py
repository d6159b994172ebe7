"""The pieces of a templated text: what a line says by itself, and the expressions and control parts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Part = Literal["opens", "turns", "closes", "other", "output"]
Dot = tuple[str, ...] | None  # where `.` of a Helm template leads from the root; None where that is not known

_LONGEST: Final = 4000
_OPENING: Final = re.compile(r"\{\{|\{%|\{#")
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
# Quoted text may hold the closing braces; each branch begins differently, so that nothing is tried twice.
_GO: Final = re.compile(r"""\{\{(?:[^"'`}]|\}(?!\})|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)*\}\}""")
_GO_COMMENT: Final = re.compile(r"\{\{-?\s*/\*")
_WORD: Final = re.compile(r"[A-Za-z]+")
_OPENS: Final = frozenset({"if", "range", "with", "define", "block"})
_ASSIGNS: Final = re.compile(r"\$\w*(?:\s*,\s*\$\w+)?\s*:?=[^=]")
_JINJA_OPENS: Final = frozenset(
    {"if", "for", "macro", "call", "filter", "block", "raw", "with", "autoescape", "snapshot"}
)
_PATH: Final = re.compile(r"\$?(?:\.[A-Za-z_]\w*)+|\.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One `{{ … }}`, `{% … %}` or `{# … #}`: how it is written, what it does, and where `.` leads in it."""

    text: str
    body: str
    part: Part
    word: str = ""
    dot: Dot = ()


def pieces(text: str) -> Iterator[str | Piece]:
    """The text in order as plain parts and pieces; what is opened and never closed is plain."""
    at = begun = 0
    scopes: list[Dot] = [()]
    closers: dict[str, int] = {}
    while found := _OPENING.search(text, at):
        start = found.start()
        end = _end(text, start, found[0], closers)
        if end < 0:
            at = start + 1
            continue
        if start > begun:
            yield text[begun:start]
        piece = _piece(text[start:end], scopes[-1])
        _scope(piece, scopes)
        yield piece
        at = begun = end
    if begun < len(text):
        yield text[begun:]


def path_of(term: str, dot: Dot) -> tuple[str, ...] | None:
    """The way from the root that a term of a Helm template (`.Values.a`, `$.Values.a`, `.`) names."""
    if not _PATH.fullmatch(term):
        return None
    names = tuple(name for name in term.lstrip("$").split(".") if name)
    if term.startswith("$"):
        return names
    return None if dot is None else (*dot, *names)


def _end(text: str, start: int, opening: str, closers: dict[str, int]) -> int:
    """Where what opens here ends; -1 where it does not within a bound. `closers` remembers the next closing braces."""
    closing = _CLOSING[opening]
    if opening == "{{" and (comment := _GO_COMMENT.match(text, start)):
        near = _next(text, "*/", comment.end(), closers)
        end = text.find("}}", near, near + 10)
        return end + 2 if end >= 0 else -1
    near = _next(text, closing, start + 2, closers)
    if near - start > _LONGEST or near == len(text):
        return -1
    if opening == "{{" and (whole := _GO.match(text, start, start + _LONGEST)):
        return whole.end()
    return near + 2


def _next(text: str, closing: str, at: int, closers: dict[str, int]) -> int:
    """Where these braces stand next, the end of the text where they do not; no part of it is searched twice."""
    near = closers.get(closing, -1)
    if near < at and near != len(text):
        near = text.find(closing, at)
        near = closers[closing] = len(text) if near < 0 else near
    return near


def _piece(text: str, dot: Dot) -> Piece:
    body = text[2:-2].strip("-+~ \t\r\n")
    found = _WORD.match(body)
    word = found[0] if found else ""
    if text.startswith("{#") or body.startswith("/*"):
        return Piece(text, "", "other")
    if text.startswith("{%"):
        if word.startswith("end"):
            return Piece(text, body, "closes", word)
        part: Part = "opens" if word in _JINJA_OPENS else "turns" if word in {"else", "elif"} else "other"
        return Piece(text, body, part, word)
    if word in _OPENS:
        return Piece(text, body, "opens", word, dot)
    if word == "end" and body == word:
        return Piece(text, body, "closes", word, dot)
    if word == "else":
        return Piece(text, body, "turns", word, dot)
    if body in {"", "break", "continue"} or _ASSIGNS.match(body):
        return Piece(text, body, "other", "", dot)
    return Piece(text, body, "output", word, dot)


def _scope(piece: Piece, scopes: list[Dot]) -> None:
    """Enters or leaves what a control part opens or closes. Jinja has no `.`, its parts change nothing."""
    if not piece.text.startswith("{{"):
        return
    if piece.part == "opens" and len(scopes) < _LONGEST:
        term = piece.body[len(piece.word) :].strip()
        inner = piece.dot if piece.word == "if" else path_of(term, piece.dot) if piece.word == "with" else None
        scopes.append(inner)
    elif piece.part == "turns" and len(scopes) > 1:
        scopes[-1] = None if piece.body.startswith("else with") else scopes[-2]
    elif piece.part == "closes" and len(scopes) > 1:
        scopes.pop()
