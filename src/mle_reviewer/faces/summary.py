"""The job summary of GitHub Actions: the Markdown report, appended where the runner asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mle_reviewer.faces.streams import print_error
from mle_reviewer.findings.review import Review
from mle_reviewer.reports.plain import encodable
from mle_reviewer.reports.render import rendered

VARIABLE: Final = "GITHUB_STEP_SUMMARY"
# A step's summary may have 1 MiB; one that has more is not shown at all.
_BUDGET: Final = 900 * 1024


def append_summary(reviewed: Review, env: Mapping[str, str]) -> None:
    """Append the report to the step's summary; where that fails, the annotations and the exit code still stand."""
    if not env.get(VARIABLE):
        return
    path = Path(env[VARIABLE])
    data = encodable(rendered(reviewed, "markdown")).encode()
    try:
        taken = path.stat().st_size if path.exists() else 0
        if taken + len(data) > _BUDGET:
            data = f"mle-reviewer: {reviewed.decision.verdict} (the report is too long for the summary)\n".encode()
        if taken + len(data) > _BUDGET:
            print_error(f"{VARIABLE}: the summary of this step is full")
            return
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        print_error(f"{VARIABLE} {path}: {error.strerror or error}")
