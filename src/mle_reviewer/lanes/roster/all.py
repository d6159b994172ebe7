"""Every lane there is, found by its file, in the order of the checklist."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from mle_reviewer.findings.lane import LANES
from mle_reviewer.lanes import roster
from mle_reviewer.lanes.lane import Lane


@cache
def lanes() -> tuple[Lane, ...]:
    """The lanes; a file of this folder that defines none is no lane."""
    found: dict[str, Lane] = {}
    for module in pkgutil.iter_modules(roster.__path__):
        lane = getattr(importlib.import_module(f"{roster.__name__}.{module.name}"), "LANE", None)
        if isinstance(lane, Lane):
            found[lane.name] = lane
    return tuple(found[name] for name in LANES if name in found)
