"""What figures of models are called, which way they are better, and what words say that a version is the one in use."""

from __future__ import annotations

import re
from typing import Final

HIGHER: Final = frozenset({
    "accuracy", "acc", "auc", "auroc", "auprc", "aupr", "roc", "f1", "f05", "fbeta", "precision", "recall", "r2", "ap",
    "map", "ndcg", "mrr", "bleu", "rouge", "meteor", "iou", "miou", "dice", "kappa", "mcc", "gini",
    "sensitivity", "specificity", "tpr", "tnr", "lift", "hitrate", "hit", "silhouette", "faithfulness", "relevance",
    "relevancy", "groundedness", "correctness", "coverage", "score",
})  # fmt: skip
LOWER: Final = frozenset({
    "rmse", "mae", "mse", "mape", "smape", "wape", "rmsle", "mase", "msle", "loss", "logloss", "brier", "ece",
    "rmspe", "mspe", "mdape", "wmape", "rmsse", "wrmsse", "crps", "wer", "cer", "perplexity", "fnr", "fpr",
    "deviance", "error",
    "latency",
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


# Figures that choose alike, by words that tell them; the first line whose words all stand in a name says what it is.
_SAME: Final[tuple[tuple[frozenset[str], str], ...]] = tuple(
    (frozenset(some.split()), same)
    for some, same in (
        ("pr auc", "average precision"), ("average precision", "average precision"), ("auprc", "average precision"),
        ("aupr", "average precision"), ("ap", "average precision"), ("prauc", "average precision"),
        ("balanced accuracy", "balanced accuracy"), ("log loss", "loss"), ("logloss", "loss"), ("loss", "loss"),
        ("entropy", "loss"), ("roc", "ROC AUC"), ("auroc", "ROC AUC"), ("auc", "ROC AUC"), ("rocauc", "ROC AUC"),
        ("f1", "F1"), ("f2", "F2"), ("fbeta", "F-beta"), ("f05", "F-beta"),
        ("precision", "precision"), ("recall", "recall"),
        ("sensitivity", "recall"), ("accuracy", "accuracy"), ("acc", "accuracy"), ("rmse", "squared error"),
        ("mse", "squared error"), ("squared error", "squared error"), ("r2", "squared error"), ("mape", "MAPE"),
        ("smape", "sMAPE"), ("wape", "WAPE"), ("mae", "absolute error"), ("absolute percentage error", "MAPE"),
        ("absolute error", "absolute error"), ("rmsle", "RMSLE"), ("rmspe", "RMSPE"), ("mase", "MASE"), ("rmsse",
        "RMSSE"), ("wrmsse", "RMSSE"),
        ("wmape", "WAPE"), ("crps", "CRPS"), ("pinball", "pinball loss"), ("brier", "Brier score"), ("ndcg", "NDCG"),
        ("mrr", "MRR"), ("dice", "Dice"), ("iou", "IoU"), ("miou", "IoU"), ("kappa", "kappa"), ("mcc", "MCC"),
    )
)  # fmt: skip


def same(name: str) -> str:
    """What a figure is called here, however it is spelled (`eval_f1_macro`: F1); "" where it is not known."""
    spelled = words(name)
    some = {*spelled, *(one.rstrip("0123456789") for one in spelled)}
    return next((known for telling, known in _SAME if telling <= some), "")
