"""How the lanes of a review are run: what the user allows, what was given, and where programs are looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def _nobody(_stage: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class LaneSettings:
    """`run` allows tools that execute the project's code, `online` those that need a network; both are off by default.

    `asked` are lanes or tools that the user names: their tools run even where the project does not say that it uses
    them. `off` are lanes and tools that are left out; `closed` says why nothing at all may be started here.
    `environment` is the user's. `given` are files with results that were made elsewhere, by what they are (`ci-log`,
    `coverage`, `osv`, `ci-status`); `commands` are the project's own commands that policy names, each under its name.
    """

    run: bool = False
    online: bool = False
    asked: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    closed: str = ""
    seconds: float = 0.0
    jobs: int = 2
    environment: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    say: Callable[[str], None] = _nobody

    def leaves_out(self, *names: str) -> bool:
        """Whether one of these names is switched off."""
        return not self.off.isdisjoint(names)

    def names(self, *names: str) -> bool:
        """Whether the user asked for one of these."""
        return not self.asked.isdisjoint(names)
