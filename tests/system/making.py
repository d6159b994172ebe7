"""Systems of small trees, and both sides of small changes, that a test writes down."""

from __future__ import annotations

import difflib
from pathlib import Path

from mle_reviewer.checks.staging import read_stages
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.knowledge import conventions, table
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.change import ChangedFile, Hunk
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.system.changed import Systems
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


def systems_of(folder: Path, before: dict[str, str], after: dict[str, str]) -> Systems:
    """Both sides of a change: `after` holds the files that differ, what it leaves out stays as it was."""
    head = {**before, **after}
    files = tuple(
        ChangedFile(
            path,
            path if path in before else None,
            "modified" if path in before else "added",
            _hunks(before.get(path, ""), text),
        )
        for path, text in sorted(after.items())
        if before.get(path) != text
    )
    return Systems(system_of(folder / "base", before), system_of(folder / "head", head), files)


def _hunks(old: str, new: str) -> tuple[Hunk, ...]:
    match = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return tuple(
        Hunk(first + 1 if last > first else first, last - first, start + 1 if end > start else start, end - start)
        for tag, first, last, start, end in match.get_opcodes()
        if tag != "equal"
    )
