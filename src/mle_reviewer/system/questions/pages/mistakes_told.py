"""What pages say of the mistakes of a model: where they were looked at, and what they are traced to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import headings
from mle_reviewer.system.questions.pages.prose import Statement, beneath, first_of_each, statements

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ANALYSES: Final = (
    "error analysis", "segmented error analysis", "errors analysis", "failure analysis", "failure case*",
    "misclassif*", "mistake analysis", "hard examples", "hard cases", "where the model fails", "where it fails",
    "worst predictions", "confusions", "analyse des erreurs", "análisis de errores",
    "fehleranalyse", "错误分析", "誤り分析", "오류 분석",
)  # fmt: skip
_WRONG: Final = (
    "false positive*", "false negative*", "misclassif*", "mispredict*", "wrong prediction*", "wrongly predict*",
    "over predict*", "overpredict*", "under predict*", "underpredict*", "over flag*", "confuses", "confused with",
    "false alarm*", "mislabel*", "over forecast*", "under forecast*", "largest errors", "worst errors", "high error*",
    "faux positif*", "faux négatif*", "falsos positivos", "falsos negativos", "fehlklassif*", "误报", "漏报", "오분류",
)  # fmt: skip
_CAUSAL: Final = (
    "because", "caused by", "due to", "root cause", "stem from", "stems from", "explained by", "traced to", "driven by",
    "comes from", "come from", "result of", "attributed to", "source of", "pointed to", "points to",
    "car", "parce que", "à cause", "porque", "debido a",
    "weil", "wegen", "aufgrund", "因为", "由于", "때문",
)  # fmt: skip
_CAUSES: Final = (
    "label*", "annotat*", "missing", "absent", "never saw", "never seen", "not in the training", "unseen", "sparse",
    "few samples", "few examples", "underrepresented", "under represented", "imbalanc*", "threshold*", "cutoff*",
    "ambigu*", "overlap*", "similar", "sarcas*", "confound*", "bug", "leak*", "skew", "mismatch", "drift", "outlier*",
    "noise", "noisy", "signal", "feature*", "proxy",
    "étiquette*", "etiqueta*", "seuil", "umbral", "标签", "阈值", "라벨",
)  # fmt: skip
# What is wrong with a model as a whole, and the headings under which it is traced.
_OVERFITTED: Final = ("overfit*", "over fit*", "leak*", "memoriz*", "memoris*")
_ROOTS: Final = (
    "root cause analysis",
    "root causes",
    "hypothesized failure mode*",
    "hypothesised failure mode*",
    "why * is confused",
)
_DIAGNOSES: Final = ("diagnosis", "root cause*", "what went wrong", "post mortem*", "red flag*", "why it failed")
# How a note begins what went wrong, and what it came from, where each has a line of its own.
_PROBLEMS: Final = ("problem", "issue", "symptom", "symptoms", "mistake", "error", "problème", "problema")
_ORIGINS: Final = (
    "root cause",
    "root causes",
    "cause",
    "causes",
    "cause racine",
    "causa raíz",
    "causa raiz",
    "ursache",
)
_OF_MODEL: Final = (*_WRONG, "predict*", "model", "models", "accuracy", "confidence", "class", "classes", "forecast*")
_OF_DATA: Final = (
    *_CAUSES,
    "data",
    "training",
    "production",
    "distribution*",
    "sensor*",
    "preprocess*",
    "scal*",
    "unit*",
)
_OPENING: Final = 3  # words
_TO_COME: Final = (
    "a table of",
    "table of",
    "a plot of",
    "plot ",
    "a chart of",
    "compute ",
    "show ",
    "list ",
    "report ",
)
_RESIDUAL: Final = ("errors", "residual*", "outlier*", "pattern*")
_NEAR: Final = 4  # statements
_PERHAPS: Final = ("may", "might", "could", "can", "would", "should", "if", "potential", "possible", "peut", "puede")
_ASIDE: Final = (
    "troubleshoot*", "common issue*", "runbook*", "incident*", "install*", "glossary", "faq", "risks", "risk register",
)  # fmt: skip
_NUMBER: Final = re.compile(r"\d")
_MOST: Final = 3
_LABEL: Final = 40  # characters


def looked_at(system: System) -> tuple[Statement, ...]:
    """What stands under headings on the analysis of errors and says more than that there is one."""
    some = [one for one in beneath(system, ANALYSES, _ASIDE) if not one.links and len(one.text.split()) > 5]  # noqa: PLR2004 - words
    return first_of_each(one for one in some if _shows(one) and not _is_to_come(one))


def _is_to_come(one: Statement) -> bool:
    """Whether it says what is to be shown, and not what was."""
    begun = " ".join(one.said.split()[:_OPENING])
    return (
        one.planned or begun.startswith(_TO_COME) or bool(headings.tells(one.said, ("will be", "should be", "shall")))
    )


def _shows(one: Statement) -> bool:
    """Whether it says something of the errors, and not only that they were looked at."""
    return bool(_NUMBER.search(one.text) or headings.tells(one.said, _WRONG) or headings.tells(one.said, _RESIDUAL))


def traced(system: System) -> tuple[Statement, ...]:
    """Sentences that say what a mistake of the model came from, by a figure or under a heading on errors."""
    found = []
    for one in statements(system):
        if one.near((*headings.WORKINGS, *_ASIDE)) or one.links:
            continue
        if _is_traced(one):
            found.append(one)
    found += _by_lines(statements(system))
    return first_of_each(found, _MOST)


def _by_lines(some: tuple[Statement, ...]) -> Iterator[Statement]:
    """The lines on a root cause that follow, in one section, a line on a problem of what the model says."""
    for place, one in enumerate(some):
        if not _begins(one, _ORIGINS) or one.near((*headings.WORKINGS, *_ASIDE)):
            continue
        here = [other for other in some[max(0, place - _NEAR) : place] if _same_section(one, other)]
        behind = [other for other in some[place : place + _NEAR] if _same_section(one, other)]
        wrong = any(_begins(other, _PROBLEMS) and headings.tells(other.said, _OF_MODEL) for other in here)
        measured = any(_NUMBER.search(other.text) for other in (*here, *behind))
        if wrong and measured and any(headings.tells(other.said, _OF_DATA) for other in behind):
            yield one


def _begins(one: Statement, labels: tuple[str, ...]) -> bool:
    label = one.text[:_LABEL].replace("*", "").lstrip("-+•> \t").partition(":")
    return bool(label[1]) and headings.spoken(label[0]).strip() in labels


def _same_section(one: Statement, other: Statement) -> bool:
    return (one.path, one.title, one.cell) == (other.path, other.title, other.cell)


def _is_traced(one: Statement) -> bool:
    overfitted = _OVERFITTED if one.near(_DIAGNOSES) else ()
    if one.near(_ROOTS) and not one.planned and one.together(_WRONG, (*_CAUSES, "lack", "lacking", "bias")):
        return True
    wrong = (*_WRONG, *overfitted)
    if not (headings.tells(one.said, wrong) and headings.tells(one.said, _CAUSAL)):
        return False
    measured = one.near(ANALYSES) or bool(overfitted)
    for part in one.text.replace("\n", " ").replace("; ", ". ").split(". "):
        said = headings.spoken(part)
        if headings.tells(said, _PERHAPS) or not (measured or _NUMBER.search(part)):
            continue
        if all(headings.tells(said, group) for group in (wrong, _CAUSAL, _CAUSES)):
            return True
    return False
