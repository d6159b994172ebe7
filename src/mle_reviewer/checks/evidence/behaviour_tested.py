"""EP6: whether tests hold known ways to fail of models, data and serving, and CI runs them."""

from __future__ import annotations

from mle_reviewer.checks.speaking import without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.ci import Run, runs, workflows
from mle_reviewer.system.questions.tests import looks_at, tests_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "EP6"
# What a test claims something of, by what it enters; the first tell most of the model.
_SAYS = {
    "predict": "predictions",
    "fit-predict": "predictions",
    "answer": "predictions",
    "llm-call": "answers of a language model",
    "load-model": "the model that is loaded",
    "load-registered": "the model that is loaded",
    "asked": "what the service answers",
    "fit": "training",
    "train": "training",
    "optimizer-step": "training",
    "route": "the service",
    "score": "the figures of a model",
    "metric": "how figures are worked out",
    "transform": "the features",
    "fit-transform": "the features",
    "split": "how the data is split",
    "folds": "how the data is split",
    "validate": "the data",
    "validate-result": "the data",
    "schema": "what the data has to look like",
    "promote": "promotion",
    "drift": "how drift is measured",
}
_ORDER = tuple(_SAYS)
# What says nothing yet of how the model behaves.
_BESIDE = frozenset({"split", "folds", "drift"})
# What is asked of something that a fixture gives.
_OF_ITSELF = frozenset({"predict", "asked"})


def answer(system: System) -> Answer:
    """Tests that claim something of a model, its data or its service, and the CI step that runs them."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    behaviour, beside = _tests(system)
    started = _strict_runs(system)
    found = behaviour or beside
    missing = [] if behaviour else ["no test seen claims anything of what the model answers"]
    if not started:
        missing.append("no CI step seen runs the tests")
    stated = tuple(evidence(ITEM, one.at, f"CI runs the tests: {one.says}") for one in started[:1]) if found else ()
    return Answer(
        ITEM,
        evidence=(*found[:4], *stated),
        missing=tuple(missing),
        looked_for="tests that claim something of predictions, metrics, data or the service, and a CI step that "
        "runs them",
        next_step="Write one test that loads or fits the model on a few rows and claims what it has to answer "
        "for them, "
        "and run pytest in CI.",
    )


def _tests(system: System) -> tuple[list[Evidence], list[Evidence]]:
    """Tests of behaviour, and tests of the documents that train, evaluate or serve."""
    roles = system.roles
    at_work = {one.at.path for some in (roles.trains, roles.evaluates, roles.serves, roles.llm) for one in some}
    behaviour: list[tuple[int, Evidence]] = []
    beside: list[Evidence] = []
    for path in system.code:
        if tier(path) != "test":
            continue
        module = system.indexed.module(path)
        imported = set(system.layout.imported(path, module.code.imports)) if module is not None else set()
        for test in tests_of(system, path):
            if not test.claims or test.skipped:
                continue
            at = system.at(test.routine, test.routine.pos)
            some = looks_at(system, test) - {"test-client"}
            about = min(some, key=lambda one: (_ORDER.index(one) if one in _ORDER else len(_ORDER), one), default="")
            if about and about not in _BESIDE and (test.enters or about in _OF_ITSELF):
                says = evidence(ITEM, at, f"`{test.name}` claims something of {_SAYS.get(about, 'the model')}")
                behaviour.append((_ORDER.index(about) if about in _ORDER else len(_ORDER), says))
            elif about and test.enters:
                beside.append(evidence(ITEM, at, f"`{test.name}` claims something of {_SAYS[about]}"))
            elif (imported | {where for where, _ in test.enters}) & at_work:
                beside.append(evidence(ITEM, at, f"`{test.name}` tests a document that works with the model"))
    return [says for _, says in sorted(behaviour, key=lambda one: one[0])], beside


def _strict_runs(system: System) -> list[Run]:
    every = [one for workflow in workflows(system) for job in workflow.jobs for one in runs(system, workflow, job)]
    return [one for one in every if one.sign == "run-tests" and not one.forgiven]
