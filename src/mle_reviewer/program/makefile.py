"""Makefiles: rules with their prerequisites and recipes as commands, variables filled in where they are constant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.program.commands import UNKNOWN
from mle_reviewer.program.scripts.command import Command
from mle_reviewer.program.shell import script_of
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.sources.gap import Gap

_ASSIGNED: Final = re.compile(
    r"(?:export[ \t]+|override[ \t]+)?([A-Za-z_.][\w.-]*)[ \t]*(\?=|:{1,3}=|\+=|!=|=)[ \t]*(.*)$"
)
_RULE: Final = re.compile(r"([^\t#:=][^:=]*)(::?)(?!=)([^=]*|[^;]*;.*)$")
_REFERENCE: Final = re.compile(
    r"\$\(([\w.-]+)\)|\$\{([\w.-]+)\}|\$([@<^*?+])|\$\([^()]*(?:\([^()]*\)[^()]*){0,20}\)|(?<!\$)\$(?=\$)"
)
_DEEPEST: Final = 8
_LONGEST: Final = 20_000
_MOST_REFERENCES: Final = 300  # filled in for one line
_MOST_LINES: Final = 5_000  # of recipes
MOST_RULES: Final = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is written: recipe lines keep their prefixes, references and continued lines."""

    line: int
    targets: tuple[str, ...]
    needs: tuple[str, ...]
    recipe: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What one target runs. In its commands UNKNOWN stands for whatever is not known before make runs."""

    name: str
    line: int
    needs: tuple[str, ...]
    commands: tuple[Command, ...] = ()
    phony: bool = False


@dataclass(frozen=True, slots=True)
class Makefile:
    """The targets of a Makefile in order, and its variables as they are assigned last."""

    targets: tuple[Target, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    def target(self, name: str) -> Target | None:
        """The target of this name that runs something, or else the first that is called so."""
        found = [one for one in self.targets if one.name == name]
        return next((one for one in found if one.commands), found[0] if found else None)


def read_makefile(document: Document) -> tuple[Makefile, tuple[Gap, ...]]:
    """The Makefile that a document is; quotes that stay open and rules beyond a bound are gaps."""
    text = decode(document)
    if isinstance(text, Gap):
        return Makefile(), (text,)
    rules, variables, left_out = rules_of(text)
    gaps: list[Gap] = []
    if left_out:
        gaps.append(
            Gap(document.path, left_out, "parse", "too many rules or recipe lines: those from here on are not read")
        )
    phony = {name for rule in rules if ".PHONY" in rule.targets for name in rule.needs}
    ignored = any(".IGNORE" in rule.targets for rule in rules)
    pipefail = "pipefail" in variables.get(".SHELLFLAGS", "")
    found: list[Target] = []
    for rule in rules:
        commands: list[Command] = []
        for line, stated in rule.recipe:
            # Every line has a shell of its own, which gives up at the end only.
            script, wrong = script_of(recipe_text(rule, stated, variables), line, pipefail=pipefail)
            lost = ignored or "-" in stated[: len(stated) - len(stated.lstrip("@-+ \t"))]
            commands.extend(replace(one, forgiven=True) if lost else one for one in script.commands)
            if wrong is not None:
                gaps.append(Gap(document.path, wrong[0], "parse", wrong[1]))
        named = (name for name in rule.targets if not name.startswith(".") or "/" in name)
        found.extend(Target(name, rule.line, rule.needs, tuple(commands), name in phony) for name in named)
    return Makefile(tuple(found), variables), tuple(gaps)


def recipe_text(rule: Rule, stated: str, variables: Mapping[str, str]) -> str:
    """A recipe line as the shell is given it: prefixes gone, references filled in."""
    first = rule.needs[0] if rule.needs else UNKNOWN
    automatic = {**variables, "@": rule.targets[0] if rule.targets else UNKNOWN, "<": first, "^": " ".join(rule.needs)}
    return filled(stated.lstrip("@-+ \t"), automatic).replace("$$", "$")


def rules_of(text: str) -> tuple[list[Rule], dict[str, str], int]:
    """The rules and the variables of a Makefile, and the first line beyond a bound (0 for none)."""
    variables: dict[str, str] = {}
    rules: list[Rule] = []
    left_out = 0
    recipe: list[tuple[int, str]] = []
    defining = False
    count = 0
    for number, line in _lines(text):
        if line.startswith("\t"):
            count += 1
            if count > _MOST_LINES:
                left_out = number
                break
            recipe.append((number, line[1:].replace("\\\n\t", "\\\n")))
            continue
        stated = line.replace("\\\n", " ").partition(" #")[0].rstrip()
        if defining or stated.startswith("define "):
            defining = stated != "endef"
        elif assigned := _ASSIGNED.match(stated):
            _assign(variables, assigned[1], assigned[2], assigned[3])
        elif rule := _RULE.match(stated):
            if rules:
                rules[-1] = replace(rules[-1], recipe=(*rules[-1].recipe, *recipe))
            recipe = []
            if len(rules) >= MOST_RULES:
                left_out = number
                break
            needs, _, inline = rule[3].partition(";")
            before = tuple(word for word in filled(needs, variables).split() if word != "|")
            own = ((number, inline.strip()),) if inline.strip() else ()
            rules.append(Rule(number, tuple(filled(rule[1], variables).split()), before, own))
    if rules and recipe:
        rules[-1] = replace(rules[-1], recipe=(*rules[-1].recipe, *recipe))
    return rules, variables, left_out


def _lines(text: str) -> list[tuple[int, str]]:
    r"""Lines, a continued one with its `\` and line ends, numbered from 1; blank ones and comments are gone."""
    found: list[tuple[int, str]] = []
    held: list[str] = []
    first = 1
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if not held:
            first = number
        held.append(line)
        if line.endswith("\\"):
            continue
        whole = "\n".join(held)
        held = []
        if whole.strip() and not whole.startswith("#"):
            found.append((first, whole))
    if held:
        found.append((first, "\n".join(held).rstrip("\\")))
    return found


def _assign(variables: dict[str, str], name: str, how: str, value: str) -> None:
    if how == "!=":
        variables[name] = UNKNOWN
    elif how == "?=":
        variables.setdefault(name, value)
    elif how == "+=":
        variables[name] = f"{variables.get(name, '')} {value}".strip()[:_LONGEST]
    else:
        variables[name] = value if how == "=" else filled(value, variables)


def filled(text: str, variables: Mapping[str, str]) -> str:
    """The text with references to known variables filled in, UNKNOWN for all others."""
    return _filled(text, variables, 0, [_MOST_REFERENCES])


def _filled(text: str, variables: Mapping[str, str], depth: int, left: list[int]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[0] == "$":
            return "$"
        name = match[1] or match[2] or match[3]
        left[0] -= 1
        if name is None or depth > _DEEPEST or left[0] < 0 or name not in variables:
            return UNKNOWN
        inner = variables[name]
        return _filled(inner, variables, depth + 1, left) if "$" in inner else inner

    made = _REFERENCE.sub(value, text)
    return made if len(made) <= max(_LONGEST, len(text)) else UNKNOWN
