"""Texts that may be queries: where each of their lines is written, through joining, formatting and reading files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Opened, Symbol, Text, Value, state
from mle_reviewer.program.code import line_of

Lines = tuple[tuple[str, int], ...]
_QUERY: Final = re.compile(r"\bselect\b|^\s*copy\s+\S+\s+to\b", re.IGNORECASE)
_WHOLE: Final = re.compile(r"\bselect\b.*\bfrom\b", re.IGNORECASE | re.DOTALL)
_FIELD: Final = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")
_SAME: Final = frozenset({"strip", "rstrip", "lstrip", "lower", "upper", "expandtabs", "encode", "decode"})
_LONGEST: Final = 300_000


def written(value: str, path: str, pos: int, span: int) -> Text:
    """A text constant at a place; `span` lines of source follow its first."""
    return Text(value, value, _lines(value, path, line_of(pos), span))


def _lines(value: str, path: str, first: int, span: int) -> Lines:
    """The source line of each line of a text: one by one, or all the first where its breaks are escaped."""
    breaks = value.count("\n")
    if breaks == span:
        return tuple((path, first + number) for number in range(breaks + 1))
    if breaks + 1 == span:
        return tuple((path, first + 1 + number) for number in range(breaks + 1))
    return ((path, first),) * (breaks + 1)


def _may_query(part: str | Value) -> bool:
    """Whether a part of a text may make it a query."""
    if not isinstance(part, str):
        return isinstance(part, Text)
    folded = part.casefold()
    return ("select" in folded or "copy" in folded) and _QUERY.search(part) is not None


def put_together(made: Value, parts: Sequence[str | Value], path: str, pos: int, span: int) -> Value:
    """An f-string: a text with lines if it holds a query."""
    if not isinstance(made, Const) or not any(map(_may_query, parts)):
        return made
    own = "".join(part for part in parts if isinstance(part, str))
    steps = 1 if own.count("\n") in {span, span - 1} else 0
    at = line_of(pos) + (1 if steps and own.count("\n") == span - 1 else 0)
    template: list[str] = []
    lines: list[tuple[str, int]] = [(path, at)]
    fills: list[Value] = []
    for part in parts:
        if isinstance(part, str):
            if part.partition("\n")[0].strip() and not "".join(template).rpartition("\n")[2].strip():
                lines[-1] = (path, at)  # nothing of the text that was put in before it stands on this line
            template.append(part)
            for _ in range(part.count("\n")):
                at += steps
                lines.append((path, at))
        elif isinstance(part, Text):
            template.append(part.template)
            lines += part.lines[1:]
            fills += part.fills
        else:
            value = literal(part)
            fills += [part] if value is None else []
            text = "{_}" if value is None else str(value)
            template.append(text)
            lines += [(path, at)] * text.count("\n")
    return _made(made.value, "".join(template), tuple(lines), tuple(fills))


def _made(value: object, template: str, lines: Lines, fills: tuple[Value, ...] = ()) -> Const:
    return Text(value, template, lines, fills) if len(template) <= _LONGEST else Const(value)


def joined(left: Const, right: Const, value: object) -> Const | None:
    """`left + right` where either is a text with lines."""
    if not isinstance(left, Text) and not isinstance(right, Text):
        return None
    template: list[str] = []
    lines: list[tuple[str, int]] = []
    fills: list[Value] = []
    other = left if isinstance(left, Text) else right
    place = other.lines[0] if isinstance(other, Text) else ("", 0)
    for part in (left, right):
        if isinstance(part, Text):
            text, own = part.template, part.lines
            fills += part.fills
        else:
            text = part.value if isinstance(part.value, str) else "{_}"
            own = ((lines[-1] if lines else place),) * (text.count("\n") + 1)
            fills += [] if isinstance(part.value, str) else [part]
        template.append(text)
        lines += own[1:] if lines else own
    return _made(value, "".join(template), tuple(lines), tuple(fills))


def about_rows(left: Value, right: Value) -> bool:
    """Whether a text that is no query has something of rows put before or behind it."""
    text, other = (left, right) if isinstance(left, Text) else (right, left)
    return isinstance(text, Text) and bool(data_of(other).rows) and not _WHOLE.search(text.template)


def filled(cx: Context, text: Text, given: Value) -> Const:
    """`text % given`: what is open stays open."""
    inner = state(given)
    values = getattr(inner, "items", None)
    found = [literal(one) for one in values] if isinstance(values, tuple) else [literal(given)]
    if all(isinstance(one, (str, int, float)) for one in found) and text.template.count("%s") == len(found):
        pieces = text.template.split("%s")
        template = "".join(
            piece + ("" if number == len(found) else str(found[number])) for number, piece in enumerate(pieces)
        )
        if template.count("\n") == text.template.count("\n"):
            return _made(template, template, text.lines)
    fills = values if isinstance(values, tuple) else () if values else (given,)
    return _made(Symbol(("filled", text.template, cx.identity(given))), text.template, text.lines, fills)


def method(cx: Context, text: Const, name: str, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Value | None:
    """A method of a constant text, of a path or of an opened file; None if it is none of ours."""
    if name in {"read_text", "read", "read_bytes"} and not isinstance(text, Text):
        return read(cx, text) if isinstance(text, Opened) or name != "read" else None
    if isinstance(text, Opened) and name in _SAME:
        return text
    if not isinstance(text, Text):
        return None
    if name in _SAME:
        return text
    if name == "format":
        return _formatted(cx, text, args, kwargs)
    if name == "replace" and len(args) > 1:
        old, new = literal(args[0]), literal(args[1])
        if isinstance(old, str) and old:
            put = new if isinstance(new, str) else "{_}"
            if put.count("\n") == old.count("\n"):
                template = text.template.replace(old, put)
                value: object = template
                if not isinstance(text.value, str) or not isinstance(new, str):
                    value = Symbol(("replaced", template, cx.identity(args[1])))
                return _made(value, template, text.lines)
        return text
    return None


def gives_lines(name: str, args: Sequence[Value]) -> bool:
    """Whether a method of an opened file, or of all that stands in it, gives its lines."""
    return name in {"readlines", "splitlines"} or (name == "split" and bool(args) and literal(args[0]) == "\n")


def _formatted(cx: Context, text: Text, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Const:
    place = iter(range(len(args)))
    open_parts: list[object] = []
    fills: list[Value] = []

    def put(found: re.Match[str]) -> str:
        key = found[1]
        value: Value | None
        if key.isdigit() or not key:
            number = int(key) if key else next(place, len(args))
            value = args[number] if number < len(args) else None
        else:
            value = kwargs.get(key)
        known = literal(value)
        if isinstance(value, Text):
            known = value.template
        if isinstance(known, (str, int, float)) and "\n" not in str(known):
            return str(known)
        open_parts.append(cx.identity(value))
        fills.append(UNKNOWN if value is None else value)
        return found[0]

    template = _FIELD.sub(put, text.template)
    value = Symbol(("formatted", template, *open_parts)) if open_parts else template
    return _made(value, template, text.lines, tuple(fills))


def read(cx: Context, path: Const) -> Value | None:
    """The text of a SQL file of the repository, by a path that is constant or whose end is."""
    name = path.value if isinstance(path.value, str) else _tail(path.value)
    found = cx.script(name) if name.lower().endswith((".sql", ".hql")) else None
    if found is None:
        return None
    at, text = found
    return Text(text, text, tuple((at, number) for number in range(1, text.count("\n") + 2)))


def _tail(value: object) -> str:
    """The constant end of a path that is partly open."""
    key = value.key if isinstance(value, Symbol) else value
    parts: list[str] = []
    for part in reversed(key if isinstance(key, tuple) else ()):
        if isinstance(part, tuple):
            if all(isinstance(one, str) for one in part):
                parts.append("".join(str(one) for one in part).rpartition("{}")[2])
            continue
        if not isinstance(part, str) or part in {"path", "/"}:
            break
        parts.append(part)
    return "/".join(reversed(parts)).strip("/")


__all__ = ["Lines", "filled", "gives_lines", "joined", "method", "put_together", "read", "written"]
