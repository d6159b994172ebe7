"""picklescan: what a pickle would import if it were loaded, read from its text output without loading anything."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.sources.location import Location

_FOUND: Final = re.compile(
    r"(?P<path>.+): (?P<how>dangerous|suspicious|innocuous) import '(?P<what>[^'\n]{1,200})' FOUND$"
)
_UNREAD: Final = re.compile(r"(?:WARNING|ERROR): (?:could not|error|failed|Invalid)", re.IGNORECASE)
_SCANNED: Final = re.compile(r"Scanned files: (\d+)")


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("no artifact of this side of the change is small enough to be copied for it")
    return [task.program, "-p", str(task.folder)]


def _read(ran: Ran, task: Task) -> Report:
    said = f"{ran.text}\n{ran.complaint.decode('utf-8', 'replace')}"
    scanned = _SCANNED.search(said)
    if ran.code not in {0, 1} and scanned is None:
        return Report("incomplete", f"picklescan ended with code {ran.code}: {ran.last_words}")
    reviewed = frozenset(task.paths)
    faults: list[Fault] = []
    unread = 0
    for line in said.splitlines():
        if (found := _FOUND.match(line)) is not None:
            path = found["path"].removeprefix(f"{task.folder}/").partition(":")[0]
            if found["how"] == "dangerous" and (task.errand.whole or path in reviewed):
                faults.append(_fault(path, found["what"]))
        elif _UNREAD.match(line):
            unread += 1
    missing = len(task.errand.paths("artifact")) - len(task.paths) if not task.errand.change.base else 0
    why = f"{int(scanned[1]) if scanned else 0:,} files scanned, {len(faults):,} dangerous imports"
    if unread or missing > 0:
        parts = [f"{unread:,} could not be parsed"] if unread else []
        parts += [f"{missing:,} artifacts are too large for a copy or not in git"] if missing > 0 else []
        return Report("incomplete", f"{why}; {', '.join(parts)}", tuple(faults))
    return Report("failed" if faults else "passed", why, tuple(faults))


def _fault(path: str, what: str) -> Fault:
    module, _, name = what.partition(" ")
    at = Location(path, 1, 1, 1, raw_line=1)
    return Fault(
        "dangerous-import",
        at,
        f"loading this file would import {module}.{name}, which runs commands or code",
        Severity.MEDIUM,
        "Find out where the file comes from before anybody loads it; keep models in a format that holds no code.",
    )


PICKLESCAN: Final = Tool(
    name="picklescan",
    quoted="picklescan -p .",
    command=_command,
    read=_read,
    reads=frozenset({"artifact"}),
    same={"dangerous-import": frozenset({"artifact-runs-code", "unsafe-load"})},
)
