"""Documents that stand aside: nothing imports or starts them, or a person alone does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.reaching import STARTING, guarded

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def left_aside(system: System, path: str) -> bool:
    """Whether a tree says what it starts, and nothing starts or imports this document."""
    entrances = system.reached.entrances
    if path in entrances or not any(one.how == "run" for one in entrances.values()):
        return False
    module = system.indexed.module(path)
    return module is not None and not guarded(module.top()) and path not in system.once(_imported)


def by_hand(system: System, path: str) -> bool:
    """Whether a document is a script that nothing imports, and that a person alone starts."""
    entrance = system.reached.entrances.get(path)
    if path in system.once(_imported) or (entrance is not None and entrance.how == "run"):
        return False
    module = system.indexed.module(path)
    return module is not None and guarded(module.top()) and path not in system.once(_framework)


def _imported(system: System) -> frozenset[str]:
    """The documents that others of the code import."""
    found: set[str] = set()
    for path in dict.fromkeys(one.path for one in system.routines("code")):
        module = system.indexed.module(path)
        if module is not None:
            found |= system.layout.imported(path, module.code.imports) - {path}
    return frozenset(found)


def _framework(system: System) -> frozenset[str]:
    """The documents in which a framework is told what to call: routes, flows, tasks, schedules."""
    return frozenset(sign.path for sign in system.signed(*STARTING))


__all__ = ["by_hand", "left_aside"]
