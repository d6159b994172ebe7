"""Effects that turn signals into how strong each frequency is in them, and back."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts.values import SPECTRUM, UNKNOWN, Seq, Value
from mle_reviewer.flow.operations.call import Call, Effect

_BEFORE: Final = {"pair": 1, "triple": 2}  # how many axes come before the strengths: frequencies, and times


def spectrum(call: Call) -> Value:
    """The strengths of the frequencies; those of one signal are no rows, those of several signals lie within each."""
    kept = keep(call)
    data = data_of(kept)
    made = kept if data is UNKNOWN else call.cx.fresh(data.but(traits=data.traits | {SPECTRUM}, column=data.column))
    before = _BEFORE.get(str(call.word("returns")), 0)
    return Seq((*[call.cx.fresh(UNKNOWN) for _ in range(before)], made)) if before else made


def signal(call: Call) -> Value:
    """The signals that these strengths are of: rows again, where one signal is of all rows."""
    kept = keep(call)
    data = data_of(kept)
    if SPECTRUM not in data.traits:
        return kept
    return call.cx.fresh(data.but(traits=data.traits - {SPECTRUM}, column=data.column))


EFFECTS: Final[dict[str, Effect]] = {"spectrum": spectrum, "signal": signal}
