"""Effects of calls that run side by side: what they say of scores is followed, of rows that they prepare it is not."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of
from mle_reviewer.flow.effects.elements import elements
from mle_reviewer.flow.effects.python import mapped
from mle_reviewer.flow.facts.values import Value
from mle_reviewer.flow.operations import extracts, opaque
from mle_reviewer.flow.operations.call import Call, Effect


def gathered(call: Call) -> Value:
    """The results of jobs, in order."""
    return _scores(call, elements(call))


def spread(call: Call) -> Value:
    """A function over elements, one job each."""
    return _scores(call, mapped(call))


def _scores(call: Call, made: Value) -> Value:
    """Results that hold scores, or statistics; of rows (files read and cut by workers) nobody knows which they are.

    Extracts that overlap are told by their bounds.
    """
    found = data_of(made)
    told = found.scores or (found.learned and not found.rows) or extracts.windows_overlap(call.cx, found)
    return made if told else opaque.made(call.cx, call.frame, call.name, [], call.pos)


EFFECTS: Final[dict[str, Effect]] = {"jobs": gathered, "jobs-map": spread}
