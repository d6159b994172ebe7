"""TR1: whether training runs from code, settings, a version of data and a seed, without the state of a notebook."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.learning import run_data, run_libraries, run_settings
from mle_reviewer.system.questions.learning.training_ground import trained_by
from mle_reviewer.system.system import System

ITEM = "TR1"
_ASKED = (
    (run_settings.settings, "settings from outside (command line, configuration)", "its settings"),
    (run_data.data_version, "a version of the data", "its data"),
    (run_settings.seed, "a seed", "its randomness"),
    (run_libraries.libraries, "pinned libraries or a lock file", "its libraries"),
)


def answer(system: System) -> Answer:
    """Evidence is a program that trains, with what it takes from outside; a notebook alone is none."""
    trains = system.roles.trains
    if not trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    programs = trained_by(system)
    if not programs:
        return Answer(
            ITEM,
            looked_for="a script or pipeline that trains; only notebooks do",
            next_step=f"Move the training of {trains[0].at.path} into a function of a module that a script starts.",
        )
    first = programs[0]
    found: list[Evidence] = [evidence(ITEM, first.at, first.says)]
    missing = [] if first.reached is not None else ["something that starts it (a pipeline, a script, CI)"]
    for asked, name, what in _ASKED:
        known = asked(system)
        if known is None:
            missing.append(name)
        else:
            found.append(evidence(ITEM, known.at, f"{what}: {known.says}"))
    bare = run_settings.unseeded(system)
    if bare is not None:
        missing.append(f"a seed for {bare[0]}, which `{bare[1]}` draws from")
    missing += [f"a path that others have too (`{one.says}` at {one.at})" for one in run_settings.homes(system)]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing),
        looked_for="scripts and pipelines that train, their settings, data version, seed and libraries",
        next_step=f"Add to {first.at.path}: {missing[0]}." if missing else "",
    )
