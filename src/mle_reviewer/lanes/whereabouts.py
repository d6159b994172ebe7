"""Where a tool is found on this machine, and its version, without starting anything.

A program that the reviewed repository itself holds is never started: only what an installer put beside it, untracked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mle_reviewer.sources.change import Change

_ENVIRONMENTS: Final = (".venv", "venv")
_VERSION: Final = re.compile(r"^Version: (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """A program, and which version its environment's metadata says it is ("" where none does)."""

    path: str
    version: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where programs are looked for: the project's own environments, the one that is active, then the user's PATH."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, change: Change, environment: Mapping[str, str]) -> Whereabouts:
        """The folders for a review of this change."""
        root = Path(os.path.realpath(change.root)) if change.root else None
        folders: list[Path] = []
        if root is not None and _has_git(root):
            folders += [folder for name in _ENVIRONMENTS if (folder := _installed(root, name, change)) is not None]
        folders += [
            Path(environment[name]) / "bin" for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if environment.get(name)
        ]
        folders += [Path(part) for part in environment.get("PATH", "").split(os.pathsep) if part]
        return cls(tuple(dict.fromkeys(one for one in folders if _is_safe(one, root, folders[: len(_ENVIRONMENTS)]))))

    def find(self, program: str, project: str = "") -> Found | None:
        """The program of this name; `project` is the distribution that brings it."""
        for folder in self.folders:
            path = folder / program
            if path.is_file() and os.access(path, os.X_OK):
                return Found(str(path), _version(folder.parent, project or program))
        return None

    @property
    def search_path(self) -> str:
        """The same as a PATH, for what a tool starts itself."""
        return os.pathsep.join(str(folder) for folder in self.folders)


def _has_git(root: Path) -> bool:
    return (root / ".git").exists()


def _installed(root: Path, name: str, change: Change) -> Path | None:
    """The programs of an environment that lies in the repository's folder and is none of its files.

    An untracked one (git has no id for its files) was made here; a change can only bring tracked ones.
    """
    folder = root / name
    if folder.is_symlink() or not (folder / "pyvenv.cfg").is_file():
        return None
    trees = [change.head, *([change.base] if change.base is not None else [])]
    if any(blob and path.startswith(f"{name}/") for tree in trees for path, blob in tree.paths().items()):
        return None
    return folder / "bin"


def _is_safe(folder: Path, root: Path | None, own: list[Path]) -> bool:
    if not folder.is_absolute() or not folder.is_dir():
        return False
    if root is None or folder in own:
        return True
    real = Path(os.path.realpath(folder))
    return real != root and root not in real.parents


def _version(environment: Path, project: str) -> str:
    """From the metadata of the environment, because some tools take seconds to say it themselves."""
    name = re.sub(r"[-_.]+", "_", project).lower()
    for metadata in sorted(environment.glob(f"lib/python3*/site-packages/{name}-*.dist-info/METADATA")):
        try:
            found = _VERSION.search(metadata.read_text(encoding="utf-8", errors="replace")[:4000])
        except OSError:
            continue
        if found is not None:
            return found[1][:40]
    return ""
