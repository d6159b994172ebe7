"""DL3: whether features are joined as they were known when the prediction was to be made."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.dividing import divisions
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

ITEM = "DL3"


def answer(system: System) -> Answer:
    """Evidence are joins as of a time and historical features of a store; other joins leave a question."""
    if not system.roles.trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    joins = [one for one in divisions(system) if one.kind == "join" and one.trains]
    looked_for = "joins as of a time, historical features of feature stores, other joins"
    step = "Join features by `merge_asof(direction='backward')` or a feature store's historical features."
    stores = [one for one in system.signed("features-offline") if _as_of(one)]
    timely = [one for one in joins if one.respects == "time"]
    found = [evidence(ITEM, place(system, one), f"features as of a time are taken ({one.name})") for one in stores]
    found += [evidence(ITEM, one.at, one.says) for one in sorted(timely, key=lambda one: not one.reached)]
    if found:
        run = any(one.reached for one in timely) or any(system.reached.how(one.routine) for one in stores)
        missing = () if run else ("a script or pipeline that runs it",)
        return Answer(ITEM, evidence=tuple(found), missing=missing, looked_for=looked_for, next_step=step)
    if joins:
        some = tuple(evidence(ITEM, one.at, one.says) for one in joins)
        question = "Does each of these joins bring only what was known when its row was to be predicted?"
        return Answer(ITEM, evidence=some, question=question, looked_for=looked_for, next_step=step)
    return Answer(ITEM, reason="no join brings features to the rows that are learned from")


def _as_of(sign: Sign) -> bool:
    """Whether features are taken as of a time: a lookup that has to be asked for it is."""
    return not sign.entry.slots.get("asks") or sign.given("timestamp") is not None
