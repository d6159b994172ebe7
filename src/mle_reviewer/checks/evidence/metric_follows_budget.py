"""PF3: whether the figure that chooses the model is the one that was declared from what mistakes cost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge import headings
from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.questions.gating.budgets import primary_metrics, stated_costs, weighed
from mle_reviewer.system.questions.gating.pricing import UNRUN, priced, spoken_costs
from mle_reviewer.system.questions.gating.remarks import remarks
from mle_reviewer.system.questions.measuring.picking import Pick, picks
from mle_reviewer.system.questions.measuring.selecting import selections
from mle_reviewer.system.questions.pages.prose import Statement, shown, spoken_of, statements
from mle_reviewer.system.questions.pages.registers import chosen_by
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

ITEM = "PF3"
_MOST_CELLS = 5
_CHOOSING = re.compile(r"`[^`]*(?:thresh|select|choose|optimi|best|cutoff|tune|pick)[^`]*`", re.IGNORECASE)
_BY_COST = re.compile(r"`[^`]*(?:cost|profit|utility|benefit|payoff)[^`]*`", re.IGNORECASE)
_MOST = 3
_NEAR = 5  # words
_FAR = 100  # characters
_BOTH_ALIKE = frozenset({same("roc_auc"), same("accuracy"), same("balanced_accuracy")})
_ALIKE = "a figure that weighs mistakes by what they cost: the one that chooses weighs both kinds alike"
_FEW = 4  # words of a label that asks why a figure
_NAMING = frozenset(
    {"primary metric", "main metric", "key metric", "métrique principale", "métrica principal", "hauptmetrik"}
)
_CRITERIA = (
    "selection criteri*", "selection metric", "evaluation metric", "evaluation criteri*", "model is selected",
    "critère de sélection", "criterio de selección", "critério de seleção", "auswahlkriterium",
)  # fmt: skip
_DEFINING = (
    "rejected", "rejecting", "discarded", "also called", "also known as", "is defined as", "known as the",
    "definition of",
)  # fmt: skip
_EVALUATED = (
    "why evaluation includes",
    "why the evaluation includes",
    "why we evaluate",
    "why we report",
    "why we score",
)
_DECLARING = re.compile(
    r"(?i)\b(?:primary|main|selection|métrique principale|métrica principal|hauptmetrik)(?: metric)?\b[*_`]*\s?"
    r"(?:[:=]|is\b|was\b|→)[\s*_`]*(?:the )?(?:test |validation |val |mean |cv )?"
    r"([A-Za-z][\w@-]*(?:[ -][A-Za-z0-9]+){0,2})"
)
_REACHED = re.compile(r"[^\w\n]{0,8}\d")  # a result, no declaration
_REASONED = ("reasoning", "rationale", "reason", "razón", "motivo", "grund", "begründung")
_WHY = (
    "because", "penali*", "since", "as it", "given that", "due to", "to reduce", "to avoid", "to minimi*", "imbalance*",
    "costly",
    "cost", "parce que", "pour réduire", "para reducir", "para reduzir", "weil", "porque",
)  # fmt: skip


def answer(system: System) -> Answer:
    """Evidence are a declared metric, costs beside it, and code that runs and chooses by the same."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    declared = primary_metrics(system)
    settings = () if declared else chosen_by(system)
    costs = stated_costs(system)
    reasons = [] if declared and costs else _reasons(system)
    spoken = [one for kinds, one in spoken_costs(system) if kinds and any(sign.isdigit() for sign in one.text)][:1]
    wanted = {same(one.text) for one in declared} | {one for _, _, named in reasons for one in named}
    stated = [] if declared else _declared(system)
    wanted |= {figure for _, _, figure in stated} | {same(one.text) for one in settings}
    wanted -= {name for _, says, _ in reasons for name in _denied(headings.spoken(says))}
    every = [Pick(one.spelled, one.figure, one.by, one.routine, one.call.pos) for one in selections(system)]
    wished = [one for one in (*every, *picks(system)) if one.figure in wanted]
    chosen = _first_of_each(sorted(wished, key=lambda one: system.reached.how(one.routine) is None))
    found = [evidence(ITEM, one.at, f"the primary metric is declared: {one.text}") for one in declared]
    found += [evidence(ITEM, at, f"the primary metric is declared: {says}") for at, says, _ in stated]
    found += [evidence(ITEM, one.at, f"settings name the metric: {one.name}: {one.text}") for one in settings]
    found += [evidence(ITEM, at, f"why the metric: {says}") for at, says, _ in reasons]
    found += [evidence(ITEM, system.at(one.routine, one.pos), f"`{one.by}` chooses by {one.spelled}") for one in chosen]
    by_cost = [one for one in weighed(system) if "chooses" in one.says]
    found += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in by_cost]
    choosing = [(at, says) for at, says in priced(system) if _CHOOSING.search(says)][:1]
    chooses = any(_BY_COST.search(says) and not says.endswith(UNRUN) for _, says in choosing)
    found += [evidence(ITEM, at, says) for at, says in choosing if not by_cost]
    if found:
        found += [evidence(ITEM, one.at, f"what mistakes cost: {one.brief}") for one in spoken]
    missing = [] if declared or stated or settings or by_cost or reasons else ["a declared primary metric"]
    missing += [] if costs or by_cost or spoken or choosing else ["the mistake budget that the metric follows from"]
    runs = bool(by_cost) or chooses or any(system.reached.how(one.routine) for one in chosen)
    missing += [] if runs else ["code that runs and chooses by it"]
    if found and not missing:
        missing += _otherwise(system, [*every, *picks(system)], wanted)
        # A threshold by cost says nothing of which model was chosen.
        missing += [] if missing or by_cost or not _weighs_alike(chosen, spoken) else [_ALIKE]
        missing += [] if missing or chosen or by_cost else ["a choice of the model by the same figure"]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing) if found else (),
        looked_for="`primary_metric:` in notes and settings, sentences on why a metric counts, held against what "
        "searches, callbacks, studies and code that keeps the best choose by",
        next_step="Declare `primary_metric:` beside the mistake budget and give it to the search (`scoring=`).",
    )


def _weighs_alike(chosen: list[Pick], spoken: list[Statement]) -> bool:
    """Whether pages price a kind of mistake, and all that is chosen by weighs both kinds alike."""
    return bool(spoken) and bool(chosen) and {one.figure for one in chosen} <= _BOTH_ALIKE


def _otherwise(system: System, every: list[Pick], wanted: set[str]) -> list[str]:
    """What runs and chooses by a figure that nobody declared, where others are declared."""
    other = [one for one in every if one.figure and one.figure not in wanted and system.reached.how(one.routine)]
    return (
        [f"a choice by the same figure in {other[0].routine.path}: it goes by {other[0].spelled}"]
        if wanted and other
        else []
    )


def _first_of_each(chosen: list[Pick]) -> list[Pick]:
    """The first place for each way of choosing."""
    return list({(one.by, one.figure): one for one in reversed(chosen)}.values())[::-1][:_MOST]


def _reasons(system: System) -> list[tuple[Location, str, set[str]]]:
    """Sentences that say why one figure counts more than another, with the figures that they name."""
    found = []
    for one in spoken_of(system, headings.METRICS, (*headings.REASONS, *headings.RATHER, *_CRITERIA, "not")):
        part = "" if one.planned else _reason(one)
        if part:
            said = headings.spoken(part)
            at, _ = one.at_words((headings.tells(said, (*_CRITERIA, *headings.REASONS, *headings.RATHER, "not")),))
            found.append((at, shown(part), _figures(said) - {"accuracy", *_denied(said)}))
    found += [
        (one.at, one.brief, _figures(one.said))
        for one in statements(system)
        if one.said.startswith(" why ") and len(one.said.split()) <= _FEW and headings.tells(one.said, headings.METRICS)
    ]
    for one in spoken_of(system, _EVALUATED, ("metric*", "score*")):
        at, says = one.at_words(_EVALUATED)
        found.append((at, says, set()))
    return found[:2] or remarks(system)[:2]


def _declared(system: System) -> list[tuple[Location, str, str]]:
    """Labels of pages that name the metric that decides, with the figure."""
    found = []
    for one in statements(system):
        label = _DECLARING.search(one.text) if headings.tells(one.said, (*_NAMING, "selection metric")) else None
        if label is None or one.planned or one.text.count("|") > _MOST_CELLS or _REACHED.match(one.text, label.end()):
            continue
        figure = _first_figure(label[1])
        if figure:
            found.append((one.at, shown(one.text[label.start() if label.start() > _FAR else 0 :]), figure))
    return found[:2]


def _first_figure(text: str) -> str:
    """The figure that a text begins with."""
    parts = text.split()
    return next((name for size in range(len(parts), 0, -1) if (name := same(" ".join(parts[:size])))), "")


def _reason(one: Statement) -> str:
    """The sentence in which both stand, not in a table of figures; "" where none does."""
    if one.text.lstrip().startswith("|") and one.text.count("|") > _MOST_CELLS:
        return ""  # a table of figures
    sentences = one.text.replace("\n**", ". **").replace("\n", " ").replace("; ", ". ").replace(" | ", ". ").split(". ")
    for part in sentences:
        said = headings.spoken(part)
        if headings.tells(said, headings.METRICS) and _weighs(said):
            return part
    if not headings.tells(one.said, headings.METRICS) or headings.tells(one.said, _DEFINING):
        return ""
    criterion = headings.tells(one.said, _CRITERIA) and headings.tells(one.said, (*_WHY, *_REASONED))
    instead = len(_figures(one.said)) > 1 and any(f" not {name} " in one.said for name in headings.METRICS)
    return one.text if criterion or instead else ""


def _denied(said: str) -> set[str]:
    """The figures that a sentence says are not the ones."""
    if " not automatically " in said:
        return _figures(said)
    return _figures(f" {said.partition(' not ')[2]}") if " not " in said else set()


def _figures(said: str) -> set[str]:
    """The figures that a sentence names."""
    found: set[str] = set()
    for one in sorted(headings.METRICS, key=len, reverse=True):
        if f" {one} " in said:
            found.add(same(one))
            said = said.replace(f" {one} ", " ")  # what is the end of a longer name is none by itself
    return found - {""}


def _weighs(said: str) -> bool:
    """Whether a sentence puts one figure before another for a reason; that one is the primary is none by itself."""
    rather = headings.tells(said, headings.RATHER) and headings.tells(said, headings.CHOOSES)
    reason = headings.tells(said, headings.REASONS)
    if reason in _NAMING and not headings.tells(said, (*headings.RATHER, *_WHY)):
        return False
    if headings.tells(said, _DEFINING):
        return False
    if reason.startswith(("optimi", "prioriti")):
        before, _, behind = said.partition(reason)
        after = [*(before.split()[-_NEAR:] if reason.startswith("prioriti") else ()), *behind.split()[:_NEAR]]
        measured = any(word.isdigit() for word in after)  # the figure that it reached
        reason = reason if headings.tells(f" {' '.join(after)} ", headings.METRICS) and not measured else ""
    two = len(_figures(said)) > 1 or bool(headings.tells(said, (*headings.MISSES, *headings.ALARMS, *headings.COSTS)))
    return bool((rather and two) or reason) and " not " not in said.replace(reason, "")
