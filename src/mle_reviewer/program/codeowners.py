"""CODEOWNERS documents of GitHub and GitLab: who owns which paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_SECTION: Final = re.compile(r"(\^?)\[([^\[\]]+)\](?:\[([0-9]{1,4})\])?[ \t]*(.*)$")
_OWNER: Final = re.compile(r"@@?[\w./-]+|[^\s@]+@[\w.-]+")
_MOST: Final = 5_000
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Ownership:
    """One line: a pattern and its owners, none where it takes ownership away. `section` is GitLab's, "" without."""

    pattern: str
    owners: tuple[str, ...]
    line: int
    section: str = ""
    optional: bool = False
    exclusion: bool = False

    def matches(self, path: str) -> bool:
        """Whether the pattern matches a path from the root of the repository."""
        return _matches(self.pattern, path)


@dataclass(frozen=True, slots=True)
class Owners:
    """All lines of a document, in order."""

    rules: tuple[Ownership, ...] = ()

    def rules_for(self, path: str) -> tuple[Ownership, ...]:
        """The line that decides about a path: the last that matches, one for each section."""
        found: dict[str, Ownership] = {}
        excluded: set[str] = set()
        for rule in self.rules:
            if not rule.matches(path):
                continue
            if rule.exclusion:
                excluded.add(rule.section)
            found[rule.section] = rule
        return tuple(rule for section, rule in found.items() if section not in excluded)

    def owners(self, path: str) -> tuple[str, ...]:
        """Who owns a path; nobody where no line matches or the last that does names none."""
        return tuple(dict.fromkeys(owner for rule in self.rules_for(path) for owner in rule.owners))


def read_codeowners(document: Document) -> tuple[Owners, tuple[Gap, ...]]:
    """The owners that a document names."""
    text = decode(document)
    if isinstance(text, Gap):
        return Owners(), (text,)
    rules: list[Ownership] = []
    gaps: list[Gap] = []
    section, usual, optional = "", (), False
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if len(rules) >= _MOST:
            gaps.append(Gap(document.path, number, "parse", f"more than {_MOST} lines of owners"))
            break
        if heading := _SECTION.match(line):
            owners = heading[4].partition(" #")[0]
            section, usual, optional = heading[2].strip().casefold(), tuple(_OWNER.findall(owners)), bool(heading[1])
            continue
        pattern, stated = _split(line)
        words = tuple(word for word in stated.partition(" #")[0].split() if not word.startswith("#"))
        wrong = [word for word in words if not _OWNER.fullmatch(word)]
        if wrong or len(pattern) > _LONGEST:
            why = f"no owner: {wrong[0][:60]}" if wrong else f"a pattern of more than {_LONGEST} characters"
            gaps.append(Gap(document.path, number, "parse", why))
            continue
        exclusion = pattern.startswith("!")
        rules.append(Ownership(pattern.lstrip("!"), words or usual, number, section, optional, exclusion))
    return Owners(tuple(rules)), tuple(gaps)


def _split(line: str) -> tuple[str, str]:
    r"""The pattern, in which `\ ` is a blank and `\#` no comment, and the rest of the line."""
    number = 0
    while number < len(line) and line[number] not in " \t":
        number += 2 if line[number] == "\\" else 1
    return line[:number].replace("\\ ", " ").replace("\\#", "#"), line[number:].replace("\t", " ")


def _matches(pattern: str, path: str) -> bool:
    anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.strip("/").split("/") if part]
    if not parts:
        return pattern == "/"
    if not anchored:
        parts = ["**", *parts]
    if pattern.endswith("/"):
        parts = [*parts, "**", "*"]
    steps = path.split("/")
    whole = _walk(parts, steps)
    # A folder that matches owns what is in it, unless the pattern ends with `*`: `docs/*` is one level only.
    return whole or (parts[-1] != "*" and _walk([*parts, "**", "*"], steps))


def _walk(parts: list[str], steps: list[str]) -> bool:
    """Whether the parts of a pattern match the steps of a path: `**` any number, else one each."""
    reached = {0}
    for part in parts:
        if part == "**":
            reached = set(range(min(reached), len(steps) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(steps) and _glob(part, steps[at])}
    return len(steps) in reached


def _glob(part: str, step: str) -> bool:
    """`*` and `?` within one step; the last `*` alone is tried again, so that the time stays bounded."""
    at = number = 0
    star = mark = -1
    while at < len(step):
        if number < len(part) and part[number] == "*":
            star, mark = number, at
            number += 1
        elif number < len(part) and part[number] in {"?", step[at]}:
            number, at = number + 1, at + 1
        elif star >= 0:
            mark += 1
            number, at = star + 1, mark
        else:
            return False
    return not part[number:].strip("*")
