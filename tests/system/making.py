"""Systems of small trees that a test writes down."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.checks.staging import read_stages
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge import conventions, table
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.system import System


def system_of(folder: Path, files: dict[str, str]) -> System:
    """The system of a folder that holds these files."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    tree = FolderTree(str(folder))
    reader = Reader(tree)
    known = table.load()
    layout = Layout(tree.paths(), known.tops)
    return System(reader, layout, known, conventions.load(), read_stages(reader, tree.paths()))
