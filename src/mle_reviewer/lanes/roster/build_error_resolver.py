"""build-error-resolver: what builds, installs and tests the project, and the logs of jobs that failed."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.failures.reading import read_logs
from mle_reviewer.lanes.lane import Lane

_BUILDS: Final = re.compile(
    r"^\.github/workflows/|^\.gitlab-ci|^\.circleci/|^azure-pipelines|^Jenkinsfile$|(?:^|/)(?:pyproject\.toml|setup\.py|setup\.cfg"
    r"|environment[^/]*\.ya?ml|Pipfile|CMakeLists\.txt|[^/]*\.(?:cu|cpp|pyx))$"
)


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    some = {file.path for file in errand.reviewed() if _BUILDS.search(file.path)}
    some |= set(errand.paths("requirements", "dockerfile", "makefile"))
    return places(tuple(sorted(some)), "what builds, installs or tests the project is changed", errand)


def _asks(_errand: Errand) -> tuple[str, ...]:
    return (
        "Does a fresh environment still install from what is changed, on every Python and platform that is used?",
        "Do the versions of framework, CUDA, driver and base image still go together?",
        "If CI fails on this change: which line of the log is the first cause? (--ci-log FILE finds its place)",
    )


LANE = Lane("build-error-resolver", _comes_up, _asks, given={"ci-log": read_logs})
