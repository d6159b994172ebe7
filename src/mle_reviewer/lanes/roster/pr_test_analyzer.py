"""pr-test-analyzer: whether tests prove what a change of code around a model claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.covering.reading import read_coverage
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane

_SHOWN: Final = ("model-test-skipped", "test-cannot-fail", "test-claims-nothing", "test-never-collected")
_TEST: Final = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$|(?:^|/)tests?/.*\.py$")


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    if errand.whole:
        tests = tuple(path for path in errand.paths("python") if _TEST.search(path))
        return places(tests, "tests of the tree", errand)
    tests = tuple(sorted(file.path for file in errand.reviewed() if _TEST.search(file.path)))
    code = tuple(sorted(file.path for file in errand.reviewed() if file.surfaces and file.path.endswith(".py")))
    return (*places(tests, "tests are changed", errand), *places(code, "code around a model is changed", errand))


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for one in [one for one in errand.answers if one.through and not one.tests][:2]:
        step = one.through[0]
        yield f"Which test fails if `{step.says}` ({step.at}), on the way of {one.words}, did the opposite?"
    for node in errand.near("gate")[:2]:
        yield f"Which test shows that `{node.name}` ({node.at}) refuses a model that is worse?"
    for node in errand.near("feature", "split")[:2]:
        yield f"Which test of {node.at} reads a value that comes out, and would fail on a leak or a renamed column?"
    for found in errand.found(*_SHOWN)[:2]:
        yield f"{found.title} ({found.at}): which test stands in for it?"


LANE = Lane("pr-test-analyzer", _comes_up, _asks, given={"coverage": read_coverage})
