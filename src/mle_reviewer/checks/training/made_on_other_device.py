"""A network that is moved to a GPU makes a tensor in main memory and puts it together with its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.questions.learning.owned import owned
from mle_reviewer.system.questions.learning.placed import left_behind, moved
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Tensor made on another device",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="pytorch-build-resolver",
)

_WORDS: Final = Words(
    title="This tensor stays in main memory while the network is on the GPU",
    issue="A tensor is made on the CPU unless a device is named, and `.to(device)` of the network does not move it: on "
    "a machine with a GPU the first batch stops with an error of devices; on one without, nothing shows.",
    fix="Make it where the input is: `torch.zeros(…, device=x.device)` (or `x.new_zeros(…)`).",
)


def find(system: System) -> Iterator[Finding]:
    """Tensors made without a device in methods of networks that are moved to a GPU, and used beside what lies there."""
    where = moved(system)
    forms = Forms(system.indexed, system.conventions)
    said = set()
    for one in owned(system) if where else ():
        at = where.get((one.thing.path, one.thing.index))
        for name, routine in one.methods if at is not None else ():
            if name == "__init__" or at is None:
                continue
            for left in left_behind(forms, routine):
                if (routine.path, left.made.pos) in said:
                    continue
                said.add((routine.path, left.made.pos))
                trace = [
                    Step(at, "the network is moved to a GPU, where there is one"),
                    Step(system.at(routine, left.made.pos), "a tensor is made, and no device is named"),
                    Step(system.at(routine, left.pos), left.how),
                ]
                context = system.source(routine, left.made.pos)
                yield stated(CARD, trace[1].at, _WORDS, trace, context=context)
