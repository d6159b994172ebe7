"""What several recognisers ask: whether there are models at all, and signs as evidence with how they are run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Evidence

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

NOT_STARTED: Final = "what starts it"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Evidence, and whether something starts at least one piece of it."""

    evidence: tuple[Evidence, ...] = ()
    started: bool = False

    def __add__(self, other: Spoken) -> Spoken:
        return Spoken((*self.evidence, *other.evidence), self.started or other.started)

    def __bool__(self) -> bool:
        return bool(self.evidence)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing of it by how it is run."""
        return (NOT_STARTED,) if self.evidence and not self.started else ()


def without_models(system: System) -> str:
    """Why nothing of models can be asked of the repository; "" where it trains, evaluates, serves or asks one."""
    roles = system.roles
    if roles.trains or roles.evaluates or roles.serves or roles.llm:
        return ""
    return "no model is trained, evaluated, served or asked here"


def by_signs(system: System, item: str, signs: Iterable[Sign], says: str) -> Spoken:
    """Signs as evidence, those first that something starts."""
    some = sorted(signs, key=lambda one: (system.reached.how(one.routine) is None, one.path, one.pos))
    found = tuple(evidence(item, place(system, one), f"{says} ({one.name})") for one in some)
    return Spoken(found, any(system.reached.how(one.routine) for one in some))


def at_step(system: System, item: str, routine: Routine, pos: int, says: str) -> Spoken:
    """One place in code as evidence."""
    return Spoken((evidence(item, system.at(routine, pos), says),), system.reached.how(routine) is not None)
