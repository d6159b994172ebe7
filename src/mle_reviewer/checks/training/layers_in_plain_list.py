"""A network keeps layers in a plain list or dict, which it does not see: they are neither trained, moved nor saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.owned import Owned, owned
from mle_reviewer.system.questions.learning.unseen import Unseen, unseen
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location

CARD = Card(
    area="TR",
    title="Layers in a plain list",
    items=(),
    severity=Severity.HIGH,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)

_WORDS: Final = Words(
    title="The layers in this list are never trained",
    issue="A network knows of layers that are its attributes or stand in a `ModuleList`; a plain list or dict hides "
    "them. `parameters()` leaves their weights out, so they keep their first, random values; `.to(device)` does not "
    "move them and a saved state does not hold them.",
    fix="Put them into `nn.ModuleList` (or `nn.ModuleDict`, `nn.Sequential`).",
)


def find(system: System) -> Iterator[Finding]:
    """Layers with weights that a class of networks makes into a list of its own, asks, and shows to nobody else."""
    for one in owned(system):
        for hidden in unseen(system, one):
            at = system.where(one.thing.path, hidden.bound.pos)
            trace = [
                Step(system.where(one.thing.path, hidden.made.pos), "a layer with weights is made"),
                Step(at, f"`self.{hidden.name}` holds such layers in a plain {hidden.kind}"),
                Step(_asked(system, one, hidden), "they are asked here; nothing gives their weights to the network"),
            ]
            context = f"{one.thing.name} {hidden.name}"
            yield stated(CARD, at, _WORDS, trace, context=context)


def _asked(system: System, one: Owned, hidden: Unseen) -> Location:
    return system.where(one.thing.path, hidden.asked.pos)
