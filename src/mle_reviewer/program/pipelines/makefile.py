"""Makefiles as stages: what the recipe of each target starts, takes and gives."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from mle_reviewer.program.commands import UNKNOWN, Launch, launches
from mle_reviewer.program.makefile import Rule, recipe_text, rules_of
from mle_reviewer.program.pipelines.stage import Stage, beside


def stages(document: str, text: str) -> list[Stage]:
    """One stage for each target whose recipe starts Python."""
    rules, variables, _left_out = rules_of(text)
    folder = beside(document, "")
    named = {target for rule in rules for target in rule.targets}
    return [
        _stage(document, folder, rule, target, named, variables)
        for rule in rules
        for target in rule.targets[:1]
        if not target.startswith(".")
    ]


def _stage(document: str, folder: str, rule: Rule, target: str, named: set[str], variables: Mapping[str, str]) -> Stage:
    started: list[Launch] = []
    for number, stated in rule.recipe:  # each line has a shell of its own
        started.extend(launches(recipe_text(rule, stated, variables), folder, number, {}))
    files = [name for name in rule.needs if name not in named or "/" in name or "." in posixpath.basename(name)]
    gives = [name for name in rule.targets if UNKNOWN not in name and ("/" in name or "." in name)]
    return Stage(
        document,
        target,
        rule.line,
        tuple(started),
        frozenset(beside(document, name) for name in files if UNKNOWN not in name),
        frozenset(beside(document, name) for name in gives),
        frozenset(name for name in rule.needs if name in named),
    )
