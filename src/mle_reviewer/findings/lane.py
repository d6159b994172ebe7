"""What a review lane is for, what its tools and test runs said, and whether they ran at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

LaneStatus = Literal["passed", "failed", "skipped", "incomplete"]

# The existing review surfaces that a review composes, in the order of the checklist (RL1 to RL12).
LANES: Final[dict[str, str]] = {
    "python-reviewer": "style, typing, error handling, dependencies, deserialization",
    "pytorch-build-resolver": "tensor shapes, devices, gradients, CUDA, data loading, mixed precision",
    "database-reviewer": "feature tables, label stores, prediction logs, point-in-time queries and their cost",
    "security-reviewer": "secrets, personal data, artifact integrity, unsafe loading, supply chain",
    "performance-optimizer": "latency, memory, batching, GPU use, cold start, cost per prediction",
    "build-error-resolver": "CI, dependency, native-extension, CUDA and environment failures",
    "pr-test-analyzer": "whether tests prove what the change claims",
    "silent-failure-hunter": "pipelines that stay green while data, labels, slices, alerts or artifacts are skipped",
    "e2e-runner": "product flows in which predictions reach users",
    "a11y-architect": "explanations, confidence and fallback states that everybody can perceive",
    "doc-updater": "contracts, gates, dashboards and runbooks that a change leaves behind",
    "documentation-lookup": "calls whose meaning differs between library versions",
}

# Why a tool was skipped, where a reader is told of all such tools at once.
NOT_USED: Final = "not used by the project"
NOTHING_TO_READ: Final = "the change holds nothing that it reads"
_TOOL_RULE: Final = re.compile(r"[a-z][\w.-]*:[\w./-]+")


def is_tool_rule(check: str) -> bool:
    """Whether an id is that of a rule of a lane's tool (`ruff:F821`) rather than of a check of the review."""
    return _TOOL_RULE.fullmatch(check) is not None


@dataclass(frozen=True, slots=True)
class LaneRun:
    """One lane's run. `why` is its outcome in words; what was skipped or incomplete never reads as passed.

    `diagnostic` is the id of the diagnostic that the run is (DC1 to DC7), "" for any other.
    """

    lane: str
    tool: str
    command: str
    status: LaneStatus
    why: str
    version: str = ""
    findings: int = 0
    diagnostic: str = ""

    @property
    def proves_tests(self) -> bool:
        """Whether this run says something about the project's own tests."""
        return self.lane == "tests"

    @property
    def tells_ci(self) -> bool:
        """Whether this run says how the checks of CI stand on the change."""
        return self.lane == "ci"

    @property
    def ran(self) -> bool:
        """Whether anything was started, or results of a start were given."""
        return self.status != "skipped"
