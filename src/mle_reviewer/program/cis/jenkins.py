"""Jenkinsfiles: stages as jobs, with the shell text that their `sh` steps are given; Groovy is tokenised, not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis.runs import Texts
from mle_reviewer.program.shell import script_of
from mle_reviewer.sources.gap import Gap

_TOKEN: Final = re.compile(
    r"(?P<space>[ \t\r]+|//[^\n]*|/\*.*?(?:\*/|\Z))|(?P<line>\n)"
    r"|(?P<long>'''.*?(?:'''|\Z)|\"\"\".*?(?:\"\"\"|\Z))"
    r"|(?P<text>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")|(?P<word>[A-Za-z_]\w*)|(?P<mark>.)",
    re.DOTALL,
)
_MOST: Final = 60_000  # tokens of one document
_SHELL: Final = frozenset({"sh", "bat"})
_FORGIVING: Final = frozenset({"catchError", "warnError"})
_BETWEEN: Final = frozenset({"(", "script", ":", "label", "returnStatus", ","})


def workflow(text: str, source: Texts) -> Workflow | None:
    """The workflow that a Jenkinsfile states, one job for each stage; None where no stage runs anything."""
    jobs: list[Job] = []
    name, line, steps = "Jenkinsfile", 1, list[Step]()
    tokens = list(_tokens(text))
    if len(tokens) >= _MOST:
        source.gaps.append(Gap(source.path, tokens[-1][2], "parse", "too long: what follows is not read"))
    forgiving = 0  # braces that are open behind `catchError`
    for number, (kind, value, at) in enumerate(tokens):
        if kind == "word" and value == "stage" and (named := _text_behind(tokens, number)) is not None:
            jobs += [Job(name, line, steps=tuple(steps))] if steps else []
            name, line, steps = named[0], at, []
        elif kind == "word" and value in _SHELL and (named := _text_behind(tokens, number)) is not None:
            script, wrong = script_of(named[0], named[1], errexit=True)
            if wrong is not None:
                source.gaps.append(Gap(source.path, wrong[0], "parse", wrong[1]))
            run = tuple(replace(one, forgiven=True) if forgiving else one for one in script.commands)
            steps.append(Step("", at, run=run))
        elif kind == "word" and value in _FORGIVING:
            forgiving = max(forgiving, 1)
        elif kind == "mark" and forgiving and value in "{}":
            forgiving += 1 if value == "{" else -1
            forgiving = 0 if forgiving == 1 else forgiving
    jobs += [Job(name, line, steps=tuple(steps))] if steps else []
    return Workflow(source.path, source.path, "jenkins", (Trigger("push", 1),), tuple(jobs)) if jobs else None


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and line of each token but white space and comments."""
    line = 1
    for count, found in enumerate(_TOKEN.finditer(text)):
        if count >= _MOST:
            return
        kind = found.lastgroup or ""
        if kind not in {"space", "line"}:
            yield kind, found[0], line
        line += found[0].count("\n")


def _text_behind(tokens: list[tuple[str, str, int]], number: int) -> tuple[str, int] | None:
    """The text that a word is given, with or without brackets, and the line on which it begins."""
    for kind, value, line in tokens[number + 1 : number + 9]:
        if kind == "long":
            return value[3:-3], line
        if kind == "text":
            return value[1:-1].replace("\\'", "'").replace('\\"', '"').replace("\\$", "$"), line
        if value not in _BETWEEN:
            return None
    return None
