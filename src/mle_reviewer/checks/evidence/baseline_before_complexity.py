"""ME1: whether a simple model and the version in use stand beside the model that is built."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.groups import INTRICATE_WORDS
from mle_reviewer.knowledge.measures import same, words
from mle_reviewer.program.markdown import Table
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.gating.baselines import (
    in_notebooks,
    is_simple,
    loaded_and_scored,
    side_by_side,
    simple_models,
)
from mle_reviewer.system.questions.gating.held import has_another, keys_of, reports, scored_baselines
from mle_reviewer.system.questions.gating.held_against import comparisons, kept_baselines
from mle_reviewer.system.questions.gating.plain_models import plain_beside, plain_in_notebooks
from mle_reviewer.system.questions.gating.told_baselines import told_baselines
from mle_reviewer.system.questions.gating.versions_compared import versions_compared
from mle_reviewer.system.questions.pages.notes import tables
from mle_reviewer.system.system import System

ITEM = "ME1"
_SIDES = 2
_BY_NAMES = "is held against that of the version in use"
_CANDIDATE = frozenset({"candidate", "challenger", "new"})
# What the first column of a table of ablations holds, and what no simple model is called.
_ABLATED = frozenset({
    "configuration", "config", "variant", "setting", "settings", "ablation", "feature", "features", "scenario", "step",
    "change", "component", "components", "stage",
})  # fmt: skip
_USED = frozenset({"production", "champion", "current", "incumbent"})


def _baselines(system: System) -> Spoken:
    """What is called a baseline: it is scored, it learns or predicts, or its figure is kept."""
    found = by_signs(system, ITEM, scored_baselines(system), "a simple model to be beaten")
    for routine, pos, name in simple_models(system):
        found += at_step(system, ITEM, routine, pos, f"{name}, a simple model to be beaten")
    for routine, pos in kept_baselines(system):
        found += at_step(system, ITEM, routine, pos, "compared with the figure of a baseline")
    return found


def _used(system: System) -> Spoken:
    """Comparisons with the version in use, by tools, by gates and by names."""
    compared = [one for one in system.signed("compare-models") if has_another(one)]
    used = by_signs(system, ITEM, compared, "a candidate is held against another model")
    for routine, pos in comparisons(system):
        used += at_step(system, ITEM, routine, pos, "compared with the version in use")
    known = {(routine.path, pos) for routine, pos in comparisons(system)}
    for pair in versions_compared(system):
        if pair.good and not used and (pair.routine.path, pair.pos) not in known:
            says = f"the candidate's `{pair.what}` {_BY_NAMES}"
            says = "the candidate and the version in use are scored by one function" if pair.alike else says
            used += at_step(system, ITEM, pair.routine, pair.pos, says)
    for routine, pos in side_by_side(system):
        used += at_step(system, ITEM, routine, pos, "figures of the version in use and of the candidate")
    for routine, pos in loaded_and_scored(system):
        used += at_step(system, ITEM, routine, pos, "the version in use is loaded, and figures of both follow")
    return used


def answer(system: System) -> Answer:
    """Simple models that are fitted beside, comparisons with the version in use, and reports that show both."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    baseline = _baselines(system)
    aside: tuple[Evidence, ...] = ()
    if not baseline:
        for routine, pos, name in plain_beside(system):
            baseline += at_step(system, ITEM, routine, pos, f"{name}, a plain model, stands beside")
        aside = tuple(
            evidence(ITEM, system.at(routine, pos), f"{name}, a simple model to be beaten, in a notebook")
            for routine, pos, name in in_notebooks(system)
        )
    if not baseline and not aside:
        aside = tuple(
            evidence(ITEM, system.at(routine, pos), f"{name}, a plain model, stands beside others in a notebook")
            for routine, pos, name in plain_in_notebooks(system)
        )
    used = _used(system)
    shown, kinds = _reported(system)
    missing: list[str] = []
    if not baseline and "baseline" not in kinds:
        missing.append("a simple model beside it")
    if not used and not kinds & _USED:
        missing.append("the version in use is not evaluated beside it")
    elif used.evidence and all(_BY_NAMES in one.statement for one in used.evidence):
        missing.append("both evaluated on the same rows: their figures are only held against each other")
    if not baseline and aside:
        missing = [one for one in missing if "simple model" not in one]
        missing.append("a simple model that a program, and not a notebook alone, holds it against")
    started = Spoken((*baseline.evidence, *used.evidence), baseline.started or used.started)
    return Answer(
        ITEM,
        evidence=(*started.evidence, *shown, *aside),
        missing=(*missing, *(() if shown else started.missing)),
        looked_for="simple baselines, comparisons with the version in use, and reports that show both",
        next_step="Fit a DummyClassifier or the rule in use today on the same split, and print its figure beside "
        "the model's.",
    )


def _reported(system: System) -> tuple[list[Evidence], set[str]]:
    found: list[Evidence] = []
    kinds: set[str] = set()
    for one in reports(system):
        keys = {word: inner for key, inner in keys_of(one.entry) for word in words(key)}
        said = set(keys) & (_USED | {"baseline"})
        if said and set(keys) & (_CANDIDATE | {"model"}):
            kinds |= said
            first = min(said)
            found.append(evidence(ITEM, one.place(keys[first]), f"the report shows `{first}` beside the candidate"))
    for path, table in tables(system):
        row = _row_of_a_baseline(table)
        if row is not None:
            kinds.add("baseline")
            found.append(evidence(ITEM, location(path, row), "a table shows figures of a simple model beside others"))
            break
    if "baseline" not in kinds:
        for told in told_baselines(system)[:_SIDES]:
            kinds.add("baseline")
            found.append(evidence(ITEM, told.at, f"figures of a baseline beside others are told: {told.brief}"))
    return found, kinds


def _is_base(name: str) -> bool:
    """Whether a row says in brackets that its model is the base of the others: `LinearRegression (Base)`."""
    return set(words(name.rpartition("(")[2])) == {"base"} and "(" in name


def _row_of_a_baseline(table: Table) -> int | None:
    """The line of a row named baseline in a table whose columns are figures of models."""
    if sum(bool(same(one)) for one in table.header[1:]) < 1 or len(table.rows) < _SIDES:
        return None
    if not table.header or _ABLATED & set(words(table.header[0])):
        return None
    plain = (row for row in table.rows if row.cells and (is_simple(row.cells[0]) or _is_base(row.cells[0])))
    return next((row.line for row in plain if not INTRICATE_WORDS & set(words(row.cells[0]))), None)
