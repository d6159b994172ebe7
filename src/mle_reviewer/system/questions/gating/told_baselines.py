"""Simple models that pages tell of: what was reckoned for a baseline, beside what came after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings, main_words
from mle_reviewer.system.questions.pages.prose import Statement, first_of_each, statements

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_BASELINE: Final = (
    "baseline",
    "baselines",
    "naive",
    "dummy",
    "modèle de référence",
    "línea base",
    "linha de base",
    "基线",
)
_OTHER: Final = (
    "drift",
    "monitoring",
    "reference distribution",
    "baseline data",
    "baseline statistics",
    "baseline profile",
)
_COMPARED: Final = (
    "compared", "compare", "beats", "beat", "vs", "versus", "improve*", "outperform*", "better than", "against",
    "over the",
    "ties", "lift over", "comparé*", "comparad*", "supera", "mejora", "gegenüber", "相比",
)  # fmt: skip
_PLAIN: Final = (
    "logistic regression", "logisticregression", "linear regression", "linearregression", "naive bayes", "ridge",
    "lasso", "regresión logística", "regressão logística", "régression logistique", "regressão linear",
)  # fmt: skip
_OTHERS: Final = (
    "random forest*", "randomforest*", "randomforrest*", "xgb*", "lightgbm", "lgbm*", "catboost", "svm", "svc", "mlp*",
    "neural network*", "lstm", "gradient boosting", "gradientboosting*", "decision tree*", "bert", "knn",
)  # fmt: skip
_TRAINED: Final = (
    "train*", "compar*", "evaluat*", "tried", "tested", "benchmark*", "experiment*", "entren*", "entraîn*", "select*",
    "candidates", "best", "baseline*",
)  # fmt: skip
_NEXT: Final = ("roadmap", "next steps", "next experiment*", "future work", "prochaines étapes", "próximos pasos")
_RUNNING: Final = ("install*", "tech stack", "technologies", "roadmap", "future*", "next steps", "structure")
_FIGURE: Final = re.compile(r"\b\d{1,6}[.,]\d{1,4}\b|\d\s?%")
_SIDES: Final = 2
_FIRST: Final = 8  # words, in which a task says what it does
_BESIDE: Final = ("compared against", "compared with", "compared to", "benchmarked against", "evaluated against")
_SIMPLE: Final = (*_PLAIN, "naive", "naïve", "persistence", "seasonal naive", "dummy", "majority class", "climatology")


def told_baselines(system: System) -> tuple[Statement, ...]:
    """Statements with figures of a baseline and of something else, not of what is watched for drift."""
    return system.once(_told)


def _told(system: System) -> tuple[Statement, ...]:
    return first_of_each(one for one in statements(system) if _tells(one))


def told_comparisons(system: System) -> tuple[Statement, ...]:
    """Items of a list that says what a model is compared against, and that name a simple one."""
    found, led = [], None
    for one in statements(system):
        here = led is not None and (one.path, one.title, one.cell) == (led.path, led.title, led.cell)
        leads = one.text.rstrip().endswith(":") and headings.tells(one.said, _BESIDE)
        if leads and not one.near(headings.WORKINGS):
            led = one
        elif here and not one.planned and headings.tells(one.said, _SIMPLE):
            found.append(one)
    return first_of_each(found)


def told_choices(system: System) -> tuple[Statement, ...]:
    """Statements that name a plain model among several that were trained or compared."""
    return first_of_each(one for one in statements(system) if _chooses(one))


def told_ablations(system: System) -> tuple[Statement, ...]:
    """Statements that tell of something that was left out or changed to see what it does, under its own numbers."""
    return first_of_each(
        one
        for one in statements(system)
        if headings.tells(one.said, main_words.ABLATES)
        and not one.near(headings.WORKINGS)
        and "[ ]" not in one.text
        and any(sign.isdigit() for sign in one.text)
        and one.kind in {"readme", "notebook", "iteration", "model card"}
    )


def told_plans(system: System) -> tuple[Statement, ...]:
    """Rows of a roadmap that say which experiment comes next, and by which figures it will be seen."""
    return first_of_each(
        one
        for one in statements(system)
        if one.near(_NEXT)
        and not one.text.lstrip("|-*+ ").startswith(("✅", "[x]"))
        and headings.tells(f" {' '.join(one.said.split()[:_FIRST])} ", main_words.PLANS)
        and headings.tells(one.said, headings.METRICS)
    )


def _chooses(one: Statement) -> bool:
    if one.near(_RUNNING) or "[ ]" in one.text or not headings.tells(one.said, _TRAINED):
        return False
    if not headings.tells(one.said, _PLAIN):
        return False
    return sum(bool(headings.tells(one.said, (kind,))) for kind in _OTHERS) >= _SIDES


def _tells(one: Statement) -> bool:
    if not headings.tells(one.said, _BASELINE) or headings.tells(one.said, _OTHER) or one.near(headings.WORKINGS):
        return False
    above = headings.tells(one.said, _PLAIN) and headings.tells(one.said, ("compare", "compared"))
    if above and "[ ]" not in one.text and not one.near(_NEXT):
        return True  # its figures stand in the table below
    if len(_FIGURE.findall(one.text)) < _SIDES or one.text.lstrip().startswith("|"):
        return False  # rows of tables are read as tables
    return bool(headings.tells(one.said, _COMPARED) and headings.tells(one.said, headings.METRICS))
