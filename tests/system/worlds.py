"""Small trees as systems."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mle_reviewer.checks.staging import read_stages
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge import conventions, table
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.system import System


@cache
def pages() -> tuple[table.Table, conventions.Conventions]:
    return table.load(), conventions.load()


def system_of(folder: Path, files: Mapping[str, str]) -> System:
    """The system of these files, written below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    tree = FolderTree(str(folder))
    reader = Reader(tree)
    known, signs = pages()
    layout = Layout(tree.paths(), known.tops)
    return System(reader, layout, known, signs, read_stages(reader, tree.paths()))
