"""python-reviewer: Python that a change touches, held against the project's own linter and type checker."""

from __future__ import annotations

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.tools.mypy import MYPY
from mle_reviewer.lanes.tools.ruff import RUFF


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    return places(errand.paths("python", "notebook"), "Python is changed", errand)


def _asks(_errand: Errand) -> tuple[str, ...]:
    return (
        "Do the types at the seams (what a loader returns, what a model takes) say what is really passed?",
        "Is every error that a caller can act on raised, and none hidden behind a default?",
        "Is every new dependency needed, kept, and pinned where the others are?",
        "Is anything deserialized that comes from outside the team?",
    )


LANE = Lane("python-reviewer", _comes_up, _asks, (RUFF, MYPY))
