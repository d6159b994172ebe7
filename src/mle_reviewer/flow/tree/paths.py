"""Where a path leads: the same file has one name, from whichever folder and however it is spelled."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.flow.tree.plan import Run

REPOSITORY: Final = "<repository>"  # what `__file__` and all that is made of it begin with
_REMOTE: Final = re.compile(r"[A-Za-z][\w+.-]+:/")
_NAME: Final = re.compile(r"[\w-]+")


def located(layout: Layout, run: Run, path: str) -> str:
    """The path from the repository's root, where it leads there; remote and absolute ones, and bare names, as given.

    A word without a separator or suffix is taken for a name (a table, an artifact), the same from every folder.
    """
    spelled = path.replace("\\", "/")
    if spelled.startswith(REPOSITORY):
        return posixpath.normpath(spelled[len(REPOSITORY) :].lstrip("/") or ".")
    if _REMOTE.match(spelled) or spelled.startswith(("/", "~")) or _NAME.fullmatch(spelled):
        return spelled
    folder = run.folder if run.folder is not None else _folder(layout, run, spelled)
    return posixpath.normpath(posixpath.join(folder, spelled))


def _folder(layout: Layout, run: Run, spelled: str) -> str:
    """The folder that a document is run from where nothing says so.

    Scripts run from the root unless the path climbs out of it; notebooks run beside themselves, unless what the path
    begins with is known to stand at the root and not there.
    """
    own = posixpath.dirname(run.path) or "."
    normal = posixpath.normpath(spelled)
    if normal.startswith(".."):
        return own
    if run.path.endswith(".py"):
        return layout.project(own)
    head, deeper, _ = normal.partition("/")
    if not deeper or layout.holds(f"{own}/{head}"):
        return own
    root = layout.project(own)
    return root if layout.holds(posixpath.join(root, head).lstrip("./")) else own


def shown(path: str) -> str:
    """A path as a person reads it."""
    return path.removeprefix(REPOSITORY).lstrip("/") if path.startswith(REPOSITORY) else path
