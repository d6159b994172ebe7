"""Whether the tests of a dbt project are run: a command says so, in what is no comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LARGEST: Final = 500_000
_TOOL: Final = b"dbt"
_ALONE: Final = frozenset({"test", "build"})
_WORDS: Final = re.compile(r"\bdbt\b[^\n]{0,80}?\b(?:test|build)\b")
_LISTED: Final = re.compile(r"[\[,-]\s{0,4}[\"']?(?:test|build)[\"']?\s{0,4}(?:[,\]]|$)", re.MULTILINE)
_RUNS: Final = re.compile(r"\bDbt[A-Z]\w{2,40}\b")  # what wraps it runs all of it


def dbt_tests_run(system: System) -> bool:
    """Whether something runs them: a task, a job, a target, a command in a container."""
    return system.once(_run)


def _run(system: System) -> bool:
    for path in (*system.code, *system.of_kind("yaml", "shell", "makefile", "dockerfile", "toml", "json")):
        document = system.document(path) if tier(path) == "code" else None
        if document is None or len(document.data) > _LARGEST or _TOOL not in document.data.lower():
            continue
        if path.endswith((".py", ".ipynb")):
            if _in_code(system, path, document.data.decode("utf-8", "replace")):
                return True
        else:
            lines = document.data.decode("utf-8", "replace").split("\n")
            text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
            if _WORDS.search(text) or ("dbt" in text and _LISTED.search(text)):
                return True
    return False


def _in_code(system: System, path: str, text: str) -> bool:
    module = system.indexed.module(path)
    if module is None or _RUNS.search(text):
        return True  # what was not understood, and what runs them by itself
    return any(
        isinstance(term, Const) and isinstance(term.value, str) and (term.value in _ALONE or _uncommented(term.value))
        for routine in module.routines()
        for term, _ in routine.spoken()
    )


def _uncommented(text: str) -> bool:
    return any(_WORDS.search(line) for line in text.split("\n") if not line.lstrip().startswith("#"))
