"""ruff: the project's own rules where it has any, and otherwise those that name faults rather than style."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import UNPARSED, Fault, Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.alike import (
    BLOCKED,
    NOT_AWAITED,
    QUERIES,
    SECRETS,
    SWALLOWED,
    UNDEFINED,
    UNSAFE,
    WITHOUT_TIMEOUT,
)
from mle_reviewer.sources.location import Location

_SETTINGS: Final = ("ruff.toml", ".ruff.toml")
_FILES: Final = frozenset({*_SETTINGS, "pyproject.toml"})
_EXTEND: Final = re.compile(r"""["']?\bextend["']?\s*=\s*(?:\"{3}|'{3}|["'])\s*([^"'\n]*)""")
_OUTSIDE: Final = re.compile(r"^[/~]|[$\\]|(?:^|/)\.\.(?:/|$)")
_FAULTS: Final = "E9,F63,F7,F82,B006,B008,B023,PLE"  # what breaks or misleads, for a project without rules of its own
_GRAVE: Final = re.compile(r"E9|F50|F63|F7|F82|PLE|B023|invalid-syntax")
# What others say as well.
_SHARED: Final = {"F821": "undefined-name", "invalid-syntax": UNPARSED, "E902": UNPARSED, "E999": UNPARSED}
_BANDIT: Final = re.compile(r"S(\d{3})")


def _command(task: Task) -> list[str]:
    settings = any((task.folder / name).is_file() for name in _SETTINGS)
    project = task.folder / "pyproject.toml"
    settings = settings or (project.is_file() and "[tool.ruff" in project.read_text("utf-8", errors="replace"))
    if not task.paths:
        raise SkippedError("this side of the change holds no Python")
    if any(map(_extends, task.folder.rglob("*.toml"))):
        raise SkippedError("its settings extend a file outside of the tree")
    rules = [] if settings else ["--isolated", f"--select={_FAULTS}"]
    return [task.program, "check", "--no-cache", "--no-fix", "--force-exclude", "--output-format=json", *rules, "."]


def _extends(path: Path) -> bool:
    """Whether settings name a file outside, of which ruff would quote what it cannot read."""
    if path.name not in _FILES or not path.is_file():
        return False
    return any(_OUTSIDE.search(found[1]) for found in _EXTEND.finditer(path.read_text("utf-8", errors="replace")))


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1}:
        return Report("incomplete", f"ruff ended with code {ran.code}: {ran.last_words}")
    entries = json.loads(ran.text)
    faults = tuple(_fault(entry, str(task.folder)) for entry in entries)
    reviewed = frozenset(task.paths)
    told = tuple(fault for fault in faults if task.errand.whole or fault.at.path in reviewed)
    if not faults:
        return Report("passed", "all checks passed")
    return Report("failed", f"{len(faults):,} in the tree, {len(told):,} in the files under review", told)


def _fault(entry: dict[str, object], folder: str) -> Fault:
    start, end = entry["location"], entry["end_location"]
    assert isinstance(start, dict)
    assert isinstance(end, dict)
    rule = str(entry["code"] or "invalid-syntax")
    cell = entry.get("cell")
    line = int(start["row"])
    at = Location(
        str(entry["filename"]).removeprefix(f"{folder}/"),
        line,
        int(start["column"]),
        max(int(end["row"]), line),
        int(str(cell)) if cell is not None else None,
        raw_line=0 if cell is not None else line,
    )
    fix = entry.get("fix")
    advice = str(fix["message"]) if isinstance(fix, dict) and fix.get("message") else ""
    severity = Severity.MEDIUM if _GRAVE.match(rule) else Severity.LOW
    bandit = _BANDIT.fullmatch(rule)
    return Fault(
        rule,
        at,
        str(entry["message"]),
        severity,
        f"{advice}." if advice else "",
        f"B{bandit[1]}" if bandit else _SHARED.get(rule, ""),
    )


RUFF: Final = Tool(
    name="ruff",
    quoted="ruff check .",
    command=_command,
    read=_read,
    reads=frozenset({"python", "notebook"}),
    diagnostic="DC2",
    same={
        "S301": UNSAFE, "S302": UNSAFE, "S506": UNSAFE, "S614": UNSAFE,
        "S105": SECRETS, "S106": SECRETS, "S107": SECRETS, "S113": WITHOUT_TIMEOUT, "S608": QUERIES,
        "F821": UNDEFINED, "ASYNC2": BLOCKED, "RUF006": NOT_AWAITED,
        "NPY002": frozenset({"randomness-not-seeded"}),
        "S110": SWALLOWED, "S112": SWALLOWED, "BLE001": SWALLOWED, "E722": SWALLOWED,
    },
)  # fmt: skip
