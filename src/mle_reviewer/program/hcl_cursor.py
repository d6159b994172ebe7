"""A cursor in the text of an HCL document: blanks and comments, names, strings, brackets and here-documents."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.program.entry import DEEPEST

_SPACE: Final = re.compile(r"(?:[ \t\r]+|#[^\n]*|//[^\n]*)+")
NAME: Final = re.compile(r"[^\W\d][\w-]*")
HEREDOC: Final = re.compile(r"<<(-?)([^\W\d][\w-]*)[ \t\r]*\n")
_HARD: Final = re.compile(r"[\"'#/\n,<\\$%()\[\]{}]")
_IN_STRING: Final = re.compile(r"[\"\\\n]|\$\{|%\{|\$\$\{|%%\{")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\(.)")
CLOSES: Final = {"(": ")", "[": "]", "{": "}"}


class NotHclError(ValueError):
    """A text that is no HCL, or one beyond a bound, from this line on."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


class HclCursor:
    """A place in the text of a document. Every method moves it, and raises where the text is no HCL."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0

    def line(self) -> int:
        """The line of the cursor, from 1."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def back(self, at: int, line: int) -> None:
        """Back to a place whose line is known."""
        self.at = self._counted = at
        self._line = line

    def wrong(self, why: str) -> NotHclError:
        """What is wrong here."""
        return NotHclError(why, self.line())

    def space(self, *, lines: bool = False) -> None:
        """Moves behind blanks and comments, and behind line ends where they say nothing."""
        while True:
            before = self.at
            if found := _SPACE.match(self.text, self.at):
                self.at = found.end()
            if self.text.startswith("/*", self.at):
                end = self.text.find("*/", self.at + 2)
                if end < 0:
                    raise self.wrong("a comment that is never closed")
                self.at = end + 2
            if lines and self.text.startswith("\n", self.at):
                self.at += 1
            if self.at == before:
                return

    def name(self) -> str:
        """The name at the cursor."""
        found = NAME.match(self.text, self.at)
        if found is None:
            shown = self.text[self.at : self.at + 20].split("\n")[0]
            raise self.wrong(f"a name is missing before {shown!r}" if shown else "a name is missing")
        self.at = found.end()
        return found[0]

    def string(self) -> str:
        """The string at the cursor without its quotes; templates in it stay as they are spelled."""
        start = self.at + 1
        self.past_string(0)
        return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[0]), self.text[start : self.at - 1])

    def past_string(self, depth: int) -> None:
        """Moves behind the string at the cursor."""
        self.at += 1
        while found := _IN_STRING.search(self.text, self.at):
            mark = found[0]
            if mark == "\n":
                break
            self.at = found.end()
            if mark == '"':
                return
            if mark == "\\":
                self.at += 1
            elif mark in {"${", "%{"}:
                self.past_brackets("{", depth + 1)
        raise self.wrong("a string that is never closed")

    def past_brackets(self, opening: str, depth: int) -> None:
        """Moves behind the bracket that closes the one before the cursor."""
        waiting = [CLOSES[opening]]
        if depth > DEEPEST:
            raise self.wrong(f"nested more than {DEEPEST} deep")
        while found := _HARD.search(self.text, self.at):
            mark = found[0]
            self.at = found.end()
            if mark == '"':
                self.at -= 1
                self.past_string(depth)
            elif mark in CLOSES:
                waiting.append(CLOSES[mark])
            elif mark == waiting[-1]:
                waiting.pop()
                if not waiting:
                    return
            elif mark in ")]}":
                raise self.wrong(f"{mark!r} closes nothing")
            elif mark == "<" and (heredoc := HEREDOC.match(self.text, found.start())):
                self.at = heredoc.end()
                self.heredoc(heredoc[2], indented=bool(heredoc[1]))
            elif mark == "#" or (mark == "/" and self.text[self.at : self.at + 1] in {"/", "*"}):
                self.at = found.start()
                self.space()
        raise self.wrong("a bracket that is never closed")

    def heredoc(self, name: str, *, indented: bool) -> str:
        """The lines up to the one that is `name` alone."""
        lines: list[str] = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            if line.strip() == name:
                self.at = end  # the line end is left: it ends the attribute
                margin = min((len(one) - len(one.lstrip(" \t")) for one in lines if one.strip()), default=0)
                return "\n".join(one[margin:] if indented else one for one in lines)
            lines.append(line.rstrip("\r"))
            self.at = min(end + 1, len(self.text))
        raise self.wrong(f"a text that no line {name} closes")
