"""Makefiles: rules with their prerequisites and recipes, simple variables filled in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from mle_reviewer.program.commands import UNKNOWN, Launch, launches
from mle_reviewer.program.pipelines.stage import Stage, beside

_ASSIGNED: Final = re.compile(r"^(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(\?=|:{1,3}=|\+=|!=|=)\s*(.*)$")
_RULE: Final = re.compile(r"^([^\t#:=][^:=]*)(::?)(?!=)([^=]*|.*;.*)$")
_REFERENCE: Final = re.compile(r"\$\(([\w.-]+)\)|\$\{([\w.-]+)\}|\$([@<^*?])|\$\([^()]*(?:\([^()]*\)[^()]*)*\)")
_DEEPEST: Final = 8
_MOST_RULES: Final = 400


def stages(document: str, text: str) -> list[Stage]:
    """One stage for each target whose recipe starts Python."""
    variables: dict[str, str] = {}
    rules: list[tuple[int, list[str], list[str], list[tuple[int, str]]]] = []
    for number, line in _lines(text):
        if line.startswith("\t"):
            if rules:
                rules[-1][3].append((number, line[1:]))
            continue
        stated = line.partition(" #")[0].rstrip()
        if assigned := _ASSIGNED.match(stated):
            _assign(variables, assigned[1], assigned[2], assigned[3])
        elif (rule := _RULE.match(stated)) and len(rules) < _MOST_RULES:
            needs, _, inline = rule[3].partition(";")
            targets = _filled(rule[1], variables).split()
            before = [word for word in _filled(needs, variables).split() if word != "|"]
            rules.append((number, targets, before, [(number, inline.strip())] if inline.strip() else []))
    folder = beside(document, "")
    named = {target for _line, targets, _needs, _recipe in rules for target in targets}
    return [
        _stage(document, folder, rule, target, named, variables)
        for rule in rules
        for target in rule[1][:1]
        if not target.startswith(".")
    ]


def _lines(text: str) -> list[tuple[int, str]]:
    """Lines with continuations joined, numbered from 1; blank ones and comments are gone."""
    found: list[tuple[int, str]] = []
    pending = ""
    first = 1
    for number, line in enumerate(text.split("\n"), 1):
        if not pending:
            first = number
        whole = pending + line.rstrip("\r")
        if whole.endswith("\\"):
            pending = whole[:-1] + " "
            continue
        pending = ""
        if whole.strip() and not whole.startswith("#"):
            found.append((first, whole))
    return found


def _assign(variables: dict[str, str], name: str, how: str, value: str) -> None:
    if how == "!=":
        variables[name] = UNKNOWN
    elif how == "?=":
        variables.setdefault(name, value)
    elif how == "+=":
        variables[name] = f"{variables.get(name, '')} {value}".strip()
    else:
        variables[name] = value if how == "=" else _filled(value, variables)


def _filled(text: str, variables: Mapping[str, str], depth: int = 0) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2] or match[3]
        if name is None or depth > _DEEPEST:
            return UNKNOWN
        return _filled(variables[name], variables, depth + 1) if name in variables else UNKNOWN

    return _REFERENCE.sub(value, text)


def _stage(
    document: str,
    folder: str,
    rule: tuple[int, list[str], list[str], list[tuple[int, str]]],
    target: str,
    named: set[str],
    variables: Mapping[str, str],
) -> Stage:
    line, targets, needs, recipe = rule
    automatic = {**variables, "@": target, "<": needs[0] if needs else UNKNOWN, "^": " ".join(needs)}
    started: list[Launch] = []
    for number, command in recipe:
        text = _filled(command.lstrip("@-+ "), automatic).replace("$$", "$")
        started.extend(launches(text, folder, number, {}))  # each line has a shell of its own
    files = [name for name in needs if name not in named or "/" in name or "." in posixpath.basename(name)]
    return Stage(
        document,
        target,
        line,
        tuple(started),
        frozenset(beside(document, name) for name in files if UNKNOWN not in name),
        frozenset(beside(document, name) for name in targets if UNKNOWN not in name and ("/" in name or "." in name)),
        frozenset(name for name in needs if name in named),
    )
