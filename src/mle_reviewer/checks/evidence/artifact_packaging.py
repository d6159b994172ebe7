"""SD5: whether what is served brings its preparation, settings, version, data and packages with it."""

from __future__ import annotations

from typing import Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.packing import Part, packed
from mle_reviewer.system.questions.predicting import answered
from mle_reviewer.system.questions.requiring import pinned_for_serving
from mle_reviewer.system.questions.sharing import shared, transforms
from mle_reviewer.system.system import System

ITEM = "SD5"
_ASKED: Final[tuple[tuple[Part, str], ...]] = (
    ("version", "a version or run of the model"),
    ("data", "a reference to the data that it learned from"),
    ("packages", "exact versions of the libraries that it is loaded with"),
)


def answer(system: System) -> Answer:
    """Evidence is what is saved with a model and what the service pins; missing is what nothing says."""
    if not answered(system):
        return Answer(ITEM, reason="nothing in the repository answers requests with what a model predicts")
    kept = packed(system)
    found: list[Evidence] = [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in kept]
    has = {one.part for one in kept}
    pin = pinned_for_serving(system)
    if pin is not None:
        has.add("packages")
        found.append(evidence(ITEM, location(pin.path, pin.line), f"{pin.name}{pin.specifier} is installed to serve"))
    missing = [words for part, words in _ASKED if part not in has]
    if transforms(system) and not shared(system) and "preparation" not in has:
        missing.append("the preparation of values, saved with the model")
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys(found))[:5],
        missing=tuple(missing),
        looked_for="what training saves with the model (pipelines, bundles, descriptions, registered models), "
        "and what the service pins",
        next_step="Save one bundle: preparation, model, version, reference of the data; and pin its libraries.",
    )
