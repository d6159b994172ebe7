"""Tests: what is only put together in a test is a fault that no run in production commits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Step

# The files that pytest and unittest collect, and pytest's fixtures.
_TEST_FILE: Final = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_LEARNED_FIRST: Final = "leak:preprocessing"
SAID: Final = " Here it is a test that brings this together."


def in_test(path: str) -> bool:
    """Whether a file is one that a test runner collects."""
    return _TEST_FILE.search(path) is not None


def bound(severity: Severity, tags: Sequence[str], trace: Sequence[Step]) -> tuple[Severity, str]:
    """The severity, medium at most where a test brings rows, training and judging together, and what is said of it.

    What is learned before a split stands in the code that splits, whoever calls it: there a test counts only if the
    model is trained or judged in it, which are the last steps of the trace.
    """
    told = trace[-2:] if _LEARNED_FIRST in tags else trace
    if severity > Severity.MEDIUM and any(in_test(one.at.path) for one in told):
        return Severity.MEDIUM, SAID
    return severity, ""


__all__ = ["bound", "in_test"]
