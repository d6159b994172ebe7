"""The parts of a system that changed files play in although they hold no code of it: what it installs and starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.program.requirements import states
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.questions.changes.packages import packages
from mle_reviewer.system.questions.pages.components import components

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems

_ASKED: Final = frozenset({"python", "notebook", "requirements", "dockerfile", "toml", "yaml", "shell", "makefile"})


def surfaces_of(systems: Systems) -> dict[str, frozenset[str]]:
    """Each changed file with what its packages, its role or what it starts make it part of."""
    paths = [one.path for one in systems.files if states(one.path) or kind_of(one.path) in _ASKED]
    found: dict[str, set[str]] = {}
    if not paths:
        return {}
    for one in packages(systems):
        found.setdefault(one.at.path, set()).update(one.surfaces)
    roles = systems.after.roles
    for surface, some in (
        ("training", roles.trains), ("evaluation", roles.evaluates), ("inference", (*roles.serves, *roles.llm)),
    ):  # fmt: skip
        for role in some:
            if role.at.path in paths:
                found.setdefault(role.at.path, set()).add(surface)
    known = components(systems.after)
    for path in paths:
        if kind_of(path) == "dockerfile" and any(one in known.reached for one in known.starts.get(path, ())):
            found.setdefault(path, set()).add("deployment")
    return {path: frozenset(some) for path, some in found.items() if some}
