"""TR2: which of the seven things that make a run known afterwards are recorded, and which are not."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.learning import run_data, runs
from mle_reviewer.system.questions.learning.unrecorded import unrecorded
from mle_reviewer.system.system import System

ITEM = "TR2"
_FIELDS = (
    ("parameters", runs.parameters),
    ("metrics", runs.metrics),
    ("the artifact", runs.artifact),
    ("the data", run_data.dataset),
    ("the commit", runs.code_state),
    ("preprocessing", runs.preprocessing),
    ("versions of libraries", runs.recorded_libraries),
)
_RECORDS = frozenset({"parameters", "metrics", "the artifact"})  # without one of them nothing is a record of a run


def answer(system: System) -> Answer:
    """Evidence are records of runs, by trackers and files; pins and pipelines alone record no run."""
    if not system.roles.trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    found = {name: known for name, asked in _FIELDS if (known := asked(system)) is not None}
    looked_for = "trackers, registries and files that record parameters, metrics, artifact, data, commit and libraries"
    if not _RECORDS & set(found):
        idle = runs.idle(system)
        waits = "something that runs what records them"
        if not idle:
            idle, waits = runs.in_notebooks(system), "a program that records them: notebooks do, cell by cell"
        if idle:
            missing = (waits, *(name for name, _ in _FIELDS if name not in idle))
            return Answer(
                ITEM,
                evidence=tuple(evidence(ITEM, known.at, f"{name}: {known.says}") for name, known in idle.items()),
                missing=missing,
                looked_for=looked_for,
                next_step=f"Call what {next(iter(idle.values())).at.path} records from the program that trains.",
            )
        return Answer(
            ITEM,
            looked_for=looked_for,
            next_step=f"Record parameters and metrics of each run in {system.roles.trains[0].at.path} (a tracker, or a "
            "JSON file beside the model).",
        )
    missing = tuple(name for name, _ in _FIELDS if name not in found)
    missing += tuple(f"a record of what {one} trains, which is served" for one in unrecorded(system))
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, known.at, f"{name}: {known.says}") for name, known in found.items()),
        missing=missing,
        looked_for=looked_for,
        next_step=f"Record {missing[0]} with each run, beside what {next(iter(found.values())).at.path} records."
        if missing
        else "",
    )
