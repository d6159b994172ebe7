"""Where a statement can begin: brackets, strings and joined lines followed line by line, as far as that is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r"\"\"\"|'''|[\"'#()\[\]{}]|\\")
_ENDS: Final = {quote: re.compile(rf"{quote}|\\") for quote in ('"', "'", '"""', "'''")}


@dataclass(frozen=True, slots=True)
class State:
    """What is open at the end of a line: brackets, a string by its quotes, a backslash that joins the next line."""

    depth: int = 0
    quote: str = ""
    joined: bool = False


START: Final = State()


def begins_statement(state: State) -> bool:
    """Whether the next line begins a statement."""
    return state.depth == 0 and not state.quote and not state.joined


def after(state: State, line: str) -> State:
    """The state at the end of `line`. Text that is no Python may leave it wrong, and never raises."""
    depth, quote, at = state.depth, state.quote, 0
    while True:
        if quote:
            at, closed = _behind(line, at, quote)
            if not closed:
                goes_on = len(quote) > 1 or line.endswith("\\")
                return State(depth, quote if goes_on else "")
            quote = ""
        found = _TOKEN.search(line, at)
        if found is None or found[0] == "#":
            return State(depth) if depth else START
        sign, at = found[0], found.end()
        if sign == "\\":
            if at == len(line):
                return State(depth, joined=True)
        elif sign in _ENDS:
            quote = sign
        else:
            depth = depth + 1 if sign in "([{" else max(0, depth - 1)


def _behind(line: str, at: int, quote: str) -> tuple[int, bool]:
    """The place behind the string's end, and whether it ends in this line."""
    while found := _ENDS[quote].search(line, at):
        at = found.end()
        if found[0] == quote:
            return at, True
        at += 1  # what a backslash escapes
    return len(line), False
