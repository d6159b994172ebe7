"""Effects of experiment trackers: metrics noted run by run, and the runs that are looked up by them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal
from mle_reviewer.flow.effects.storage import keep
from mle_reviewer.flow.facts.values import NONE, REPORTED, UNKNOWN, Data, Map, Seq, Value, state
from mle_reviewer.flow.operations import ranking
from mle_reviewer.flow.operations.call import Call, Effect

_RUNS: Final = "the runs of the tracker"


def track(call: Call) -> Value:
    """A metric of the running run, or several by name."""
    name, several = literal(call.slot("column")), state(call.slot("items") or UNKNOWN)
    noted: dict[Hashable, Value] = dict(several.items) if isinstance(several, Map) else {}
    value = call.slot("value")
    if isinstance(name, str) and value is not None:
        noted[name] = value
    noted = {key: one for key, one in noted.items() if data_of(one).scores}
    if noted:
        known = call.cx.storage.kept.get(_RUNS)
        before = state(known.value) if known is not None else UNKNOWN
        for key, one in before.items.items() if isinstance(before, Map) else ():
            both = data_of(one).scores | data_of(noted.get(key)).scores
            noted[key] = Data(kind="score").but(scores=both)
        keep(call, _RUNS, call.cx.fresh(Map(noted)), call.name)
    return NONE


def tracked(call: Call) -> Value:
    """The runs: a table of them, or one object each. Which metric they are in the order of, the order says."""
    kept = call.cx.storage.read(call.cx.unit, _RUNS)
    noted = state(kept.value) if kept is not None else UNKNOWN
    if kept is None or not isinstance(noted, Map):
        return UNKNOWN
    by = call.slot("by")
    said = state(by) if by is not None else UNKNOWN
    texts = [literal(one) for one in (said.items if isinstance(said, Seq) else [by] if by is not None else [])]
    asked = [name for name in noted.items if any(isinstance(t, str) and f".{name}" in t for t in texts)]
    names = asked[:1] or list(noted.items)
    if not asked and (len(names) > 1 or not is_missing(by)):
        return UNKNOWN  # which of several metrics it will be chosen by, nobody can say
    scores = data_of(noted.items[names[0]]).but(
        traits=frozenset([REPORTED]) if kept.unit != call.cx.unit else frozenset()
    )
    if call.entry.slots.get("type") is not None:
        traits = scores.traits | ({ranking.RANKED_ROWS} if asked else frozenset())
        return call.result(scores.but(kind="frame", traits=traits))
    run = Map({"data": Map({"metrics": Map({names[0]: scores})})})
    return call.cx.fresh(Seq((), run, ranking.RANKED if asked else "list"))


EFFECTS: Final[dict[str, Effect]] = {"track": track, "tracked": tracked}
