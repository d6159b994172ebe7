"""build-error-resolver: what builds, installs and tests the project, and the logs of jobs that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for path in dict.fromkeys(one.at.path for one in errand.alterations("package")):
        some = [one for one in errand.alterations("package") if one.at.path == path]
        named = ", ".join(f"`{one.name}` {one.says}" for one in some[:3])
        more = f", and {len(some) - 3} more" if len(some) > 3 else ""  # noqa: PLR2004 - three are named
        yield f"{some[0].at}: {named}{more}. Does a fresh environment still install on every Python that is used?"
    for path in errand.paths("dockerfile")[:2]:
        yield f"{errand.first_line(path)}: does the image still build from nothing, and who built it last?"
    for job in [job for job in errand.ci_jobs if errand.is_near(job.at)][:2]:
        yield f"Job `{job.shown}` ({job.at}) is changed: what was its last result? (--ci-log FILE finds the cause)"


LANE = Lane("build-error-resolver", _comes_up, _asks, given={"ci-log": read_logs})
