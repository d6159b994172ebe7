"""ME4: whether mistakes are looked at one by one and grouped."""

from __future__ import annotations

from mle_reviewer.checks.speaking import by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.measuring.mistaken import mistaken
from mle_reviewer.system.questions.pages.mistakes_told import looked_at
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "ME4"
_TABLES = (".csv", ".tsv", ".md")
_HEAD = 4000  # bytes
_SAID = frozenset(
    {"pred", "predicted", "prediction", "error", "residual", "fp", "fn", "misclassified", "actual", "true"}
)


def answer(system: System) -> Answer:
    """Tools that look for wrong labels and predictions, and files of errors; what they show a person has to say."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    tools = by_signs(system, ITEM, system.signed("error-analysis"), "wrong predictions or labels are looked for")
    files = tuple(
        evidence(ITEM, Location(path, 1), "mistakes are written down here")
        for path in system.paths
        if tier(path) not in {"test", "example"}
        and path.endswith(_TABLES)
        and _of_errors(path)
        and _is_filled(system, path)
    )
    picked = tuple(evidence(ITEM, system.at(routine, pos), says) for routine, pos, says in mistaken(system))
    told = tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in looked_at(system))
    found = (*tools.evidence, *picked, *told, *files)
    return Answer(
        ITEM,
        evidence=found,
        question="Are false positives and false negatives grouped there by what they have in common?" if found else "",
        looked_for="tables or notes of mistakes (error_analysis, errors/), sections on error analysis, "
        "tools that look for wrong labels, "
        "code that picks out wrong predictions or sorts errors",
        next_step="Write the twenty worst mistakes with their features to errors/ and say what each group has in "
        "common.",
    )


def _is_filled(system: System, path: str) -> bool:
    """Whether what stands in it speaks of predictions and errors, as far as can be read."""
    document = system.document(path)
    text = document.data[:_HEAD].decode("utf-8", "replace") if document is not None else ""
    return len(_SAID & {word for part in text.split() for word in words(part)}) > 1


def _of_errors(path: str) -> bool:
    some = words(path.rpartition("/")[2])
    return ("error" in some or "errors" in some) and bool(
        set(some) & {"analysis", "examples", "cases", "cluster", "clusters"}
    )
