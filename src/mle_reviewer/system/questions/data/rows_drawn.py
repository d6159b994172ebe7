"""Rows that steps before training draw anew in each run, because nothing gives them a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.data.preparing import prepares
from mle_reviewer.system.questions.learning.randomness import OF_ROWS, generators, is_drawn, is_none, seeds
from mle_reviewer.system.questions.learning.training_ground import BESIDE, ground

if TYPE_CHECKING:
    from mle_reviewer.system.questions.learning.randomness import Draws
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_MOST: Final = 3
_ROWS: Final = frozenset({"split", "folds", "sample"})


def rows_drawn_before(system: System, found: list[Draws]) -> list[str]:
    """What says so of the steps beside the programs that train, one for each document."""
    near = ground(system)
    trained = {path for some in found for path, _ in some.program.routines}
    seeded = {(one.path, generator) for one in seeds(system) for generator in generators(one)}
    told: dict[str, str] = {}
    for sign in system.signed("draw"):
        path = sign.path
        if path in told or path in trained or not _free(system, sign):
            continue
        if near.get(path, BESIDE + 1) > BESIDE and not prepares(system, sign.routine):
            continue
        given = sign.given("generator")
        generator = given.value if isinstance(given, Const) else None
        rows = generator == OF_ROWS or any(one.effect in _ROWS for one in system.indexed.entries(sign.call))
        if rows and (path, generator) not in seeded and system.reached.how(sign.routine) is not None:
            told[path] = f"a number for `{sign.name}` in {path}: the rows that it draws before training differ"
    return list(told.values())[:_MOST]


def _free(system: System, sign: Sign) -> bool:
    hidden = any(name is None for name, _ in sign.call.kwargs)
    return not hidden and is_none(sign.given("seed")) and is_drawn(system, sign)
