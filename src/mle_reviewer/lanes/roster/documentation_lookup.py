"""documentation-lookup: calls of libraries whose meaning depends on which version is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import MOVING
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    there = {file.path for file in errand.reviewed()}
    names = {distribution for distribution, _ in MOVING.values()}
    found = [Step(pin.at, f"{pin.name} is pinned to {pin.version}") for pin in errand.pins
             if pin.name in names and pin.at.path in there]  # fmt: skip
    return (*found[:4], *places(errand.importing(*MOVING), "calls libraries that change between versions", errand, 4))


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    versions: dict[str, set[str]] = {}
    for pin in errand.pins:
        versions.setdefault(pin.name, set()).add(pin.version)
    for module, (name, address) in MOVING.items():
        if not errand.importing(module):
            continue
        known = sorted(versions.get(name, ()))
        if len(known) > 1:
            yield f"{name} is pinned to {' and '.join(known)}: which one trains, which one serves, and do they agree?"
        elif known:
            yield f"Do the changed calls of {name} mean in {known[0]} what was read about them ({address})?"
        else:
            yield f"No exact version of {name} is pinned: with which versions do the changed calls hold ({address})?"
    yield "Which warnings of deprecation does a run print, and until which version may they stay?"


LANE: Final = Lane("documentation-lookup", _comes_up, _asks)
