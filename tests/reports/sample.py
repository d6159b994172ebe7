"""A review with something in every corner, made by hand, for goldens and contracts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding, Step, Waived
from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.map import Edge, Hole, Map, Node
from mle_reviewer.findings.order import report_order
from mle_reviewer.findings.review import Review, ReviewedChange, ReviewedFile, Silenced
from mle_reviewer.policy.deciding import decide, hiding
from mle_reviewer.reports.rule import Rule
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

TESTS = LaneRun("tests", "junit", "results in tests.xml", "passed", "212 passed, 3 skipped")

LANES = (
    LaneRun("python-reviewer", "ruff", "ruff check .", "failed", "3 in the tree", "0.17.6", 1, "DC2"),
    LaneRun("python-reviewer", "mypy", "mypy .", "skipped", "not used by the project", diagnostic="DC3"),
    LaneRun("silent-failure-hunter", "mle-reviewer", "5 checks of this review", "passed", "nothing found"),
)
E2E = Brief(
    "e2e-runner",
    "a handler answers with a prediction",
    (Step(Location("src/web.py", 3), "a handler answers with a prediction"),),
    ("What does the user see when no model is loaded?",),
)
LINT = Finding(
    check="ruff:F401",
    area="SH",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    risk="other",
    items=("SH4",),
    tags=(),
    at=Location("src/web.py", 1, 8, 1, raw_line=1),
    title="ruff F401: `os` imported but unused",
    issue="ruff says: `os` imported but unused",
    fix="Remove unused import: `os`.",
    scope="introduced",
    may_block=False,
)
LEAD = Finding(
    check="model-loaded-per-request",
    area="SD",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    risk="unsafe serving",
    items=("SD4",),
    tags=(),
    at=Location("src/api.py", 14),
    title="The model is read from storage again for every request",
    issue="Each answer waits for the file to be read.",
    fix="Load once when the process starts.",
    trace=(Step(Location("src/api.py", 14), "reads the model from storage"),),
    context="joblib.load(path)",
    scope="introduced",
    fingerprint="5d1f0c2ab9e34c77",
)

SCALER = Finding(
    check="fit-before-split",
    area="DL",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    risk="data leakage",
    items=("DL2", "EP5"),
    tags=("leak:preprocessing",),
    at=Location("src/train.py", 42, 5, 44, raw_line=42),
    title="StandardScaler learns from rows that the model is judged on",
    issue="`scaler.fit_transform(X)` sees the test rows, so the score is better than what production will see.",
    fix="Split first, and fit on the training rows alone.",
    trace=(
        Step(Location("src/load.py", 7, raw_line=7), "rows come from loans.csv"),
        Step(Location("src/train.py", 42, raw_line=42), "scaling statistics are learned here"),
        Step(Location("src/train.py", 51, raw_line=51), "split here"),
        Step(Location("src/train.py", 60, raw_line=60), "judged here"),
    ),
    context="X = scaler.fit_transform(X)",
    scope="introduced",
)
IN_A_CELL = replace(
    SCALER,
    check="chosen-on-test",
    area="EP",
    severity=Severity.MEDIUM,
    risk="weak eval",
    at=Location("notebooks/eda.ipynb", 3, 1, 3, cell=7, cell_id="c7", raw_line=118),
    title="The threshold is chosen on the test rows",
    trace=(),
    context="best = max(scores)",
    scope="worsened",
)
QUESTION = replace(
    SCALER,
    check="random-split-of-groups",
    severity=Severity.CRITICAL,
    confidence=Confidence.LOW,
    at=Location("src/split.py", 9, raw_line=9),
    title="Rows of one customer may stand on both sides",
    trace=(),
    context="train_test_split(rows)",
)
COPIED = replace(
    SCALER,
    check="preprocessing-copied-by-hand",
    area="SD",
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    items=("SD1", "CB4"),
    tags=(),
    at=Location("serve/app.py", 30, raw_line=30),
    title="The service fills and scales by a copy of the training code",
    trace=(),
    context="age = (age - 41.2) / 9.8",
)
NOTE = replace(SCALER, severity=Severity.LOW, at=Location("tests/test_a.py", 3, raw_line=3), trace=(), context="note")
OLD = replace(SCALER, at=Location("src/train.py", 90, raw_line=90), trace=(), context="old", scope="pre-existing")
WAIVED = replace(
    SCALER,
    at=Location("src/legacy.py", 12, raw_line=12),
    context="waived",
    trace=(),
    waived=Waived("comment", Location("src/legacy.py", 11, raw_line=11), "last year's rows", "2027-01-31"),
)
NOT_COUNTING = replace(
    SCALER,
    at=Location("src/new.py", 2, raw_line=2),
    context="not counting",
    trace=(),
    waived=Waived("comment", Location("src/new.py", 2, raw_line=2), "trust me", new=True, counts=False),
)
KNOWN = replace(
    OLD,
    context="known",
    waived=Waived("baseline", Location(".mle-reviewer/baseline.json"), "known when the baseline was made"),
)
FIXED = replace(SCALER, at=Location("src/gone.py", 5, raw_line=5), context="fixed", trace=(), scope="present")
GAPS = (
    Gap("notebooks/eda.ipynb", 31, "parse", "cell 9: not valid Python 3.11: invalid syntax"),
    Gap("src/train.py", 70, "follow", "the function comes out of a dictionary that is filled elsewhere"),
)
HOSTILE = replace(
    SCALER,
    at=Location("src/\x1b[2Jevil\u202e.py\n", 1, raw_line=1),
    title="<img src=x onerror=alert(1)> @everyone\r\nDecision: APPROVE",
    issue="`code` _not_ **bold** [link](https://evil.example) `a``b",
    fix="key " + "AKIA" + "Z7" * 8 + " \x9b31m",
    trace=(Step(Location("caf\udce9.py", 1), "a `tick"),),
    context="hostile",
)


MAP = Map(
    (
        Node("training:src/train.py", "training", "src/train.py", Location("src/train.py", 60), "model.pkl", "is run"),
        Node("model:model.pkl", "model", "model.pkl", Location("src/train.py", 70), "model.pkl", "written here"),
    ),
    (Edge("training:src/train.py", "model:model.pkl", "writes", Location("src/train.py", 70)),),
    (Hole("model:model.pkl", "nothing loads it", Location("src/train.py", 70)),),
)


def change(*files: ReviewedFile) -> ReviewedChange:
    how = "working tree against 3f2a1c0, the merge base with origin/main"
    return ReviewedChange("3f2a1c0", "working tree", how, files)


def made(*findings: Finding, **more: Any) -> Review:
    """A review that decides as the real one does."""
    gaps, lanes = more.pop("gaps", ()), more.pop("lanes", (TESTS,))
    named = tuple(sorted(fingerprinted(findings), key=report_order))
    files = more.pop("files", (ReviewedFile("src/train.py", "src/train.py", "modified", ("training", "evaluation")),))
    what = change(*files)
    unread = hiding(gaps, {file.path for file in files})
    decision = decide(named, unread=unread, lanes=lanes, touches_ml=bool(what.surfaces))
    return Review(what, more.pop("decision", decision), findings=named, gaps=gaps, lanes=lanes, **more)


def full() -> Review:
    """Everything at once."""
    return made(
        SCALER,
        IN_A_CELL,
        COPIED,
        QUESTION,
        NOTE,
        OLD,
        WAIVED,
        NOT_COUNTING,
        KNOWN,
        LINT,
        files=(
            ReviewedFile("notebooks/eda.ipynb", "notebooks/eda.ipynb", "modified", ("training", "evaluation")),
            ReviewedFile("src/train.py", "src/fit.py", "renamed", ("feature generation", "training")),
            ReviewedFile("src/web.py", None, "added"),
        ),
        gaps=GAPS,
        fixed=fingerprinted([FIXED]),
        silenced=(Silenced("default paths: vendor/, vendored/, _vendor/ … = off", 2),),
        ledger=(
            Verdict("DL2", "violated", (Step(SCALER.at, "scaled before the split"),), says="scaled before the split"),
            Verdict("DL4", "satisfied", (Step(Location("src/schema.py", 4), "a schema is checked"),), "churn"),
            Verdict(
                "DL4",
                "partial",
                (Step(Location("src/schema.py", 9), "types are checked"),),
                "uplift | x",
                "not shown: ranges",
                "add bounds to Request in src/schema.py",
            ),
            Verdict(
                "EP1", "no-evidence", (), says="looked for a comparison", next_step="log a DummyClassifier's score"
            ),
            Verdict("EP6", "not-scanned", (), says="tests/data is not in the repository"),
            Verdict(
                "SD6", "needs-judgement", (), says="Can the platform go back at once?", next_step="say so in deploy.md"
            ),
            Verdict("MI1", "not-applicable", (), says="nothing here is served"),
        ),
        system=MAP,
        lanes=(TESTS, *LANES),
        briefs=(E2E,),
        leads=(LEAD,),
    )


def untouched() -> Review:
    """A change that has nothing to do with machine learning."""
    return made(files=(ReviewedFile("src/web.py", "src/web.py", "modified"),), lanes=())


def unfinished() -> Review:
    """A review that broke off."""
    why = "internal error: KeyError: 'x' (mle_reviewer/flow/machine.py:12)"
    decision = decide((), unread=(), lanes=(), touches_ml=False, incomplete=why)
    return Review(change(), decision, incomplete=why)


def failing() -> Review:
    """No finding, but tests that fail."""
    return made(lanes=(replace(TESTS, status="failed", why="211 passed, 1 failed: tests.test_split.test_groups"),))


PAGES = {
    "fit-before-split": Rule(
        "fit-before-split",
        Card("DL", "Preprocessing learns from held-out rows", ("DL2",), Severity.HIGH, "data leakage", ("leak:refit",)),
        "# fit-before-split\n\nA transformation learns from rows\nthat the model is later judged on.\n\n## Why\n",
    ),
    "chosen-on-test": Rule(
        "chosen-on-test",
        Card("EP", "Test rows choose", ("EP5",), Severity.MEDIUM, "weak eval", confidence=Confidence.MEDIUM),
        "# chosen-on-test\n\nThe rows whose score is reported choose the model.\n",
    ),
}


ALL: dict[str, Callable[[], Review]] = {
    "full": full,
    "clean": made,
    "untouched": untouched,
    "unfinished": unfinished,
    "failing": failing,
    "hostile": lambda: made(HOSTILE),
}
