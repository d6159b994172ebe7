"""The six signals of a served model, and which of them the names of metrics, alerts, panels and columns are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SIGNALS: Final = (
    "service health", "feature drift", "prediction drift", "label arrival", "delayed quality", "business guardrails",
)  # fmt: skip
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_NAME: Final = re.compile(r"(?<![\w.])[A-Za-z_:][A-Za-z0-9_:]*")
_SELECTED: Final = re.compile(r"\{[^{}]{0,2000}\}|\"[^\"]{0,2000}\"|\[[^\[\]]{0,60}\]")
_GROUPED: Final = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]{0,2000}\)")
_LANGUAGE: Final = frozenset({
    "and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf", "nan", "sum", "avg", "min",
    "max", "group_left", "group_right", "select", "from", "where", "group", "order", "count", "as", "desc", "asc",
    "limit", "between", "not", "null",
})  # fmt: skip
_DRIFT: Final = frozenset({"drift", "psi", "kl", "js", "ks", "wasserstein", "divergence", "skew", "shift", "ood"})
_OUTPUT: Final = frozenset({"prediction", "predictions", "predicted", "output", "outputs", "target", "score", "scores"})
_LABELS: Final = frozenset({"label", "labels", "actual", "actuals", "truth", "outcome", "outcomes", "feedback"})
_QUALITY: Final = frozenset({
    "accuracy", "f1", "auc", "auroc", "precision", "recall", "rmse", "mae", "mape", "smape", "wape", "brier",
    "calibration", "ece", "quality", "logloss", "r2", "ndcg", "mrr", "relevance", "hallucination",
})  # fmt: skip
_BUSINESS: Final = frozenset({
    "revenue", "conversion", "conversions", "chargeback", "chargebacks", "cost", "costs", "spend", "budget", "savings",
    "approval", "approvals", "churn", "ctr", "clicks", "sales", "block", "profit", "margin", "guardrail", "guardrails",
})  # fmt: skip
_SPREAD: Final = frozenset({
    "distribution", "mean", "average", "avg", "share", "ratio", "confidence", "entropy", "disagreement", "class",
    "disagreements", "value", "values", "histogram", "bucket",
})  # fmt: skip
_MEASURES: Final = frozenset(
    {"latency", "duration", "seconds", "ms", "milliseconds", "errors", "error", "failures", "failed"}
)
# How columns are called that hold what a model says, or what came true.
_SAID: Final = frozenset({
    "prediction", "predictions", "predicted", "pred", "preds", "proba", "probability", "score", "scores", "output",
    "outputs", "target",
})  # fmt: skip


def metrics_in(condition: str) -> tuple[str, ...]:
    """The names of metrics in a query, without functions, labels, durations and words of the language."""
    bare = _GROUPED.sub(" ", _SELECTED.sub(" ", condition[:20_000]))
    found: list[str] = []
    for match in _NAME.finditer(bare):
        after = bare[match.end() : match.end() + 40].lstrip()
        before = bare[match.start() - 1 : match.start()]
        if not after.startswith("(") and match[0].lower() not in _LANGUAGE and before not in {"$", ".", "'"}:
            found.append(match[0])
    return tuple(dict.fromkeys(found))


def signal_of(*names: str) -> str:
    """The signal that names of metrics, alerts or panels are about: a model's where one of them says so."""
    words = {word.lower() for name in names for word in _WORD.findall(name.replace("_", " "))}
    if words & _DRIFT and not words & {"clock"}:
        output = words & (_OUTPUT - {"score", "scores"}) and not words & {"feature", "features"}
        return "prediction drift" if output else "feature drift"
    if words & _LABELS and words - _LABELS - _MEASURES and not words & {"http", "request", "requests"}:
        return "delayed quality" if words & _QUALITY else "label arrival"
    if words & _QUALITY:
        return "delayed quality"
    if words & _OUTPUT and words & _SPREAD and not words & _MEASURES:
        return "prediction drift"
    return "business guardrails" if words & _BUSINESS else "service health"


def words_of(*names: str) -> frozenset[str]:
    """The words that names are made of, in small letters."""
    return frozenset(word.lower() for name in names for word in _WORD.findall(name.replace("_", " ")))


def of_output(names: Iterable[str]) -> bool:
    """Whether most of these names of columns are those of what a model says."""
    known = [bool(words_of(name) & _SAID) for name in names]
    return bool(known) and 2 * sum(known) >= len(known)


def about_drift(name: str) -> bool:
    """Whether a name speaks of drift."""
    return bool(words_of(name) & _DRIFT)


def about_quality(name: str) -> bool:
    """Whether a name speaks of how good a model is."""
    return bool(words_of(name) & (_QUALITY | {"performance", "degradation", "degraded"}))
