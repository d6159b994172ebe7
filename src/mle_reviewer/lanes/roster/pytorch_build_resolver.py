"""pytorch-build-resolver: code of networks that a change touches, held against the rules of PyTorch itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import NETWORKS, TRAINERS
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.tools.torchfix import TORCHFIX

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    moved = tuple(Step(one.at, f"{one.name} {one.says}") for one in _moved(errand))
    return (*moved, *places(errand.importing(*NETWORKS), "code of a network is changed", errand))


def _moved(errand: Errand) -> tuple[Alteration, ...]:
    """The libraries of networks that come in another version."""
    known = {name.replace("_", "-") for name in NETWORKS}
    return tuple(one for one in errand.alterations("package") if one.name in known and one.surfaces)


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    for one in _moved(errand)[:2]:
        where = ", ".join(map(str, one.elsewhere[:2]))
        yield f"{one.name} {one.says} ({one.at}): is it made for the torch, CUDA and Python that {where} run on?"
    for path in errand.importing(*NETWORKS)[:2]:
        at = errand.first_line(path)
        yield f"{at}: which shape, dtype and device has each tensor that the changed lines take and give?"
    for node in errand.near("training")[:1]:
        yield f"In the loop at {node.at}: backward, clip, step, clear, scheduler in this order, also where summed?"
        yield f"What of {node.at} is kept to go on from: optimizer, scheduler, scaler, random states, the epoch?"
        if node.at.path in errand.importing(*TRAINERS):
            yield f"What does the trainer at {node.at} do already (moving, gradients, precision) and is done twice?"
    for node in errand.near("service", "scoring")[:1]:
        yield f"Is the model that {node.at} asks put into eval mode once, and is its first answer slower than allowed?"


LANE: Final = Lane("pytorch-build-resolver", _comes_up, _asks, (TORCHFIX,))
