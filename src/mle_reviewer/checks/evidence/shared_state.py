"""TR4: whether training changes tables or settings that others hold as well."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.learning.defaults import defaults_written
from mle_reviewer.system.questions.learning.mutations import first_changes, held_changes, process_wide
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.learning.training_ground import BESIDE, ground, trained_by
from mle_reviewer.system.system import System

ITEM = "TR4"
_MOST = 5


def answer(system: System) -> Answer:
    """Evidence is that every function of training was followed and none changes a table that it was given."""
    trains = trained_by(system)
    if not trains and system.roles.trains:
        return Answer(
            ITEM,
            looked_for="programs that train; only notebooks do, whose cells all work on the same names",
            next_step=f"Move the training of {system.roles.trains[0].at.path} into functions that return new tables.",
        )
    if not trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    looked_for = (
        "functions of training and of the steps before it that write into tables they were given, the environment, "
        "dicts or names of modules"
    )
    followed, changed = set(), []
    steps = [path for path, rank in ground(system).items() if rank == BESIDE]
    documents = (system.indexed.module(path) for path in dict.fromkeys([*(one.at.path for one in trains), *steps]))
    starts = [routine for module in documents if module is not None for routine in module.routines()]
    for start in (*starts, *training(system)):
        if (start.path, start.function) not in followed:
            for one in closure(system.indexed, start):
                key = one.path, one.function
                if key not in followed:
                    followed.add(key)
                    changed += [(one, step, says) for _, step, says in first_changes(system, one).values()]
                    changed += [(one, step, says) for step, says in process_wide(system, one)]
                    changed += [(one, step, says) for step, says in held_changes(system, one)]
                    changed += [
                        (one, left.step, f"the default of `{left.param.name}` is written into, for all later calls")
                        for left in defaults_written(system, one)
                    ]
    says = (
        "as far as its calls are known, what is trained here and the steps before it were not seen to write into a "
        "table that the caller uses on, or into what the process shares"
    )
    if not changed:
        return Answer(ITEM, evidence=(evidence(ITEM, trains[0].at, says),), looked_for=looked_for)
    routine, step, _ = changed[0]
    return Answer(
        ITEM,
        evidence=(evidence(ITEM, trains[0].at, "training was followed as far as its calls are known"),),
        missing=tuple(
            f"that {one.name} in {one.path} leaves alone what it is given: {what}" for one, _, what in changed[:_MOST]
        ),
        looked_for=looked_for,
        next_step=f"Work on a copy in {routine.name} ({system.at(routine, step.pos)}), or hand the value on.",
    )
