"""What a team has decided about its reviews: severities, paths, gaps, baseline, waivers; and the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from mle_reviewer.findings.card import Severity
from mle_reviewer.policy.globs import matches

FailOn = Literal["block", "warning", "never"]
OnGaps = Literal["warn", "block"]
# A severity, or None for "off".
Ceiling = Severity | None

POLICY_FILE: Final = "mle-reviewer.toml"
PYPROJECT: Final = "pyproject.toml"
HOUSE_FOLDER: Final = ".mle-reviewer/"
DEFAULT: Final = "default"


class PolicyError(Exception):
    """A policy, waiver or baseline file that cannot be used; the message says where and what would be right."""


@dataclass(frozen=True, slots=True)
class PathRule:
    """What findings in some paths may weigh at most. `checks` narrows the rule; empty means every check."""

    match: tuple[str, ...]
    ceiling: Ceiling
    checks: frozenset[str] = frozenset()
    origin: str = DEFAULT

    def applies(self, path: str, check: str) -> bool:
        """Whether the rule speaks about this check in this path."""
        return (not self.checks or check in self.checks) and matches(self.match, path)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A checklist item that the team says its repository does not bring up, why, and until when ("" for always)."""

    item: str
    reason: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class LaneRules:
    """What the team says of the lanes: whether the project's own code may be run, what is left out or always asked.

    `commands` are commands of the project (a smoke evaluation, a data check) that count as tests, by name; `seconds`
    is what any one process may take (0: each tool's own limit).
    """

    run: bool = False
    off: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    seconds: int = 0
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_VENDORED: Final = (
    "vendor/", "vendored/", "_vendor/", "third_party/", "third-party/", "node_modules/", "site-packages/", ".venv/",
    "venv/",
)  # fmt: skip
_GENERATED: Final = ("generated/", "*_pb2.py", "*_pb2_grpc.py", ".ipynb_checkpoints/")
_TESTS: Final = ("tests/", "test/", "testing/", "test_*.py", "*_test.py", "conftest.py")
_LESSONS: Final = (
    "docs/", "doc/", "examples/", "example/", "samples/", "tutorials/", "tutorial/", "lessons/", "lesson/", "lectures/",
    "exercises/", "homework/", "assignments/", "course/", "courses/", "workshop/", "workshops/",
)  # fmt: skip

# A leak is reported wherever it stands, but it harms where it runs: hardly in a test of the project, less in a lesson.
TESTS: Final = PathRule(_TESTS, ceiling=Severity.LOW)
DEFAULT_PATHS: Final[tuple[PathRule, ...]] = (
    PathRule(_VENDORED, ceiling=None),
    PathRule(_GENERATED, ceiling=None),
    TESTS,
    PathRule(_LESSONS, ceiling=Severity.MEDIUM),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """All that can be set, with its default. `origin` is the file it was read from and `at` the tree it was read in."""

    origin: str = DEFAULT
    at: str = ""
    fail_on: FailOn = "block"
    gaps: OnGaps = "warn"
    baseline: str = ".mle-reviewer/baseline.json"
    waivers: str = ".mle-reviewer/waivers.toml"
    waivers_in_change: bool = False
    severities: Mapping[str, Ceiling] = field(default_factory=dict)
    paths: tuple[PathRule, ...] = DEFAULT_PATHS
    set_keys: frozenset[str] = frozenset()
    not_applicable: tuple[NotApplicable, ...] = ()
    lanes: LaneRules = field(default_factory=LaneRules)

    def path_rule(self, path: str, check: str) -> PathRule | None:
        """The first rule about this check in this path; the team's own rules stand before the defaults."""
        return next((rule for rule in self.paths if rule.applies(path, check)), None)
