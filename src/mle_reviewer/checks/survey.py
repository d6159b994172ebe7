"""Surveys one tree: the system map, what its checks find, and what answers for each checklist item."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from mle_reviewer.checks import registry
from mle_reviewer.checks.asking import ask
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import conventions
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mle_reviewer.findings.finding import Finding
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.program.reading import Reader


@dataclass(frozen=True, slots=True)
class Survey:
    """What the checks of a system found in one tree, and the answers for the items."""

    system: System = field(compare=False)
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]
    gaps: tuple[Gap, ...]


@cache
def _conventions() -> conventions.Conventions:
    return conventions.load()


def system_of(reader: Reader, layout: Layout, table: Table, stages: Iterable[Stage]) -> System:
    """The system of the tree that a reader reads."""
    return System(reader, layout, table, _conventions(), stages)


def survey(reader: Reader, layout: Layout, table: Table, stages: Iterable[Stage]) -> Survey:
    """The survey of the tree that a reader reads."""
    system = system_of(reader, layout, table, stages)
    findings, gaps = ask(registry.surveyors(), system)
    answers: list[Answer] = []
    for item, recogniser in registry.recognisers().items():
        try:
            found = recogniser(system)
            answers += [found] if isinstance(found, Answer) else found
        except Exception as error:  # noqa: BLE001 - one recogniser's bug must not lose the others' answers
            gap = Gap("", 0, "check", f"the recogniser of {item} failed: {type(error).__name__}: {error}")
            gaps.append(gap)
            answers.append(Answer(item, unread=(gap,)))
    return Survey(system, tuple(findings), tuple(answers), tuple(gaps))


def compared(systems: Systems) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    """What only both sides' systems together show."""
    findings, gaps = ask(registry.system_comparers(), systems)
    return tuple(findings), tuple(gaps)
