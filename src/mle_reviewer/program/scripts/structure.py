"""The commands of a script in their structure: what joins them, and the branches, loops and groups that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mle_reviewer.program.scripts.tokens import Token, unquoted

_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=(.*)", re.DOTALL)
_OPENS: Final = {
    "if": "fi",
    "while": "done",
    "until": "done",
    "for": "done",
    "select": "done",
    "case": "esac",
    "{": "}",
}
_BEGINS: Final = frozenset({"then", "else", "elif", "do"})
_ASKING: Final = frozenset({"if", "elif", "while", "until"})
_DEEPEST: Final = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing that holds commands: its word, the number of the compound that it belongs to, and its branch."""

    word: str
    compound: int
    branch: int = 0


@dataclass(slots=True)
class Draft:
    """A command that is being read; `raw` are its words as they are spelled."""

    line: int
    frames: tuple[Frame, ...]
    raw: list[str] = field(default_factory=list)
    spelled: list[Token] = field(default_factory=list)  # its words and assignments, in which substitutions may stand
    environment: list[tuple[str, str]] = field(default_factory=list)
    joins: str = ""
    output: str | None = None
    asked: bool = False
    negated: bool = False
    closed: dict[int, str] = field(default_factory=dict)  # the compounds that end behind it, and what joins each


class TooDeep(ValueError):  # noqa: N818 - a bound that was reached
    """A script that nests beyond the bound."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested more than {_DEEPEST} deep")
        self.line = line


class _Builder:
    """Takes the tokens of a script one by one."""

    def __init__(self) -> None:
        self.done: list[Draft] = []
        self.frames: list[Frame] = []
        self.now: Draft | None = None
        self.compounds = 0
        self.asking: list[bool] = []
        self.negated = False
        self.led = ""
        self.test = False  # inside [[ … ]]
        self.skipping = ""  # words of a `for` head or a `case` pattern, up to this
        self.last_closed: int | None = None

    def take(self, token: Token) -> None:
        if self.led:
            if token.kind == "word" and self.now is not None and self.led in {">", ">>", "&>", "&>>", ">|"}:
                self.now.output = unquoted(token.text)
            self.led = ""
            if token.kind == "word":
                return
        if self.test:
            if token.kind == "end":
                return
            assert self.now is not None
            self.now.raw.append(token.text)
            self.now.spelled.append(token)
            self.test = token.text != "]]"
        elif self.skipping:
            self._skip(token)
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "fd":
            return
        elif token.kind == "led":
            if self.now is None and self.last_closed is None:
                self._begin(token.line)
            self.led = token.text
        else:
            self._operator(token)

    def _skip(self, token: Token) -> None:
        if self.skipping == ")" and token.kind == "word" and token.text == "esac":
            self.skipping = ""
            self._close("esac")
        elif (token.kind == "op" and token.text in {self.skipping, ";"}) or (
            self.skipping == ";" and token.kind == "end"
        ):
            self.skipping = ""
        elif token.kind == "word" and token.text == self.skipping:
            self.skipping = ")" if self.skipping == "in" else ""

    def _word(self, token: Token) -> None:
        word = token.text
        if self.now is None or not (self.now.raw or self.now.environment):
            if self._keyword(word):
                return
            self._begin(token.line)
        assert self.now is not None
        if not self.now.raw and (found := _ASSIGNMENT.fullmatch(word)):
            self.now.environment.append((found[1], found[2]))
            self.now.spelled.append(token)
            return
        if not self.now.raw:
            self.now.line = token.line  # assignments may stand on lines above
        self.now.raw.append(word)
        self.now.spelled.append(token)
        self.test = word == "[[" and len(self.now.raw) == 1

    def _keyword(self, word: str) -> bool:
        if word in _OPENS:
            self._open(word)
            self.skipping = ";" if word in {"for", "select"} else "in" if word == "case" else ""
        elif word in _BEGINS:
            if self.frames and self.asking:
                top = self.frames[-1]
                self.frames[-1] = Frame(top.word, top.compound, top.branch + 1)
                self.asking[-1] = word in _ASKING
        elif word in {"fi", "done", "esac", "}"}:
            self._close(word)
        elif word == "!":
            self.negated = not self.negated
        elif word == "function":
            self._open("function")
            self.skipping = "{"
        elif word in {"coproc", "time"}:
            return word == "time"
        else:
            return False
        return True

    def _begin(self, line: int) -> None:
        if self.now is None:
            self.now = Draft(line, tuple(self.frames), asked=any(self.asking[-1:]), negated=self.negated)
            self.last_closed = None
            self.negated = False

    def _open(self, word: str) -> None:
        self.compounds += 1
        if len(self.frames) >= _DEEPEST:
            raise TooDeep(self.done[-1].line if self.done else 1)
        self.frames.append(Frame(word, self.compounds))
        # What a group holds is asked where the group is.
        self.asking.append(word in _ASKING or (word in "{(" and any(self.asking[-1:])))
        self.last_closed = None

    def _close(self, word: str) -> None:
        self._finish(";")
        matching = {frame.word for frame in self.frames[-1:]}
        if not matching or not any(_OPENS.get(one, ")" if one == "(" else "}") == word for one in matching):
            return
        frame = self.frames.pop()
        self.asking.pop()
        self.last_closed = frame.compound

    def _finish(self, joins: str) -> None:
        if self.now is not None:
            self.now.joins = joins
            if self.now.raw or self.now.environment:
                self.done.append(self.now)
            self.now = None
            self.last_closed = None
        elif self.last_closed is not None and self.done:
            self.done[-1].closed[self.last_closed] = joins
            self.last_closed = None

    def _operator(self, token: Token) -> None:
        text = token.text
        if text == "(":
            now = self.now
            if now is not None and len(now.raw) == 1 and not now.environment:  # name() { … }
                self.now = None
                self._open("function")
                self.skipping = "{"
            elif now is None:
                self._open("(")
            return
        if text == ")":
            if self.frames and self.frames[-1].word == "(":
                self._close(")")
            else:
                self._finish(";")
            return
        self._finish({"\n": ";", "|&": "|", ";;": ";", ";&": ";", ";;&": ";"}.get(text, text))
        if text in {";;", ";&", ";;&"} and self.frames and self.frames[-1].word == "case":
            top = self.frames[-1]
            self.frames[-1] = Frame("case", top.compound, top.branch + 1)
            self.skipping = ")"


def structured(found: Iterable[Token]) -> list[Draft]:
    """The commands of these tokens, in order."""
    builder = _Builder()
    for token in found:
        builder.take(token)
    builder._finish("")  # noqa: SLF001 - the builder is of this module
    if builder.done and builder.done[-1].joins == ";":
        builder.done[-1].joins = ""
    return builder.done
