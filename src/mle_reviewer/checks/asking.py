"""Asks the checks: each query by itself, so that one that fails loses nothing of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.gap import Gap

T = TypeVar("T")


def ask(queries: Mapping[str, Callable[[T], Iterable[Finding]]], asked: T) -> tuple[list[Finding], list[Gap]]:
    """What each query finds; one that fails is a gap and loses nothing of the others."""
    found: list[Finding] = []
    gaps: list[Gap] = []
    for check, find in queries.items():
        try:
            for one in find(asked):
                found.append(replace(one, check=check))  # noqa: PERF401 - what was found before a failure counts
        except Exception as error:  # noqa: BLE001 - one check's bug must not lose the others' findings
            gaps.append(Gap("", 0, "check", f"{check} failed: {type(error).__name__}: {error}"))
    return found, gaps
