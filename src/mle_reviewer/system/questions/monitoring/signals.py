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
# What says how something is counted, of whatever is counted.
_COUNTED: Final = frozenset({
    "rate", "rates", "count", "total", "in", "info", "active", "progress", "5", "4", "p50", "p90", "p95", "p99",
})  # fmt: skip
# What of a service that answers is asked: whether it is there, how quickly it answers, how often it fails.
_SERVICE: Final = frozenset({
    "up", "down", "unavailable", "available", "availability", "unreachable", "absent", "health", "healthy", "unhealthy",
    "healthcheck", "probe", "ready", "readiness", "notready", "alive", "liveness", "uptime", "http", "https", "request",
    "requests", "response", "responses", "status", "latency", "duration", "seconds", "ms", "milliseconds", "p50", "p90",
    "p95", "p99", "timeout", "timeouts", "error", "errors", "failure", "failures", "failed", "fail", "exception",
    "exceptions", "throughput", "rps", "qps", "rate", "rates", "traffic", "throttles", "throttled", "invocation",
    "invocations", "5xx", "4xx", "xx", "5", "4", "crash", "restarts", "restart", "restarting", "queue", "slow",
    "saturation", "count", "total", "api", "service", "server", "endpoint", "heartbeat", "predictions", "prediction",
    "inference", "info", "active", "loaded", "in", "progress", "concurrency", "inprogress",
})  # fmt: skip
_MACHINES: Final = frozenset({
    "cpu", "memory", "disk", "node", "filesystem", "swap", "gpu", "container", "network", "storage", "space", "kube",
    "kubelet", "machine", "host", "heap", "bytes", "load1", "load5", "jenkins", "jobs", "job", "training", "pipeline",
    "batch", "dag", "flow", "build", "workflow", "rds", "redshift", "database", "postgres", "redis", "elasticache",
})  # fmt: skip
_CHECKS: Final = frozenset(
    {"gate", "data", "missing", "null", "nulls", "schema", "freshness", "volume", "rows", "column"}
)
_OF_FIGURES: Final = frozenset({"bias", "residual", "residuals", "regression"})
_NO_LABELS: Final = frozenset(
    {"http", "request", "requests", "conflict", "conflicts", "rejected", "invalid", "duplicate", "duplicates"}
)
_BY_ANSWER: Final = re.compile(
    r"\b(?:by|without)\s{0,5}\(([^()]{0,300})\)|\{\{\s{0,5}(\w{1,60})\s{0,5}\}\}", re.IGNORECASE
)
_ANSWER: Final = frozenset({"decision", "class", "label", "predicted", "outcome", "sentiment", "verdict"})
# Beside `actual`: what was planned to be written against what was, and no label.
_WRITTEN: Final = frozenset({"expected", "rows", "row", "planned", "written"})
_STRICT_QUALITY: Final = _QUALITY - {"quality"}
MACHINES: Final = "machines and jobs"
_NAMED_METRIC: Final = re.compile(
    r"metric(?:_?name)?\s{0,5}(?:=|in|like)\s{0,5}\(?\s{0,5}'([^']{1,80})'", re.IGNORECASE
)
_SELECTS: Final = re.compile(r"\bselect\b(.{1,2000}?)\bfrom\b", re.IGNORECASE | re.DOTALL)
_ANSWERED: Final = frozenset({
    "up", "down", "unavailable", "health", "http", "request", "requests", "response", "latency", "5xx", "4xx", "xx",
    "api", "endpoint", "invocation", "invocations", "service", "prediction", "predictions", "inference", "probe",
})  # fmt: skip
# How columns are called that hold what a model says, or what came true.
_SAID: Final = frozenset({
    "prediction", "predictions", "predicted", "pred", "preds", "proba", "probability", "score", "scores", "output",
    "outputs", "target", "forecast", "forecasts", "yhat",
})  # fmt: skip


def columns_in(statement: str) -> tuple[str, ...]:
    """What a panel selects: the metrics that it names by their values, or the columns of its statement."""
    named = tuple(dict.fromkeys(_NAMED_METRIC.findall(statement[:20_000])))
    selected = _SELECTS.search(statement[:20_000])
    return named or (metrics_in(selected[1]) if selected is not None else metrics_in(statement))


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
    """The signal that names of metrics, alerts or panels are about, a model's first; "" where they tell of none."""
    words = {word.lower() for name in names for word in _WORD.findall(name.replace("_", " "))}
    if words & _DRIFT and not words & {"clock"}:
        output = words & (_OUTPUT - {"score", "scores"}) and not words & {"feature", "features"}
        return "prediction drift" if output else "feature drift"
    labels = words & _LABELS - ({"actual", "actuals"} if words & _WRITTEN else set())
    if labels and words - _LABELS - _MEASURES and not words & _NO_LABELS:
        return "delayed quality" if words & _QUALITY else "label arrival"
    if words & _STRICT_QUALITY or (words & _QUALITY and not words & _CHECKS):
        return "delayed quality"
    if words & _OUTPUT and words & _SPREAD and not words & _MEASURES:
        return "prediction drift"
    if words & _BUSINESS:
        return "business guardrails"
    if words & _MACHINES and not words & _ANSWERED:
        return MACHINES
    return "service health" if words & _SERVICE - _COUNTED and not words & (_CHECKS | _OF_FIGURES) else ""


def by_answer(query: str) -> bool:
    """Whether a query counts predictions by what was answered."""
    grouped = {word for match in _BY_ANSWER.finditer(query[:20_000]) for word in words_of(match[1] or match[2] or "")}
    return bool(grouped & _ANSWER) and bool(words_of(*metrics_in(query)) & _OUTPUT)


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
