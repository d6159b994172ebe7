"""Which checks of the review say what rules of several tools say, and say it better: with what it does to a model."""

from __future__ import annotations

from typing import Final

UNSAFE: Final = frozenset({"unsafe-load", "safe-load-removed", "artifact-runs-code", "runs-remote-code"})
SECRETS: Final = frozenset({"secret-in-code", "secret-in-log"})
UNDEFINED: Final = frozenset({"undefined-name", "hidden-state", "cells-out-of-order"})
WITHOUT_TIMEOUT: Final = frozenset({"call-without-timeout"})
BLOCKED: Final = frozenset({"event-loop-blocked"})
NOT_AWAITED: Final = frozenset({"result-never-awaited"})
QUERIES: Final = frozenset({"query-built-of-request"})
# What tools call `try/except/pass` or a blind `except`, and these checks say with what it does to a model.
SWALLOWED: Final = frozenset({
    "swallowed-prediction-error", "error-ends-as-success", "failed-rows-left-out", "release-error-swallowed",
    "outcome-never-checked", "empty-for-failed-load", "retries-end-in-success", "validator-result-ignored",
    "gate-fails-open", "health-without-model",
})  # fmt: skip
