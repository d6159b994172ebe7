"""Compiles the knowledge pages into the tables that the wheel and the source archive ship."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KNOWLEDGE = Path("src", "mle_reviewer", "knowledge")


def compile_table(root: Path) -> Path:
    """Compile the pages of the checkout at `root` and write the table beside them.

    The compiler is imported from this checkout, not from whatever version the building environment has installed.
    """
    sources = str(root / "src")
    sys.path.insert(0, sources)
    try:
        compiler = importlib.import_module("mle_reviewer.knowledge.compile")
        conventions = importlib.import_module("mle_reviewer.knowledge.conventions")
    finally:
        sys.path.remove(sources)
    _write(root / KNOWLEDGE / "_conventions.json", conventions.compiled(root / KNOWLEDGE / "conventions"))
    table = root / KNOWLEDGE / "_table.json"
    _write(table, compiler.compile_pages(root / KNOWLEDGE))
    return table


def _write(table: Path, compiled: bytes) -> None:
    if table.is_file() and table.read_bytes() == compiled:
        return  # a build beside this one may be packing it
    # In one step and under a name of its own: other processes may be reading the old one, or building too.
    fresh = table.with_name(f"{table.stem}.{os.getpid()}.part")
    fresh.write_bytes(compiled)
    fresh.replace(table)


class CompileKnowledge(BuildHookInterface[Any]):
    """Runs before every build: wheel, source archive and editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Leave a fresh table where `artifacts` in pyproject.toml picks it up."""
        compile_table(Path(self.root))
