"""pytorch-build-resolver: code of networks that a change touches, held against the rules of PyTorch itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import NETWORK_BUILD, NETWORKS, TRAINERS
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.tools.torchfix import TORCHFIX


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    return places(errand.importing(*NETWORKS), "code of a network is changed", errand)


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    touched = errand.importing(*NETWORKS)
    named = ", ".join(f"`{path}`" for path in touched[:3])
    yield f"Which shape and dtype has each tensor at the seams of {named}, and where does broadcasting hide one?"
    yield "Do the model, the batch, the targets and what the loss makes stand on one device in every branch?"
    yield "Is each graph kept no longer than its step (`.item()`, `.detach()`), and is evaluation without gradients?"
    if trained := errand.nodes("training"):
        where = f"{trained[0].at}"
        yield f"In the loop at {where}: backward, clip, step, clear, scheduler in this order, also where summed?"
        yield f"What of {where} is kept to go on from: optimizer, scheduler, scaler, random states, the epoch?"
    if errand.nodes("service", "scoring"):
        yield "Is the model that serves put into eval mode once, and is its first request slower than the time limit?"
    if errand.importing(*TRAINERS):
        yield "What does the trainer do already (moving, gradients, precision) and must not be done twice?"
    if [
        path
        for path in errand.ending(".txt", ".toml", ".lock", ".yml", ".yaml")
        if NETWORK_BUILD in _pinned(errand, path)
    ]:
        yield "Does the new version of torch fit the CUDA and Python of every image that trains or serves?"


def _pinned(errand: Errand, path: str) -> frozenset[str]:
    return frozenset(pin.name for pin in errand.pins if pin.at.path == path)


LANE: Final = Lane("pytorch-build-resolver", _comes_up, _asks, (TORCHFIX,))
