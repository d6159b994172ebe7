"""documentation-lookup: packages whose version a change moves, and calls of libraries whose meaning depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.knowledge.packages import MOVING
from mle_reviewer.lanes.errand import Errand, Pin, places
from mle_reviewer.lanes.lane import Lane

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration

_MOST: Final = 6


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    moved = [Step(one.at, f"{one.name} {one.says}") for one in _moved(errand)]
    calls = places(errand.importing(*MOVING), "calls libraries that change between versions", errand, 4)
    if not errand.whole:
        return (*moved[:_MOST], *calls)
    names = {distribution for distribution, _ in MOVING.values()}
    pins = [Step(pin.at, f"{pin.name} is pinned to {pin.version}") for pin in errand.pins if pin.name in names]
    return (*pins[:4], *calls)


def _moved(errand: Errand) -> list[Alteration]:
    """The packages of another version that code around models imports, or that serve them."""
    some = [one for one in errand.alterations("package") if one.surfaces]
    known = {distribution for distribution, _ in MOVING.values()}
    return sorted(some, key=lambda one: one.name not in known)


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))[:_MOST]


def _questions(errand: Errand) -> Iterator[str]:
    notes = dict(MOVING.values())
    told: set[str] = set()
    for one in _moved(errand):
        if one.name in told or one.says.startswith(("is no longer", "is asked for")):
            continue
        told.add(one.name)
        where = " and ".join(map(str, one.elsewhere[:2]))
        more = f" and {len(one.elsewhere) - 2} more" if len(one.elsewhere) > 2 else ""  # noqa: PLR2004 - two are named
        read = f" ({notes[one.name]})" if one.name in notes else ""
        if one.says.startswith("is new"):
            yield f"{one.name} {one.says} ({one.at}): which page of its documents do the calls at {where}{more} go by?"
        else:
            yield (
                f"{one.name} {one.says} ({one.at}); {where}{more} "
                f"{'relies' if len(one.elsewhere) == 1 else 'rely'} on it: which of those calls do its release notes "
                f"in between name{read}?"
            )
    yield from _apart(errand)
    yield from _unpinned(errand, told)


def _apart(errand: Errand) -> Iterator[str]:
    """Libraries that the documents of the tree pin to different versions: one may train, the other serve."""
    for module, (name, _) in MOVING.items():
        if not (errand.whole or errand.importing(module) or any(one.name == name for one in errand.altered)):
            continue
        pins = [pin for pin in errand.pins if pin.name == name]
        by_path: dict[str, list[Pin]] = {}
        for pin in pins:
            by_path.setdefault(pin.at.path, []).append(pin)
        for other in list(by_path.values())[1:]:
            one = next(iter(by_path.values()))
            if {pin.version for pin in one}.isdisjoint(pin.version for pin in other):
                yield (
                    f"{name} is {one[0].version} at {one[0].at} and {other[0].version} at {other[0].at}: "
                    "which of the two trains, which serves, and does a model of one load in the other?"
                )
                break


def _unpinned(errand: Errand, told: set[str]) -> Iterator[str]:
    """Changed code of a library that no document pins."""
    pinned = {pin.name for pin in errand.pins} | told
    for module, (name, address) in MOVING.items():
        paths = errand.importing(module)
        if paths and name not in pinned and not errand.whole:
            yield (
                f"{errand.first_line(paths[0])} is written for a version of {name} that nothing pins: "
                f"which one is it, and does what it calls hold from there on ({address})?"
            )


LANE: Final = Lane("documentation-lookup", _comes_up, _asks, always_briefs=True)
