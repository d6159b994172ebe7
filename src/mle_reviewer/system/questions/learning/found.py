"""What was found of training runs, and the ways in which it is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Const, Term
from mle_reviewer.system.questions.learning.noted import noted
from mle_reviewer.system.questions.learning.training_ground import AROUND, at_home, ground, of_training
from mle_reviewer.system.signs import signs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is known of runs, and where that is seen."""

    at: Location
    says: str


def seen_at(system: System, sign: Sign, says: str = "") -> Found:
    """A call of a sign, as something that was found."""
    return Found(system.at(sign.routine, sign.pos), f"`{sign.name}`{says}")


def first(system: System, *signs: str, slot: str = "") -> Found | None:
    """The first call of these signs that belongs to training, with something in the slot where one is asked."""
    for name in signs:
        for sign in of_training(system, system.signed(name)):
            if not slot or not is_none(sign.given(slot)):
                return seen_at(system, sign)
    return None


def of_notebook(system: System, path: str) -> Iterator[Sign]:
    """The calls of a notebook that pages know."""
    module = system.indexed.module(path)
    for routine in module.routines() if module is not None else ():
        yield from signs_of(routine, system.indexed, system.conventions)


def is_none(term: Term | None) -> bool:
    """Whether nothing is given."""
    return term is None or (isinstance(term, Const) and term.value is None)


def named(system: System, field: str) -> Found | None:
    """What is written down under a name, by a tracker or in a file of the run."""
    for one in noted(system):
        if one.field == field:
            return Found(system.at(one.routine, one.call.pos), f"`{one.name}` is written to {one.where}")
    return None


def routines(system: System, furthest: int = AROUND) -> Iterator[Routine]:
    """The functions of documents that belong to training, the nearest documents first."""
    near = ground(system)
    home = at_home(system)
    for path in sorted(near, key=lambda path: (home(path), near[path])):  # in the order of the roles otherwise
        module = system.indexed.module(path) if near[path] <= furthest else None
        yield from module.routines() if module is not None else ()
