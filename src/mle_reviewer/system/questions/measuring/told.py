"""One figure that a document tells, of all examples or of a named group, and what it is a figure of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mle_reviewer.knowledge.measures import HIGHER, LOWER, better, same, words
from mle_reviewer.system.questions.measuring.figures import is_figure

COUNTS: Final = frozenset({
    "n", "count", "support", "samples", "n_samples", "num_samples", "sample_size", "rows", "n_rows", "size",
    "instances", "examples", "sample_count", "num_examples", "n_examples", "images", "n_obs", "total", "sample size",
    "num_rows", "group_size", "n_test", "test_size",
})  # fmt: skip
_KNOWN: Final = HIGHER | LOWER
# Words that other things than models are measured by, too.
_VAGUE: Final = frozenset({
    "score", "error", "coverage", "lift", "hit", "map", "loss", "ap", "acc", "latency", "roc", "relevance", "relevancy",
    "correctness", "gini", "deviance",
})  # fmt: skip
CLEAR: Final = _KNOWN - _VAGUE
# A figure of how sure another is, of other rows, or of a course of training.
ASIDE: Final = frozenset({
    "std", "stdev", "sd", "var", "variance", "se", "sem", "ci", "low", "high", "lower", "upper", "train", "training",
    "count", "support", "rank", "weight", "target", "expected", "change", "improvement", "diff", "pvalue", "p",
    "trend", "goal", "required", "published", "paper", "reported", "sota",
})  # fmt: skip
# The mean of the curve over classes, as detectors spell it; `ap` and `map` alone are too short to say so.
_AP: Final = re.compile(r"(?<![A-Za-z])(?:m?AP(?![A-Za-z])|m?ap_?@?(?:0?[.])?[57][05])")
_GAP: Final = frozenset({"gap", "disparity", "difference", "gaps"})
_FAIR: Final = frozenset({"parity", "odds", "opportunity"})
_BOUNDED: Final = frozenset({
    "average precision", "balanced accuracy", "ROC AUC", "F1", "F2", "F-beta", "precision", "recall", "accuracy",
    "Brier score", "NDCG", "MRR", "Dice", "IoU", "fpr", "fnr", "tpr", "tnr", "specificity", "ece", "hitrate", "wer",
    "cer", "miou", "error rate", "sensitivity",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is: its name here, which way is better, and whether it lies between nothing and one."""

    name: str
    lower: bool
    bounded: bool
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One figure in a document. `within` is the part it belongs to, `group` whose it is ("" for all examples).

    `support` is how many examples stand behind it, where the document says so.
    """

    within: tuple[str, ...]
    measure: Measure
    group: str
    value: float
    line: int
    support: int | None = None
    spelled: str = ""


@lru_cache(maxsize=4_000)
def measure(name: str) -> Measure | None:
    """The measure that a name is of; None where none is known, and so no direction."""
    some = [one if one in _KNOWN else one.rstrip("0123456789") or one for one in words(name)]
    plain = "_".join(some)
    said = set(some)
    if "Δ" in name or said & _GAP:
        return _gap(some)
    if said & ASIDE:
        return None
    if _AP.search(name):
        return Measure("average precision", lower=False, bounded=True)
    if not is_figure(plain):
        return None
    called = _called(plain, some)
    if not called:
        return None
    if "top" in said:
        called = f"{called} {' '.join(words(name))}"  # of the first and of the first five are two measures
    return Measure(called, better(plain) == "lower", called in _BOUNDED)


def _called(plain: str, some: list[str]) -> str:
    called = same(plain)
    if called == "loss" and not {"log", "logloss", "entropy"} & set(some):
        return ""
    if called == "squared error" and "r2" in some:
        return "R2"
    if not called and {"error", "rate"} <= set(some):
        return "error rate"
    return called or next((one for one in some if one in CLEAR), "")


def _gap(some: list[str]) -> Measure | None:
    """A difference between groups, which is better when small, whatever it is of."""
    known = same("_".join(some)) or next((one for one in some if one in CLEAR), "")
    if not known and not set(some) & _FAIR:
        return None
    return Measure(f"gap in {known or ' '.join(some)}", lower=True, bounded=not known or known in _BOUNDED, gap=True)
