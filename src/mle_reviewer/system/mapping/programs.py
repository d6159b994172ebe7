"""Programs: what is started on its own, with all that it touches by itself and by the functions that it calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.doing import closure
from mle_reviewer.system.mapping.touches import Touch, touches
from mle_reviewer.system.reaching import How, guarded
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_ACTS: Final = frozenset({
    "trains", "scores", "predicts", "asks", "registers", "promotes", "takes", "loads", "saves", "reads", "writes",
    "watches", "records", "features", "sources", "gates", "exposes", "deploys", "takes-features",
})  # fmt: skip
_MOST: Final = 400  # programs of one map

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Program:
    """A document that does something in the system, and everything that it touches."""

    path: str
    how: How | None
    touches: tuple[Touch, ...]
    calls: tuple[str, ...]  # other programs that it enters
    started: bool = True  # False for what only others would call, and nobody was seen to

    def of(self, *kinds: str) -> tuple[Touch, ...]:
        """Its touches of these kinds."""
        return tuple(one for one in self.touches if one.kind in kinds)


def programs(system: System) -> tuple[Program, ...]:
    """The programs of the production ground and of notebooks, in the order of their paths."""
    routines = _routines(system)
    touched = {path: {one.function: tuple(touches(system, one)) for one in some} for path, some in routines.items()}
    acting = {path for path, each in touched.items() if any(t.kind in _ACTS for some in each.values() for t in some)}
    answering = {one.at.path for one in system.roles.serves}
    own = {path for path in routines if path in answering or _starts(system, path, touched[path])}
    entered = {path: _entered(system, some) for path, some in routines.items()}
    within = {other for path in own for other in entered[path]}
    started = frozenset(own)
    own |= {path for path in acting if path not in within and path not in own}
    found: list[Program] = []
    for path in sorted(own)[:_MOST]:
        some = [touch for routine in routines[path] for touch in touched[path].get(routine.function, ())]
        for other, functions in entered[path].items():
            if other not in own:
                each = touched.get(other, {})
                some += [touch for function in sorted(functions) for touch in each.get(function, ())]
        calls = tuple(sorted(other for other in entered[path] if other in own and other != path))
        if some or path in answering:
            found.append(Program(path, _how(system, path, routines[path]), tuple(some), calls, path in started))
    return tuple(found)


def _routines(system: System) -> dict[str, list[Routine]]:
    found: dict[str, list[Routine]] = {}
    for path in (*(one for one in system.code if tier(one) == "code"), *system.notebooks):
        module = system.indexed.module(path) if tier(path) != "test" else None
        if module is not None:
            found[path] = list(module.routines())
    return found


def _starts(system: System, path: str, touched: dict[int, tuple[Touch, ...]]) -> bool:
    """Whether a document is started itself: by something that is seen, by hand, or because its top level acts."""
    if path in system.reached.entrances or path.endswith(".ipynb"):
        return any(touched.values()) or path in system.reached.entrances
    module = system.indexed.module(path)
    if module is not None and guarded(module.top()):
        return True
    return any(
        one.kind in {"trains", "scores", "predicts", "registers", "reads", "writes"} for one in touched.get(-1, ())
    )


def _entered(system: System, routines: Iterable[Routine]) -> dict[str, set[int]]:
    """The functions of other documents that these call, by document; what a document does when imported counts."""
    found: dict[str, set[int]] = {}
    for routine in routines:
        for one in closure(system.indexed, routine):
            if one.path != routine.path:
                found.setdefault(one.path, set()).update((one.function, -1))
    return found


def _how(system: System, path: str, routines: Iterable[Routine]) -> How | None:
    if path.endswith(".ipynb"):
        return "by hand"
    hows = [system.reached.how(one) for one in routines]
    return "run" if "run" in hows else "by hand" if "by hand" in hows else None


def entrances_of(system: System, path: str) -> Iterator[tuple[str, int, str]]:
    """What starts a document: which document, at which line, in which words."""
    one = system.reached.entrances.get(path)
    if one is not None:
        yield one.at[0], one.at[1], one.words
