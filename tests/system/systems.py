"""Systems of small trees, for the tests of this room."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from mle_reviewer.checks.staging import read_stages
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge import conventions
from mle_reviewer.knowledge.table import load
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.system import System

TABLE = load()
CONVENTIONS = conventions.load()


def system_of(folder: Path, files: dict[str, str]) -> System:
    """The system of these files, written below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    tree = FolderTree(str(folder))
    reader = Reader(tree)
    return System(reader, Layout(tree.paths(), TABLE.tops), TABLE, CONVENTIONS, read_stages(reader, tree.paths()))
