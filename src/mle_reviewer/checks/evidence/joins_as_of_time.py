"""DL3: whether features are joined as they were known when the prediction was to be made."""

from __future__ import annotations

from collections.abc import Iterable

from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.data.dividing import Division, divisions
from mle_reviewer.system.questions.data.given_away import given_away
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

ITEM = "DL3"
_SHOWN = frozenset({
    "dashboard", "charts", "plots", "plotting", "visualization", "qc", "simulation", "simulate", "inventory", "costs",
    "comparison", "compare", "reporting", "demo",
})  # fmt: skip
_OWN = "whether the value of the row itself, which these windows hold, is known when it is to be predicted"
_KNOWN = "whether what is joined by a time or a row was known by then"


def answer(system: System) -> Answer:
    """Evidence are joins as of a time, features of a store as of one, and lags; other joins leave a question."""
    if not system.roles.trains:
        return Answer(ITEM, reason="nothing in the repository trains a model")
    ways = [one for one in divisions(system) if one.kind != "split" and not _SHOWN & set(words(one.at.path))]
    joins = [one for one in ways if one.kind == "join" and (one.trains or one.prepares)]
    windows = [one for one in ways if one.kind == "history" and (one.trains or one.prepares)]
    looked_for = "joins as of a time, historical features of feature stores, other joins, lags and windows"
    step = "Join features by `merge_asof(direction='backward')` or a feature store's historical features."
    stores = [one for one in system.signed("features-offline") if _as_of(one)]
    timely = _ordered(one for one in joins if one.respects == "time")
    lags = _ordered(one for one in windows if one.respects == "time")
    plain = _ordered(one for one in (*joins, *windows) if one.respects != "time")
    found = [evidence(ITEM, place(system, one), f"features as of a time are taken ({one.name})") for one in stores]
    found += [evidence(ITEM, one.at, one.says) for one in timely]
    left_out = [evidence(ITEM, system.at(one.routine, one.call.pos), one.says) for one in given_away(system)]
    found += [*left_out, *(evidence(ITEM, one.at, one.says) for one in lags)]
    beside = [one for one in plain if one.kind == "join"]
    ending = [one for one in plain if one.kind == "history"]
    if stores or timely or ((lags or left_out) and not plain):
        run = any(one.reached for one in (*timely, *lags)) or any(system.reached.how(one.routine) for one in stores)
        run = run or bool(left_out)
        missing = () if run else ("a script or pipeline that runs it",)
        return Answer(ITEM, evidence=tuple(found), missing=missing, looked_for=looked_for, next_step=step)
    if lags or ending or left_out or any(one.keyed for one in beside):
        ways = [*lags[:1], *beside, *ending, *lags[1:]]
        free = [one for one in beside if not one.keyed]
        missing = (
            *(("a time that the joined tables are held to",) if free else ()),
            *((_KNOWN,) if len(free) < len(beside) else ()),
            *((_OWN,) if ending else ()),
        )
        found = [*left_out, *(evidence(ITEM, one.at, one.says) for one in ways)]
        return Answer(ITEM, evidence=tuple(found), missing=missing, looked_for=looked_for, next_step=step)
    if plain:
        some = tuple(evidence(ITEM, one.at, one.says) for one in plain)
        question = "Does each of these bring only what was known when its row was to be predicted?"
        return Answer(ITEM, evidence=some, question=question, looked_for=looked_for, next_step=step)
    waiting = _ordered(one for one in ways if one.kind == "history" and one.at.cell is None)
    if waiting:
        found = [evidence(ITEM, one.at, one.says) for one in waiting]
        missing = ("what trains on rows with these windows: nothing was seen to",)
        return Answer(ITEM, evidence=tuple(found), missing=missing, looked_for=looked_for, next_step=step)
    return Answer(ITEM, reason="no join and no window brings features to the rows that are learned from")


def _ordered(some: Iterable[Division]) -> list[Division]:
    """What is run and stands around training first."""
    return sorted(some, key=lambda one: (one.at.cell is not None, not one.reached, not one.trains))


def _as_of(sign: Sign) -> bool:
    """Whether features are taken as of a time: a lookup that has to be asked for it is."""
    return not sign.entry.slots.get("asks") or sign.given("timestamp") is not None
