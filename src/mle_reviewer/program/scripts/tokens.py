"""Shell text as words and operators with their lines: quotes, substitutions, comments and here-documents understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PLAIN: Final = re.compile(r"[^\s\\'\"`$;&|<>()#]+")
_SPACE: Final = re.compile(r"(?:[ \t\r\f\v]|\\\r?\n)+")
_OPERATOR: Final = re.compile(r"&&|\|\||;;&|;;|;&|\|&|&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||[;&|<>()]")
_HARD: Final = re.compile(r"[\\\"`$]")
_NESTED: Final = re.compile(r"[\\'\"`$(){}]")
_REDIRECTS: Final = frozenset({"<", ">", ">>", "&>", "&>>", "<<", "<<-", "<<<", "<>", "<&", ">&", ">|"})
_DEEPEST: Final = 30
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SOFT: Final = re.compile(r"\\([$`\"\\])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is spelled (kind "word"), an operator ("op"), a redirection ("led") or an end of line ("end")."""

    kind: str
    text: str
    line: int


class Unclosed(ValueError):  # noqa: N818 - what the text is, not what went wrong here
    """A quote, a substitution or a here-document that nothing closes."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} that is never closed")
        self.line = line


def tokens(text: str, line: int) -> Iterator[Token]:
    """The tokens of a script; raises Unclosed where a quote stays open."""
    at, size = 0, len(text)
    start = -1  # of the word that is being read
    word_line = line
    heredocs: list[tuple[str, bool]] = []
    delimiter = ""  # the redirection whose here-document is named by the next word

    while at <= size:
        character = text[at] if at < size else "\n"
        space = _SPACE.match(text, at) if character in " \t\r\f\v\\" else None
        operator = _OPERATOR.match(text, at) if character in "&|;<>()" else None
        if operator and _in_word(text, at, start):
            operator = None
        if start >= 0 and (space or operator or character == "\n"):
            word = text[start:at]
            start = -1
            if operator and operator[0][0] in "<>" and word.isdigit():
                yield Token("fd", word, word_line)
            else:
                if delimiter:
                    heredocs.append((unquoted(word), delimiter == "<<-"))
                yield Token("word", word, word_line)
            delimiter = ""
        if space:
            line += text.count("\n", at, space.end())
            at = space.end()
        elif character == "\n":
            yield Token("end", "\n", line)
            at += 1
            line += 1
            for name, indented in heredocs:
                at, line = _past_heredoc(text, at, line, name, indented)
            heredocs = []
        elif operator:
            at = operator.end()
            led = operator[0] in _REDIRECTS
            yield Token("led" if led else "op", operator[0], line)
            delimiter = operator[0] if operator[0] in {"<<", "<<-"} else ""
        elif character == "#" and start < 0:
            end = text.find("\n", at)
            at = size if end < 0 else end
        else:
            if start < 0:
                start, word_line = at, line
            before = at
            at = _past_part(text, at, line)
            line += text.count("\n", before, at)


def _in_word(text: str, at: int, start: int) -> bool:
    """Whether what looks like an operator belongs to a word: `<(…)`, `list=(…)`, `((…))`."""
    if text[at] in "<>":
        return text.startswith("(", at + 1)
    return text[at] == "(" and (text.startswith("((", at) if start < 0 else text[at - 1] == "=")


def _past_part(text: str, at: int, line: int) -> int:
    """Behind one part of a word: a run of plain characters, a quotation, a substitution, an escaped character."""
    if plain := _PLAIN.match(text, at):
        return plain.end()
    character = text[at]
    if character == "\\":
        return min(at + 2, len(text))
    if character == "'":
        end = text.find("'", at + 1)
        if end < 0:
            raise Unclosed("a quote", line)
        return end + 1
    if character == '"':
        return _past_double(text, at, line, 0)
    if character == "`":
        return _past_tick(text, at, line)
    if character == "$" and text.startswith("'", at + 1):
        return _past_ansi(text, at + 1, line)
    if character in "$<>" and text[at + 1 : at + 2] in {"(", "{"}:
        return _past_nested(text, at + 1, line, 0)
    return _past_nested(text, at, line, 0) if character == "(" else at + 1


def _past_ansi(text: str, at: int, line: int) -> int:
    number = at + 1
    while number < len(text) and text[number] != "'":
        number += 2 if text[number] == "\\" else 1
    if number >= len(text):
        raise Unclosed("a quote", line)
    return number + 1


def _past_double(text: str, at: int, line: int, depth: int) -> int:
    number = at + 1
    while found := _HARD.search(text, number):
        number = found.end()
        if found[0] == '"':
            return number
        if found[0] == "\\":
            number += 1
        elif found[0] == "`":
            number = _past_tick(text, found.start(), line)
        elif text[number : number + 1] in {"(", "{"}:
            number = _past_nested(text, number, line, depth + 1)
    raise Unclosed("a quote", line)


def _past_tick(text: str, at: int, line: int) -> int:
    number = at + 1
    while number < len(text) and text[number] != "`":
        number += 2 if text[number] == "\\" else 1
    if number >= len(text):
        raise Unclosed("a backquote", line)
    return number + 1


def _past_nested(text: str, at: int, line: int, depth: int) -> int:
    """Behind the bracket that closes the one at `at`; quotations inside are hopped over."""
    if depth > _DEEPEST:
        raise Unclosed(f"a substitution more than {_DEEPEST} deep", line)
    opening = text[at]
    closing = ")" if opening == "(" else "}"
    number, levels = at + 1, 1
    while found := _NESTED.search(text, number):
        number = found.end()
        mark = found[0]
        if mark == closing:
            levels -= 1
            if levels == 0:
                return number
        elif mark == opening:
            levels += 1
        elif mark == "\\":
            number += 1
        elif mark == '"':
            number = _past_double(text, found.start(), line, depth + 1)
        elif mark == "`":
            number = _past_tick(text, found.start(), line)
        elif mark == "'" and opening == "(":
            end = text.find("'", number)
            if end < 0:
                break
            number = end + 1
        elif mark == "$" and text[number : number + 1] in {"(", "{"}:
            number = _past_nested(text, number, line, depth + 1)
    raise Unclosed("a substitution", line)


def _past_heredoc(text: str, at: int, line: int, name: str, indented: bool) -> tuple[int, int]:  # noqa: FBT001
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        body = text[at:end].rstrip("\r")
        at, line = min(end + 1, len(text)), line + 1
        if (body.lstrip("\t") if indented else body).strip() == name:
            break
    return at, line


def unquoted(word: str) -> str:
    """The word without its quotes; substitutions stay as they are spelled."""
    if not any(one in word for one in "\\'\""):
        return word
    parts: list[str] = []
    at = 0
    while at < len(word):
        end = _past_part(word, at, 0)
        part = word[at:end]
        if part[0] == "'" and len(part) > 1:
            parts.append(part[1:-1])
        elif part[0] == '"' and len(part) > 1:
            parts.append(_SOFT.sub(r"\1", part[1:-1]).replace("\\\n", ""))
        elif part[0] == "\\":
            parts.append(_ESCAPED.sub(r"\1", part))
        elif part.startswith("$'"):
            parts.append(part[2:-1])
        else:
            parts.append(part)
        at = end
    return "".join(parts)


def substitutions(word: str) -> Iterator[tuple[str, int]]:
    """The commands inside `$(…)` and backquotes of a word, each with the number of lines before it."""
    at = 0
    hard = False
    while at < len(word):
        character = word[at]
        if character == "\\":
            at += 2
        elif character == "'" and not hard:
            at = word.find("'", at + 1) + 1 or len(word)
        elif character == '"':
            hard = not hard
            at += 1
        elif character == "`":
            end = _past_tick(word, at, 0)
            yield word[at + 1 : end - 1], word.count("\n", 0, at)
            at = end
        elif word.startswith(("$(", "<(", ">("), at):
            end = _past_nested(word, at + 1, 0, 0)
            if not word.startswith("$((", at):
                yield word[at + 2 : end - 1], word.count("\n", 0, at)
            at = end
        else:
            at += 1
