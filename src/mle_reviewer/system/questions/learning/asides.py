"""Documents that show or try something, by their names: what really trains speaks before them."""

from __future__ import annotations

import posixpath
from typing import Final

from mle_reviewer.knowledge.groups import SETTING_APART, WEIGHING
from mle_reviewer.knowledge.measures import words

_ASIDE: Final = frozenset({
    "smoke", "demo", "toy", "example", "examples", "bench", "benchmark", "sandbox", "playground", "backup", "archive",
    "legacy", "old", "deprecated", "poc", "dummy", "mock", "fake", "stub", "ablation", "ablations",
})  # fmt: skip
_PARTS: Final = frozenset({"train", "training", "split", "eval", "evaluate"})  # "train_test_split" tests nothing


def is_aside(path: str) -> bool:
    """Whether a document shows or tries something, by its name or folder."""
    name = set(words(posixpath.basename(path)))
    return bool(_ASIDE & set(words(path))) or ("test" in name and not _PARTS & name)


def only_weighs(says: str) -> bool:
    """Whether what is said to train only fits a curve, weights, or what sets rows apart: a model is meant before it."""
    return any(one in says for one in (*WEIGHING, *SETTING_APART))
