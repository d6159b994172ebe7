"""All checks: found in their folders, each with its card and its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.changed import Changed

if TYPE_CHECKING:
    from mle_reviewer.findings.evidence import Answer
    from mle_reviewer.flow.notebooks.book import Notebook
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.system import System

_HERE: Final = Path(__file__).parent
_EVIDENCE: Final = "evidence"  # the folder of what speaks for items; it holds no checks


@cache
def _modules() -> Mapping[str, str]:
    """Check id → dotted module, in order of the ids. A check is a module in one of the area folders."""
    found = {
        file.stem.replace("_", "-"): f"mle_reviewer.checks.{file.parent.name}.{file.stem}"
        for file in _HERE.glob("*/*.py")
        if not file.name.startswith("_") and file.parent.name != _EVIDENCE
    }
    return dict(sorted(found.items()))


@cache
def cards() -> Mapping[str, Card]:
    """Every check's card by its id."""
    return {check: import_module(module).CARD for check, module in _modules().items()}


@cache
def finders() -> Mapping[str, Callable[[Flow], Iterator[Finding]]]:
    """The query of every check of a tree by its id."""
    return {check: import_module(module).find for check, module in _modules().items() if _sees(check) == "tree"}


@cache
def comparers() -> Mapping[str, Callable[[Changed], Iterator[Finding]]]:
    """The query of every check of a change by its id."""
    return {check: import_module(module).find for check, module in _modules().items() if _sees(check) == "change"}


@cache
def noters() -> Mapping[str, Callable[[Notebook], Iterator[Finding]]]:
    """The query of every check of a notebook by its id."""
    return {check: import_module(module).find for check, module in _modules().items() if _sees(check) == "notebook"}


@cache
def surveyors() -> Mapping[str, Callable[[System], Iterator[Finding]]]:
    """The query of every check of a system by its id."""
    return {check: import_module(module).find for check, module in _modules().items() if _sees(check) == "system"}


@cache
def system_comparers() -> Mapping[str, Callable[[Systems], Iterator[Finding]]]:
    """The query of every check of both sides' systems by its id."""
    return {check: import_module(module).find for check, module in _modules().items() if _sees(check) == "systems"}


@cache
def recognisers() -> Mapping[str, Callable[[System], Answer | Iterator[Answer]]]:
    """What answers for each checklist item that has a recogniser, by the item."""
    found = {}
    for file in sorted((_HERE / _EVIDENCE).glob("*.py")):
        if not file.name.startswith("_"):
            module = import_module(f"mle_reviewer.checks.{_EVIDENCE}.{file.stem}")
            found[module.ITEM] = module.answer
    return found


def evidence_pages() -> Mapping[str, str]:
    """The page of each recogniser, by its item."""
    pages = {}
    for file in sorted((_HERE / _EVIDENCE).glob("*.py")):
        if not file.name.startswith("_"):
            module = import_module(f"mle_reviewer.checks.{_EVIDENCE}.{file.stem}")
            pages[module.ITEM] = file.with_suffix(".md").read_text(encoding="utf-8")
    return pages


def _sees(check: str) -> str:
    return cards()[check].sees


def needs() -> frozenset[str]:
    """The kinds of acts of which every check needs one or the other; empty when some check needs none of them."""
    each = [card.needs for card in cards().values() if card.of_rows]
    return frozenset().union(*each) if all(each) else frozenset()


def page(check: str) -> str:
    """The Markdown page of a check; KeyError if there is no such check."""
    module = _modules()[check].split(".")
    return (_HERE / module[-2] / f"{module[-1]}.md").read_text(encoding="utf-8")
