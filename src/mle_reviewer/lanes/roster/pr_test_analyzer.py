"""pr-test-analyzer: whether tests prove what a change of code around a model claims."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.covering.reading import read_coverage
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane

_TEST: Final = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|/)tests?/.*\.py$")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    if errand.whole:
        tests = tuple(path for path in errand.paths("python") if _TEST.search(path))
        return places(tests, "tests of the tree", errand)
    tests = tuple(sorted(file.path for file in errand.reviewed() if _TEST.search(file.path)))
    code = tuple(sorted(file.path for file in errand.reviewed() if file.surfaces and file.path.endswith(".py")))
    return (*places(tests, "tests are changed", errand), *places(code, "code around a model is changed", errand))


def _asks(_errand: Errand) -> tuple[str, ...]:
    return (
        "Which test would fail if the change did the opposite of what it claims?",
        "Are leakage, schema drift, the fallback of serving and the promotion gate each tested by what comes out?",
        "Are those tests run by CI on this change, or skipped, deselected or forgiven?",
        "Does coverage of the changed lines (--coverage FILE) say that a test runs them at all?",
    )


LANE = Lane("pr-test-analyzer", _comes_up, _asks, given={"coverage": read_coverage})
