"""One command of a script, and a script as its commands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command at a line; variables and substitutions in its words stay as they are spelled.

    `joins` is the operator behind it: "&&", "||", "|", "&", ";" (an end of line, too) or "" at the end. `forgiven`:
    its failure stops nothing and nobody asks for it (`|| true`, a pipe without pipefail, no `-e` and more behind it).
    `asked`: it is the condition of an `if`, `while` or `until`. `under` are the words that hold it, the outermost
    first: "if", "while", "until", "for", "select", "case", "function", "substitution".
    """

    words: tuple[str, ...]
    line: int
    joins: str = ""
    forgiven: bool = False
    asked: bool = False
    negated: bool = False
    output: str | None = None
    under: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def background(self) -> bool:
        """Whether nobody waits for it."""
        return self.joins == "&"

    @property
    def name(self) -> str:
        """The program it starts, without its folder; "" for assignments alone."""
        return self.words[0].rpartition("/")[2] if self.words else ""


@dataclass(frozen=True, slots=True)
class Script:
    """The commands of a script in order; `errexit` and `pipefail` say whether it ever sets `-e` and `-o pipefail`."""

    commands: tuple[Command, ...] = ()
    errexit: bool = False
    pipefail: bool = False
