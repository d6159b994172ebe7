"""What the names of columns and fields of a record say: a prediction, whom it was for, when, by which version."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.system.questions.monitoring.signals import words_of

_LAST: Final = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+)\d*$")
_PREDICTION: Final = frozenset({
    "prediction", "predictions", "predicted", "predict", "pred", "preds", "yhat", "proba", "probability",
    "probabilities", "prob", "probs", "score", "scores", "scored", "forecast", "forecasts", "forecasted",
    "label", "labels", "class", "decision", "output", "outputs", "confidence", "estimate", "recommendation",
    "recommendations", "sentiment", "answer", "response",
})  # fmt: skip
_FIGURES: Final = frozenset({
    "accuracy", "f1", "auc", "precision", "recall", "rmse", "mae", "mape", "r2", "loss", "train", "test", "validation",
    "cv", "best", "mean", "std", "fico", "credit", "risk", "bureau", "number", "count", "total", "path", "file", "dir",
    "folder", "uri", "url", "format", "type", "column", "columns", "cols", "source", "encoder", "schema",
})  # fmt: skip
_SURELY: Final = frozenset({
    "prediction", "predictions", "predicted", "pred", "preds", "yhat", "proba", "probability", "probabilities",
    "forecast", "forecasted",
})  # fmt: skip
_NO_VALUE: Final = frozenset({"error", "errors", "count", "total", "source", "path", "file", "type", "column"})
_IDS: Final = frozenset({"id", "uuid", "guid", "key", "correlation", "msno"})
_NOT_FOR: Final = frozenset({
    "model", "run", "experiment", "version", "release", "artifact", "pipeline", "job", "dataset", "registry", "api",
    "access", "secret", "schema", "config", "project", "bucket", "partition", "deployment", "commit", "worker",
    "container", "process", "thread", "build", "image", "encryption", "kms", "s3", "object", "storage", "window",
    "chunk",
})  # fmt: skip
_ENTITIES: Final = frozenset({
    "symbol", "ticker", "sku", "station", "sensor", "meter", "asset", "machine", "device", "isin", "vin", "customer",
    "account", "user", "patient", "store", "item", "product", "loan", "order", "ride", "trip", "title", "url",
    "horizon",
})  # fmt: skip
_NUMBERED: Final = frozenset({"code", "number", "no", "nr", "name"})
_TIMES: Final = frozenset({
    "time", "timestamp", "date", "datetime", "ts", "created", "when", "datum", "asof", "day", "hour", "period",
    "instant", "logged", "dt",
})  # fmt: skip
_LASTING: Final = frozenset({
    "latency", "ms", "seconds", "sec", "secs", "duration", "processing", "elapsed", "inference", "response", "limit",
    "out", "zone", "trained", "training", "birth", "commit",
})  # fmt: skip
_VERSIONS: Final = frozenset(
    {"version", "versions", "revision", "release", "sha", "digest", "alias", "champion", "artifact"}
)
_BY_MODEL: Final = frozenset(
    {"id", "uri", "tag", "run", "path", "registry", "sha", "hash", "digest", "alias", "version"}
)
_NO_MODEL: Final = frozenset({
    "api", "schema", "app", "dataset", "data", "feature", "features", "python", "scenario", "payload", "password",
    "code", "text", "image", "content", "file", "event", "input",
})  # fmt: skip
_TRUTH: Final = frozenset({
    "actual", "actuals", "truth", "true", "outcome", "outcomes", "feedback", "reviewer", "annotator", "corrected",
    "realized", "resolved",
})  # fmt: skip

_STATES: Final = frozenset({"closed", "at", "status", "flag", "pending", "is", "by", "source", "enabled", "required"})


def names_prediction(name: str) -> bool:
    """Whether a name is that of what was predicted, and not of a figure about it."""
    words = words_of(name)
    return surely_prediction(name) or (
        bool(words & _PREDICTION) and not words & (_FIGURES | _IDS | _VERSIONS | _LASTING | _SURELY)
    )


def surely_prediction(name: str) -> bool:
    """Whether a name can only be that of what a model said."""
    words = words_of(name)
    return bool(words & _SURELY) and not words & (_IDS | _TIMES | _NO_VALUE | _FIGURES)


def names_key(name: str) -> bool:
    """Whether a name is that of an id: of a request, a prediction, or of whom or what it was for."""
    words = words_of(name)
    last = _LAST.search(name)
    return last is not None and last[0].lower() in _IDS and not words & _NOT_FOR


def names_entity(name: str) -> bool:
    """Whether a name is that of a thing that is predicted for again and again: a key together with a time."""
    words = words_of(name)
    return bool(words & _ENTITIES) and words <= _ENTITIES | _NUMBERED | {"stock"}


def names_time(name: str) -> bool:
    """Whether a name is that of a moment, and not of how long something took."""
    words = words_of(name)
    last = _LAST.search(name)
    dated = bool(words & _TIMES) or (last is not None and last[0] == "at")
    return dated and not words & _LASTING


def names_version(name: str) -> bool:
    """Whether a name is that of which model predicted, more closely than by what it is called."""
    words = words_of(name)
    if words & _VERSIONS and not words & _NO_MODEL:
        return True
    return ("model" in words and bool(words & _BY_MODEL)) or {"run", "id"} <= words or {"git", "commit"} <= words


def names_truth(name: str) -> bool:
    """Whether a name is that of what came true, or of what a person said of a prediction."""
    words = words_of(name)
    return bool(words & _TRUTH) and not words & _STATES
