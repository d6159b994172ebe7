"""Memory while an analysis runs: what it makes is freed by counting, so the cyclic collector is kept out of the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_RARELY: Final = 10_000_000  # new containers between two collections; the default of 700 costs half as much again


@contextmanager
def without_collector() -> Iterator[None]:
    """Collects only after very many new objects, and never looks again at what was there before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_RARELY, 50, 1000)
    try:
        yield
    finally:
        gc.freeze()  # and back among the old ones: what there is now need not be looked at for being young
        gc.set_threshold(*before)
        gc.unfreeze()
