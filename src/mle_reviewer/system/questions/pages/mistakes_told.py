"""What pages say of the mistakes of a model: where they were looked at, and what they are traced to."""

from __future__ import annotations

import re
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
    "comes from", "come from", "result of", "attributed to", "car", "parce que", "à cause", "porque", "debido a",
    "weil", "wegen", "aufgrund", "因为", "由于", "때문",
)  # fmt: skip
_CAUSES: Final = (
    "label*", "annotat*", "missing", "absent", "never saw", "never seen", "not in the training", "unseen", "sparse",
    "few samples", "few examples", "underrepresented", "under represented", "imbalanc*", "threshold*", "cutoff*",
    "ambigu*", "overlap*", "similar", "sarcas*", "confound*", "bug", "leak*", "skew", "mismatch", "drift", "outlier*",
    "noise", "noisy", "signal", "feature*", "proxy",
    "étiquette*", "etiqueta*", "seuil", "umbral", "标签", "阈值", "라벨",
)  # fmt: skip
_PERHAPS: Final = ("may", "might", "could", "can", "would", "should", "if", "potential", "possible", "peut", "puede")
_ASIDE: Final = (
    "troubleshoot*", "common issue*", "runbook*", "incident*", "install*", "glossary", "faq", "risks", "risk register",
)  # fmt: skip
_NUMBER: Final = re.compile(r"\d")
_MOST: Final = 3


def looked_at(system: System) -> tuple[Statement, ...]:
    """What stands under headings on the analysis of errors and says more than that there is one."""
    some = [one for one in beneath(system, ANALYSES, _ASIDE) if not one.links and len(one.text.split()) > 5]  # noqa: PLR2004 - words
    return first_of_each(one for one in some if _NUMBER.search(one.text) or headings.tells(one.said, _WRONG))


def traced(system: System) -> tuple[Statement, ...]:
    """Sentences that say what a mistake of the model came from, by a figure or under a heading on errors."""
    found = []
    for one in statements(system):
        if one.near((*headings.WORKINGS, *_ASIDE)) or one.links:
            continue
        if _is_traced(one):
            found.append(one)
    return first_of_each(found, _MOST)


def _is_traced(one: Statement) -> bool:
    if not (headings.tells(one.said, _WRONG) and headings.tells(one.said, _CAUSAL)):
        return False
    measured = one.near(ANALYSES)
    for part in one.text.replace("\n", " ").replace("; ", ". ").split(". "):
        said = headings.spoken(part)
        if headings.tells(said, _PERHAPS) or not (measured or _NUMBER.search(part)):
            continue
        if all(headings.tells(said, group) for group in (_WRONG, _CAUSAL, _CAUSES)):
            return True
    return False
