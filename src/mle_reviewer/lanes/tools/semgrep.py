"""semgrep: the project's own rules as they stand before the change, so that none loosens its own review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Limits, Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.sources.document import Document
from mle_reviewer.sources.location import Location

_NAMES: Final = (".semgrep.yml", ".semgrep.yaml", "semgrep.yml", "semgrep.yaml")
_FOLDER: Final = ".semgrep/"
_MOST: Final = 100
_GRAVE: Final = frozenset({"ERROR", "HIGH", "CRITICAL", "WARNING", "MEDIUM"})


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds nothing that it reads")
    change = task.errand.change
    tree = change.base if change.base is not None else change.head
    named = [
        path
        for path in sorted(tree.paths())
        if path in _NAMES or (path.startswith(_FOLDER) and path.endswith((".yml", ".yaml")))
    ][:_MOST]
    rules = [one for one in tree.read_many(named).values() if isinstance(one, Document) and b"rules:" in one.data]
    if not rules:
        where = "in base" if change.base is not None else "in the tree"
        raise SkippedError(f"no rules of the project's own stand {where}, and those of others would need a network")
    folder = task.scratch / "rules"
    folder.mkdir()
    for number, one in enumerate(rules):
        (folder / f"{number:03d}.yml").write_bytes(one.data)
    return [
        task.program, "scan", "--metrics=off", "--disable-version-check", "--json", "--quiet", "--no-git-ignore",
        "--jobs=1", f"--config={folder}", ".",
    ]  # fmt: skip


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1}:
        return Report("incomplete", f"semgrep ended with code {ran.code}: {ran.last_words}")
    record = json.loads(ran.text)
    faults = tuple(_fault(entry) for entry in record["results"])
    reviewed = frozenset(task.paths)
    told = tuple(fault for fault in faults if task.errand.whole or fault.at.path in reviewed)
    wrong = [one for one in record.get("errors", ()) if one.get("level") == "error"]
    if wrong:
        return Report("incomplete", f"{len(wrong):,} errors: {wrong[0].get('message', '')}", told)
    if not faults:
        return Report("passed", f"nothing found in {len(record['paths']['scanned']):,} files")
    return Report("failed", f"{len(faults):,} in the tree, {len(told):,} in the files under review", told)


def _fault(entry: Mapping[str, Any]) -> Fault:
    start, end, more = entry["start"], entry["end"], entry["extra"]
    line = int(start["line"])
    at = Location(str(entry["path"]).removeprefix("./"), line, int(start["col"]), int(end["line"]), raw_line=line)
    severity = Severity.MEDIUM if more["severity"] in _GRAVE else Severity.LOW
    return Fault(str(entry["check_id"]).rpartition(".")[2], at, str(more["message"]), severity)


SEMGREP: Final = Tool(
    name="semgrep",
    quoted="semgrep scan --metrics=off --config .semgrep.yml .",
    command=_command,
    read=_read,
    reads=frozenset({"python", "notebook", "yaml", "dockerfile", "hcl", "shell", "sql", "json", "other"}),
    limits=Limits(seconds=300.0, memory=16 << 30),  # its runtime reserves addresses that it never fills
)
