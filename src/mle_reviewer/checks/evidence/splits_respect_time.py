"""DL2: whether rows are divided so that time, groups and the moment of prediction are respected."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.data.dividing import divisions
from mle_reviewer.system.system import System

ITEM = "DL2"


def answer(system: System) -> Answer:
    """Evidence are splits by time or group that run; of a random split only somebody who knows the rows can say."""
    if not system.roles.trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    looked_for = "splits by time or by group, cuts at a time, random splits"
    step = "Split by time (TimeSeriesSplit, a cut-off) or pass `groups=`; or state that rows are independent."
    splits = [one for one in divisions(system) if one.kind == "split"]
    good = [one for one in splits if one.respects != "plain"]
    good.sort(key=lambda one: (not one.reached, one.at.cell is not None, not one.trains, not one.prepares))
    plain = [one for one in splits if one.respects == "plain"]
    if good:
        missing = () if any(one.reached for one in good) else ("a script or pipeline that runs it",)
        found = tuple(evidence(ITEM, one.at, one.says) for one in good)
        return Answer(ITEM, evidence=found, missing=missing, looked_for=looked_for, next_step=step)
    if plain:
        found = tuple(evidence(ITEM, one.at, one.says) for one in plain)
        question = "Are the rows independent: does no user, item or time stand on both sides of this split?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    return Answer(ITEM, looked_for=looked_for, next_step=step)
