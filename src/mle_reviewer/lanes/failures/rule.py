"""A rule: how a cause of a failure is said in logs, how much it explains, and what mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

# How much a line explains. A ROOT explains what comes after it; an EVENT is a failure of the code under test; a
# SYMPTOM only says that something else has failed.
KILLER: Final = 0
ROOT: Final = 1
EVENT: Final = 2
SYMPTOM: Final = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """`kind` is the check that the cause is a finding of. `says` and `fix` are filled with the pattern's groups.

    `about` tells where its place is looked for: `frame` (code of a traceback), `package` (where a requirement is
    declared), `file` (a path and line that the pattern names), `step` (the command that was running).
    """

    kind: str
    pattern: re.Pattern[str]
    says: str
    fix: str
    level: int = ROOT
    about: tuple[str, ...] = ("frame", "step")


@dataclass(frozen=True, slots=True)
class Said:
    """A rule that a line fits, with what its groups hold."""

    rule: Rule
    index: int
    text: str
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """The cause in words."""
        return _filled(self.rule.says, self.groups)

    @property
    def fix(self) -> str:
        """What mends it."""
        return _filled(self.rule.fix, self.groups)


def rule(
    kind: str, pattern: str, says: str, fix: str, level: int = ROOT, about: tuple[str, ...] = ("frame", "step")
) -> Rule:
    """A rule from its pattern as text."""
    return Rule(kind, re.compile(pattern), says, fix, level, about)


def fits(rules: tuple[Rule, ...], index: int, text: str) -> Said | None:
    """The first rule that a line fits."""
    for one in rules:
        match = one.pattern.search(text)
        if match is not None:
            return Said(one, index, text.strip(), {name: value or "" for name, value in match.groupdict().items()})
    return None


def _filled(text: str, groups: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: _bare(groups.get(match[1], "").strip()), text)


def _bare(value: str) -> str:
    """Without the quotes that stand around all of it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"`" else value
