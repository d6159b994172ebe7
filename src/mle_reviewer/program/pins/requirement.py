"""A requirement: one package that is asked for, how exactly, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal["requirements", "pyproject", "setup", "pipfile", "conda", "lock", "command"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One package at a line of a document.

    `name` is normalised (PEP 503), "" for an address that names no package. `exact`: one version and no other (`==`,
    `===`, a commit, an archive, conda's `=1.2.3`). `hashed`: its content is checked against a digest. `group` is the
    extra, dependency group or environment that it belongs to, "" for what is always installed.
    """

    name: str
    specifier: str
    exact: bool
    line: int
    path: str
    source: Source
    hashed: bool = False
    extras: tuple[str, ...] = ()
    marker: str = ""
    url: str = ""
    group: str = ""
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Include:
    """Another document that one installs (`-r`) or is bound by (`-c`), as it is spelled."""

    path: str
    line: int
    constraint: bool = False


@dataclass(frozen=True, slots=True)
class Pins:
    """What one document asks for; `locked` where it states the whole set exactly, as a lock file does."""

    requirements: tuple[Requirement, ...] = ()
    locked: bool = False
    includes: tuple[Include, ...] = ()

    def of(self, name: str) -> tuple[Requirement, ...]:
        """The requirements of one package, however it is spelled."""
        wanted = normalised(name)
        return tuple(one for one in self.requirements if one.name == wanted)


def normalised(name: str) -> str:
    """The name as PEP 503 compares it."""
    made = name.lower().replace("_", "-").replace(".", "-")
    while "--" in made:
        made = made.replace("--", "-")
    return made
