"""What figures of models are called, which way they are better, and what words say that a version is the one in use."""

from __future__ import annotations

import re
from typing import Final

HIGHER: Final = frozenset({
    "accuracy", "acc", "auc", "auroc", "auprc", "aupr", "roc", "f1", "fbeta", "precision", "recall", "r2", "ap",
    "map", "ndcg", "mrr", "bleu", "rouge", "meteor", "iou", "miou", "dice", "kappa", "mcc", "gini",
    "sensitivity", "specificity", "lift", "hitrate", "hit", "silhouette", "faithfulness", "relevance",
    "relevancy", "groundedness", "correctness", "coverage", "score",
})  # fmt: skip
LOWER: Final = frozenset({
    "rmse", "mae", "mse", "mape", "smape", "wape", "rmsle", "mase", "msle", "loss", "logloss", "brier", "ece",
    "wer", "cer", "perplexity", "fnr", "fpr", "deviance", "error",
})  # fmt: skip
GENERAL: Final = frozenset({"metric", "metrics", "performance"})
# What a figure is held against, rather than the figure.
BOUNDS: Final = frozenset({
    "min", "max", "minimum", "maximum", "threshold", "thresholds", "thr", "limit", "limits", "target", "bound",
    "floor", "ceiling", "tolerance", "required", "gate", "baseline", "epsilon", "eps", "delta", "margin",
    "default",
})  # fmt: skip
INCUMBENT: Final = frozenset({
    "prod", "production", "champion", "baseline", "incumbent", "current", "previous", "prev", "best", "old",
    "existing", "reference", "deployed", "live", "last",
})  # fmt: skip
IN_USE: Final = frozenset({"production", "prod", "champion", "live", "serving", "released", "release"})
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name, small; digits stay with the letters before them (`F1Score`: f1, score)."""
    found: list[str] = []
    for part in _PARTS.findall(name[:120]):
        if part.isdigit() and found:
            found[-1] += part
        else:
            found.append(part.lower())
    return tuple(found)


def is_measure(name: str, *, among: bool = False) -> bool:
    """Whether a name is that of a figure of a model, and not of what it is held against; `among`: of several."""
    some = set(words(name))
    return bool(some & (HIGHER | LOWER | (GENERAL if among else frozenset()))) and not some & BOUNDS


def better(name: str) -> str:
    """`lower` for figures that are better when low, `higher` for others that are known, "" otherwise."""
    some = set(words(name))
    return "lower" if some & LOWER else "higher" if some & HIGHER else ""


def is_incumbent(name: str) -> bool:
    """Whether a name is that of the model in use, or of what belongs to it."""
    return bool(set(words(name)) & INCUMBENT)
