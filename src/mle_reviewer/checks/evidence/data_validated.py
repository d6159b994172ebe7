"""DL4: whether values are checked before a model learns from them, and before it answers."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL
from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.both_sides.validating import (
    checked_for_training,
    checked_when_served,
    checking_types,
)
from mle_reviewer.system.questions.data.contracts import of_training, rules
from mle_reviewer.system.questions.data.dbt_tested import dbt_tests_run
from mle_reviewer.system.questions.data.refusing import Refusal, idle, refusals
from mle_reviewer.system.system import System

ITEM = "DL4"


def answer(system: System) -> Answer:
    """Evidence are validators around training, tests of tables, and shapes of requests; one side alone is a part."""
    trains, serves = bool(system.roles.trains), bool(system.roles.serves)
    if not (trains or serves):
        return Answer(ITEM, reason=NO_MODEL)
    before = [
        evidence(ITEM, place(system, one), f"data is checked around training ({one.name})")
        for one in checked_for_training(system)
        if system.reached.how(one.routine)
    ]
    before += [
        evidence(ITEM, system.at(one, one.pos), f"tables are checked by their types as `{one.name}` is called")
        for one in checking_types(system)
    ]
    tested = [
        (one, evidence(ITEM, one.place(some[0]), f"{one.about} tests {one.name or 'the data'}"))
        for one in system.manifests.get("contract", ())
        if (some := rules(one)) and of_training(system, one)
    ]
    unrun = [] if dbt_tests_run(system) else [one for one in tested if one[0].about == "dbt"]
    before += [one[1] for one in tested if one not in unrun]
    before += [
        evidence(ITEM, place(system, one), f"what is put into the store is held to expectations ({one.name})")
        for one in system.signed("feature-view")
        if one.given("checks") is not None and system.reached.how(one.routine)
    ]
    own = sorted(refusals(system), key=lambda one: not one.values)
    before += [evidence(ITEM, system.at(one.routine, one.pos), _refused(one)) for one in own]
    shallow = bool(own) and len(before) == len(own) and not any(one.values and not one.unique for one in own)
    answering = list(checked_when_served(system))
    served = [evidence(ITEM, one.at, one.says) for one in answering]
    missing = ["checks of values before training"] if trains and (shallow or not before) else []
    missing += ["checks of values before serving"] if serves and not served else []
    waiting = [evidence(ITEM, system.at(one.routine, one.pos), _waits(one)) for one in ([] if before else idle(system))]
    waiting += [] if before else [one[1] for one in unrun]
    if waiting:
        missing = ["a run of these checks before training", *missing[1 if trains else 0 :]]
    loose = bool(answering) and not any(one.values for one in answering)
    missing += ["ranges and categories of what is sent: types alone are held"] if loose else []
    return Answer(
        ITEM,
        evidence=(*before, *served, *waiting),
        missing=tuple(missing) if before or served or waiting else (),
        looked_for="validators that are run (pandera, Great Expectations, TFDV, Soda, Deequ), functions that look at a "
        "table or a request and refuse it, tests of tables, shapes of requests",
        next_step="Validate the training frame with a schema (types, ranges, categories, missing values).",
    )


def _refused(one: Refusal) -> str:
    what = "values of a table are" if one.values else "the columns of a table are"
    what = "the values of each row that is read are" if one.row else what
    return f"{what} looked at, and what is wrong ends the run (`{one.routine.name or one.routine.path}`)"


def _waits(one: Refusal) -> str:
    what = "values of a table" if one.values else "the columns of a table"
    return f"`{one.routine.name}` looks at {what}, and was not seen on the way to training"
