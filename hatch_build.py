"""Compiles the knowledge pages into the one table that the wheel and the source archive ship."""

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
    finally:
        sys.path.remove(sources)
    table = root / KNOWLEDGE / "_table.json"
    compiled: bytes = compiler.compile_pages(root / KNOWLEDGE)
    if table.is_file() and table.read_bytes() == compiled:
        return table  # a build beside this one may be packing it
    # In one step and under a name of its own: other processes may be reading the old one, or building too.
    fresh = table.with_name(f"_table.{os.getpid()}.part")
    fresh.write_bytes(compiled)
    fresh.replace(table)
    return table


class CompileKnowledge(BuildHookInterface[Any]):
    """Runs before every build: wheel, source archive and editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Leave a fresh table where `artifacts` in pyproject.toml picks it up."""
        compile_table(Path(self.root))
