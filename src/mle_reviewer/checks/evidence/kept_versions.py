"""TR5: whether each run's model is kept under a version of its own, so that none is written over."""

from __future__ import annotations

from itertools import islice

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.paths import UNKNOWN
from mle_reviewer.system.questions.learning.kept import gone_on, idle, in_notebooks, versioned
from mle_reviewer.system.questions.learning.overwritten import fixed_writes
from mle_reviewer.system.system import System

ITEM = "TR5"
_MOST = 4


def answer(system: System) -> Answer:
    """Evidence are versions in registries and paths that differ from run to run; fixed paths are what is missing."""
    if not system.roles.trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    found = [evidence(ITEM, one.at, one.says) for one in islice(versioned(system), _MOST)]
    known = ((one, text) for one, text in fixed_writes(system) if not text.startswith(UNKNOWN))
    fixed = list(islice(known, _MOST))  # a folder that is handed in may be the run's own
    missing: tuple[str, ...] = ()
    if not found:
        found = [evidence(ITEM, one.at, one.says) for one in islice(gone_on(system), _MOST)]
        missing = (
            ("a run of its own for each training: the same file is written over in one of before",) if found else ()
        )
    if not found:
        found = [evidence(ITEM, one.at, one.says) for one in islice(idle(system), _MOST)]
        missing = ("something that runs it",) if found else ()
    if not found:
        found = [evidence(ITEM, one.at, one.says) for one in islice(in_notebooks(system), _MOST)]
        missing = ("a program that does so",) if found else ()
    missing += tuple(f"a version in `{text}`, which every run of {one.routine.path} writes" for one, text in fixed)
    where = f"`{fixed[0][1]}`" if fixed else "the model's path"
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=missing,
        looked_for="versions in a registry, paths with a run or a time in them, storage that keeps versions",
        next_step=f"Put the run's id into {where}, or register the model and move an alias once it was accepted.",
    )
