"""Words by which reports name groups of examples, all examples together, and the two states of a model."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.knowledge.measures import words

# What says outright that figures of groups of examples follow.
SLICES: Final = frozenset({
    "slice", "slices", "segment", "segments", "cohort", "cohorts", "subgroup", "subgroups", "subpopulation",
    "subpopulations", "stratum", "strata", "group", "groups", "demographic", "demographics", "fairness",
    "disaggregated",
})  # fmt: skip
# What examples are grouped by, where a key or the head of a column is called so.
GROUPED: Final = SLICES | frozenset({
    "class", "classes", "label", "labels", "category", "categories", "attribute", "identity", "gender", "sex", "race",
    "ethnicity", "age", "religion", "nationality", "disability", "region", "regions", "country", "countries", "state",
    "city", "geography", "geo", "language", "languages", "locale", "device", "devices", "platform", "channel",
    "channels", "source", "market", "store", "stores", "product", "products", "customer", "tier", "plan", "intent",
    "intents", "emotion", "sentiment", "topic", "domain", "domains", "hospital", "site", "scanner", "sensor", "skin",
    "station", "zone", "borough", "sector", "industry", "family", "species", "disease", "diagnosis", "entity",
    "horizon", "difficulty", "scenario", "scenarios", "type", "position", "league", "season", "weekday", "hour",
    "month", "quantile", "decile", "band", "range", "role", "crop", "department", "merchant", "vehicle",
    "grupo", "gruppe", "klasse", "segmento", "categoria", "sexo",
})  # fmt: skip
# What figures are told for each of without being groups of the examples of one evaluation.
NO_GROUPS: Final = frozenset({
    "model", "models", "fold", "folds", "run", "runs", "experiment", "experiments", "seed", "seeds", "epoch", "epochs",
    "step", "steps", "iteration", "iter", "round", "trial", "trials", "threshold", "thresholds", "cutoff", "split",
    "splits", "algorithm", "estimator", "classifier", "regressor", "method", "methods", "approach", "version",
    "versions", "checkpoint", "backbone", "architecture", "network", "optimizer", "kernel", "feature", "features",
    "params", "parameters", "hyperparameters", "config", "configuration", "variant", "strategy", "technique",
    "benchmark", "benchmarks", "dataset", "datasets", "task", "tasks", "paper", "baseline", "baselines", "history",
    "metric", "metrics", "figure", "measure", "train", "training", "val", "validation", "valid", "test", "dev", "cv",
    "encoder", "decoder", "embedding", "retriever", "prompt", "loss", "setting", "ablation", "stage", "phase", "date",
    "timestamp", "time", "top", "k", "percentile", "confidence", "bin", "bins", "size", "batch", "component",
    "ensemble", "sampling", "augmentation", "preprocessing", "scaler", "llm", "team", "user", "author", "rank",
})  # fmt: skip
WHOLE: Final = frozenset({
    "overall", "all", "total", "global", "aggregate", "aggregated", "macro", "micro", "weighted", "average", "avg",
    "mean",
})  # fmt: skip
# The whole, and no mean over rows of any kind.
SUMMARY: Final = frozenset({"overall", "all", "total", "global", "macro", "micro", "weighted"})
# What a whole may be called further without being a part.
_OF_WHOLE: Final = frozenset({
    "samples", "rows", "examples", "data", "population", "classes", "groups", "model", "labels", "metrics", "metric",
    "performance", "test", "set", "results", "slices", "segments", "images", "users", "customers", "the", "score",
    "pooled",
})  # fmt: skip
EARLIER: Final = frozenset({
    "before", "baseline", "original", "unmitigated", "old", "previous", "prev", "current", "production", "prod",
    "champion", "incumbent", "existing", "initial", "base", "v1", "deployed", "prior",
})  # fmt: skip
LATER: Final = frozenset({
    "after", "candidate", "challenger", "new", "mitigated", "debiased", "reweighted", "reweighed", "improved",
    "updated", "final", "tuned", "finetuned", "retrained", "optimized", "optimised", "v2", "proposed", "calibrated",
    "fair", "enhanced",
})  # fmt: skip
# Whom a group is of, where a row is called by it.
PEOPLE: Final = frozenset({
    "male", "female", "men", "women", "man", "woman", "black", "white", "asian", "hispanic", "latino", "muslim",
    "christian", "jewish", "young", "elderly", "senior", "seniors", "adult", "adults", "child", "children", "minority",
    "majority", "rare", "rural", "urban", "privileged", "unprivileged", "disadvantaged", "dark", "light",
})  # fmt: skip
_BY: Final = re.compile(r"(?:^|[_\W])(?:by|per)[_\W]+([a-z]+)", re.IGNORECASE)


def is_whole(name: str) -> bool:
    """Whether a row or key stands for all examples together (`overall`, `macro avg`)."""
    some = set(words(name))
    return bool(some & WHOLE) and some <= WHOLE | _OF_WHOLE


def holds_groups(name: str) -> bool:
    """Whether a key or title says that what stands under it is told group by group (`slices`, `f1_by_region`)."""
    if by := _BY.search(name):
        return by[1].lower() not in NO_GROUPS
    some = set(words(name))
    return bool(some & (SLICES | {"classwise", "classes"})) and not some & NO_GROUPS


def names_groups(header: str) -> bool:
    """Whether the column under this head names groups of examples."""
    some = set(words(header))
    return bool(some & GROUPED) and not some & NO_GROUPS
