"""torchfix: calls of PyTorch that were removed, are deprecated, or mean something else than they look."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.alike import UNSAFE
from mle_reviewer.sources.location import Location

_LINE: Final = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<rule>TOR\d{3}) (?:\[\*\] )?(?P<says>.*)")
_DONE: Final = re.compile(r"^Finished checking (\d+) files", re.MULTILINE)
_GRAVE: Final = frozenset({"TOR001", "TOR002", "TOR102", "TOR104", "TOR105"})
_SUBJECTS: Final = {"TOR102": "B614"}  # what another tool says as well
_UNREAD: Final = re.compile(r"^(?:Failed to|Error |.*\bParserSyntaxError)(?!.*module name)", re.MULTILINE)


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds no Python")
    return [task.program, "-j", "1", "."]


def _read(ran: Ran, task: Task) -> Report:
    said = ran.complaint.decode("utf-8", "replace")
    if ran.code != 0 or not (done := _DONE.search(f"{said}\n{ran.text}")):
        return Report("incomplete", f"torchfix ended with code {ran.code}: {ran.last_words}")
    reviewed = frozenset(task.paths)
    everywhere, faults = 0, []
    for line in ran.text.splitlines():
        if found := _LINE.fullmatch(line):
            everywhere += 1
            number = int(found["line"])
            path = found["path"].removeprefix(f"{task.folder}/").removeprefix("./")
            if task.errand.whole or path in reviewed:
                at = Location(path, number, int(found["column"]), number, raw_line=number)
                severity = Severity.MEDIUM if found["rule"] in _GRAVE else Severity.LOW
                faults.append(
                    Fault(found["rule"], at, found["says"], severity, subject=_SUBJECTS.get(found["rule"], ""))
                )
    files = f"{int(done[1]):,} files"
    if unread := len(_UNREAD.findall(said)):
        return Report("incomplete", f"{unread:,} of {files} could not be read", tuple(faults))
    if not everywhere:
        return Report("passed", f"nothing found in {files}")
    return Report("failed", f"{everywhere:,} in the tree, {len(faults):,} in the files under review", tuple(faults))


TORCHFIX: Final = Tool(
    name="torchfix",
    quoted="torchfix .",
    command=_command,
    read=_read,
    reads=frozenset({"python"}),
    same={
        "TOR102": UNSAFE,
        "TOR001": frozenset({"call-of-another-version"}),
        "TOR101": frozenset({"call-of-another-version"}),
    },
)
