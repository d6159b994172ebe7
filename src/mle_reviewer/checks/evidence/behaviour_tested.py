"""EP6: whether tests hold known ways to fail of models, data and serving, and CI runs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mle_reviewer.checks.speaking import without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.commands.tested_in_ci import before_commits, started
from mle_reviewer.system.questions.commands.tests import (
    Test,
    looks_at,
    marks_of,
    of_the_repository,
    only_transforms,
    tests_of,
)
from mle_reviewer.system.questions.learning.training_ground import ground
from mle_reviewer.system.questions.pages.components import reaching
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
_SERVICE = frozenset({"asked", "route"})
_DATA = frozenset({"transform", "fit-transform", "validate", "validate-result", "schema", "refuse"})
_MODEL = frozenset(_SAYS) - _SERVICE - _DATA - _BESIDE
_REFUSING = frozenset({"validate", "validate-result", "schema", "refuse"})
# Documents that test runners collect by themselves.
_COLLECTED = re.compile(r"(?:^|/)tests?[^/]*\.py$|_tests?\.py$")
_BESIDES = 100
_SHOWN = 4
_OF_ONE = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A test with what it says of a model; `rank` is low for what tells most."""

    path: str
    rank: int
    says: Evidence
    about: frozenset[str] = frozenset()
    fails: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def beside(self) -> bool:
        """Whether it only tests code around a model."""
        return self.rank >= _BESIDES


def answer(system: System) -> Answer:
    """Tests that claim something of a model, its data or its service, and the CI step that runs them."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    told = sorted(_tests(system), key=lambda one: (one.beside, not one.fails, one.rank))
    behaviour = [one for one in told if not one.beside]
    steps = started(system)
    found = behaviour or told
    run = [one for one in found if any(step.takes(one.path, one.marks) for step in steps)]
    missing = [] if behaviour else ["tests that claim something of what the model answers"]
    if not steps:
        missing.append("a CI step that runs the tests")
    elif found and not run:
        missing.append(f"the CI step seen ({steps[0].at}) runs other tests")
    if behaviour and (not steps or run):
        missing += _open(system, run or found)
    return Answer(
        ITEM,
        evidence=(*(one.says for one in _spread(run or found)), *_stated(system, run)),
        missing=tuple(missing),
        looked_for="tests that claim something of predictions, metrics, data or the service, and a CI step that "
        "runs them",
        next_step="Write one test that loads or fits the model on a few rows and claims what it has to answer "
        "for them, "
        "and run pytest in CI.",
    )


def _open(system: System, found: list[Told]) -> list[str]:
    """What no test claims anything of: what the model answers, and what the service that hands that on does."""
    about = {part for one in found for part in one.about}
    if not about & _MODEL and not any("asked" in one.about and not one.fails for one in found):
        return ["tests that claim something of what the model answers"]
    if system.signed("route") and system.roles.serves and not about & _SERVICE:
        return ["tests that claim something of what the service answers"]
    return []


def _spread(told: list[Told]) -> list[Told]:
    """A few tests, no more than two of one document, those first that tell most."""
    found: list[Told] = []
    for one in told:
        if sum(other.path == one.path for other in found) < _OF_ONE:
            found.append(one)
    return found[:_SHOWN]


def _stated(system: System, run: list[Told]) -> tuple[Evidence, ...]:
    """The step of CI that runs the first of the tests, or the hook that runs tests before each commit."""
    for test in run[:1]:
        for step in started(system):
            if step.takes(test.path, test.marks):
                return (evidence(ITEM, step.at, f"CI runs the tests: {step.says}"),)
    hooks = before_commits(system) if not started(system) and any(map(_has_tests, system.code)) else ()
    return tuple(evidence(ITEM, at, f"`{' '.join(one.words[:4])}` runs before each commit") for at, one in hooks)[:1]


def _has_tests(path: str) -> bool:
    return tier(path) == "test"


def _tests(system: System) -> Iterator[Told]:
    """Tests of behaviour, and tests of the documents that train, evaluate or serve."""
    roles = system.roles
    at_work = {one.at.path for some in (roles.trains, roles.evaluates, roles.serves, roles.llm) for one in some}
    at_work |= {one.path for one in system.signed("predict", "load-model", "load-registered")}
    taught = set(ground(system)) - at_work
    serving = {one.at.path for one in (*roles.serves, *roles.llm)}
    for path in system.code:
        if tier(path) != "test" or not _COLLECTED.search(path):
            continue
        module = system.indexed.module(path)
        imported = set(system.layout.imported(path, module.code.imports)) if module is not None else set()
        for test in tests_of(system, path):
            if not test.claims or test.skipped:
                continue
            at = system.at(test.routine, test.routine.pos)
            marks = marks_of(system, test)
            some = looks_at(system, test) - {"test-client"} if test.telling else set()
            if "asked" in some and serving and not _near(system, path, serving):
                some -= {"asked", "route"}  # another service than that of the model
            about = _about(test, some)
            if about and only_transforms(system, test):
                some, about = {"transform"}, "transform"
            if about and about not in _BESIDE and (test.enters or _of_itself(system, test, about)):
                yield _told(path, test, at, frozenset(some) | {about}, marks)
            elif about and test.enters:
                says = f"`{test.name}` claims something of {_SAYS[about]}"
                yield Told(path, _BESIDES, evidence(ITEM, at, says), marks=marks)
            elif (imported | {where for where, _ in test.enters}) & at_work:
                says = f"`{test.name}` tests a document that works with the model"
                yield Told(path, _BESIDES + 1, evidence(ITEM, at, says), marks=marks)
            elif {where for where, _ in test.enters} & taught:
                yield Told(
                    path, _BESIDES + 2, evidence(ITEM, at, f"`{test.name}` tests a step of training"), marks=marks
                )


def _told(path: str, test: Test, at: Location, about: frozenset[str], marks: frozenset[str]) -> Told:
    """A test of behaviour, with what it claims something of."""
    first = _about(test, set(about))
    says = f"`{test.name}` claims something of {_SAYS.get(first, 'the model')}"
    if test.telling == test.refuses:
        says = f"`{test.name}` claims that an error comes"
    elif test.refused:
        about |= {"asked"}
        says = f"`{test.name}` claims what the service refuses"
    rank = _ORDER.index(first) if first in _ORDER else len(_ORDER)
    return Told(path, rank, evidence(ITEM, at, says), about, bool(test.refuses or test.refused), marks)


def _of_itself(system: System, test: Test, about: str) -> bool:
    """Whether a test that enters no code asks a service, or a model that a fixture gives or that is kept."""
    return about in _OF_ITSELF and (about == "asked" or of_the_repository(system, test))


def _near(system: System, path: str, serving: set[str]) -> bool:
    """Whether a test, or what it shares with others, imports a document that serves, or one that imports it."""
    folder = path.rpartition("/")[0]
    shared = {one for one in system.code if one.endswith("conftest.py") and folder.startswith(one.rpartition("/")[0])}
    for one in {path, *shared}:
        module = system.indexed.module(one)
        imported = system.layout.imported(one, module.code.imports) if module is not None else ()
        if any(where in serving or reaching(system, where) & serving for where in imported):
            return True
    return False


def _about(test: Test, some: set[str]) -> str:
    """What a test is about: what is refused, where all that it claims is that something is refused."""
    if test.refuses == test.claims and (refused := some & _REFUSING):
        some = refused
    return min(some, key=lambda one: (_ORDER.index(one) if one in _ORDER else len(_ORDER), one), default="")
