"""Which of the things that make a run known are meant by the names under which something is written down."""

from __future__ import annotations

from typing import Final

from mle_reviewer.knowledge.measures import GENERAL, HIGHER, LOWER, words

_PARAMETERS: Final = frozenset({
    "params", "parameters", "hyperparameters", "hyperparams", "hparams", "config", "configuration", "settings",
})  # fmt: skip
_SETTINGS: Final = frozenset({
    "random_state", "seed", "random_seed", "n_estimators", "max_depth", "learning_rate", "lr", "epochs", "n_epochs",
    "num_epochs", "batch_size", "n_clusters", "num_leaves", "alpha", "dropout", "optimizer", "weight_decay",
})  # fmt: skip
_FIGURES: Final = (HIGHER | LOWER | GENERAL) - {"hit", "map", "coverage", "error", "latency", "gini", "lift"}
_PLACES: Final = frozenset({
    "path", "uri", "file", "filename", "sha256", "sha", "hash", "md5", "digest", "version", "location", "id",
    "checksum", "fingerprint", "snapshot", "source", "revision", "manifest",
})  # fmt: skip
_MODEL: Final = frozenset({"model", "artifact", "checkpoint", "weights"})
_DATA: Final = frozenset({"data", "dataset", "datasets", "snapshot", "split", "corpus", "raw"})
_COMMIT: Final = frozenset({"commit", "git", "vcs"})
_STEPS: Final = frozenset({
    "preprocessor", "preprocessing", "preprocess", "scaler", "scaling", "encoder", "encoders", "encoding", "vectorizer",
    "tokenizer", "imputer", "transformer", "transformations", "features", "vocab", "vocabulary", "columns",
    "normalization", "lags",
})  # fmt: skip
_MACHINERY: Final = frozenset({"python", "library", "libraries", "package", "packages", "framework", "dependencies"})


def fields(name: str, libraries: frozenset[str]) -> frozenset[str]:
    """What a name stands for: parameters, metrics, the artifact, the data, the commit, preprocessing, libraries.

    `libraries` are the names by which libraries are imported.
    """
    some = frozenset(words(name))
    found = set()
    if some & _PARAMETERS or "_".join(words(name)) in _SETTINGS:
        found.add("parameters")
    if some & _FIGURES:
        found.add("metrics")
    if (some & _MODEL and some & _PLACES) or {"run", "id"} <= some or "artifacts" in some:
        found.add("the artifact")
    if some & _DATA and some & _PLACES and not some & _MODEL:
        found.add("the data")
    if some & _COMMIT or {"code", "version"} <= some or {"code", "sha"} <= some:
        found.add("the commit")
    listed = "feature" in some and some & {"names", "columns", "cols", "list", "order", "schema"}
    if (listed or some & _STEPS) and not some & {"importance", "importances", "store", "count", "number", "n", "num"}:
        found.add("preprocessing")
    if (some & {"version", "versions"} and some & (_MACHINERY | libraries)) or {"requirements"} <= some:
        found.add("versions of libraries")
    return frozenset(found)
