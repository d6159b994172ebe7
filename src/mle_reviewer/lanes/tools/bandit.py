"""bandit: calls that give an attacker something; of the project's settings only which tests and folders it leaves out.

Its other settings name files to write and formats to load, and are not handed on.
"""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.alike import QUERIES, SECRETS, SWALLOWED, UNSAFE, WITHOUT_TIMEOUT
from mle_reviewer.sources.location import Location

_TEST: Final = re.compile(r"B\d{3}|[a-z][a-z0-9_]{2,60}")
_FOLDER: Final = re.compile(r"[\w.*?/-]{1,200}")
_TESTS: Final = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
_GRAVE: Final = frozenset({"MEDIUM", "HIGH"})
_YAML: Final = ("bandit.yaml", "bandit.yml")


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds no Python")
    tests, skips, folders = _settings(task.folder)
    settings = task.scratch / "bandit.yaml"
    settings.write_text(json.dumps({"tests": tests, "skips": skips, "exclude_dirs": folders}), encoding="utf-8")
    empty = task.scratch / "empty.ini"  # or it looks for one in the tree
    empty.write_text("[bandit]\n", encoding="utf-8")
    return [task.program, "-r", ".", "-f", "json", "-q", "-c", str(settings), "--ini", str(empty)]


def _settings(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """The tests that the project asks for, those it skips, and the folders it leaves out."""
    found: Mapping[str, Any] = {}
    for read in (_of_toml, _of_yaml, _of_ini):
        if found := read(folder):
            break
    tests, skips = (_listed(found.get(name), _TEST) for name in ("tests", "skips"))
    folders = _listed(found.get("exclude_dirs", found.get("exclude")), _FOLDER)
    return tests, skips, folders


def _of_toml(folder: Path) -> Mapping[str, Any]:
    try:
        table = tomllib.loads((folder / "pyproject.toml").read_text("utf-8", errors="replace")).get("tool", {})
        found = table.get("bandit")
    except (OSError, tomllib.TOMLDecodeError, AttributeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_yaml(folder: Path) -> Mapping[str, Any]:
    for name in _YAML:
        if (folder / name).is_file():
            import yaml

            try:
                found = yaml.safe_load((folder / name).read_text("utf-8", errors="replace"))
            except (yaml.YAMLError, OSError, RecursionError, ValueError):
                continue
            if isinstance(found, dict):
                return found
    return {}


def _of_ini(folder: Path) -> Mapping[str, Any]:
    parser = configparser.RawConfigParser(interpolation=None)
    try:
        parser.read_string((folder / ".bandit").read_text("utf-8", errors="replace"))
    except (OSError, configparser.Error):
        return {}
    return dict(parser["bandit"]) if parser.has_section("bandit") else {}


def _listed(value: object, shape: re.Pattern[str]) -> list[str]:
    words: Iterable[object] = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else ()
    return [word for one in words if (word := str(one).strip()) and shape.fullmatch(word)][:200]


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1}:
        return Report("incomplete", f"bandit ended with code {ran.code}: {ran.last_words}")
    record = json.loads(ran.text)
    entries, errors = record["results"], record.get("errors", ())
    faults = tuple(one for entry in entries if not _is_of_a_test(one := _fault(entry, task)))
    reviewed = frozenset(task.paths)
    told = tuple(fault for fault in faults if task.errand.whole or fault.at.path in reviewed)
    unread = [str(one.get("filename", "")).removeprefix("./") for one in errors if isinstance(one, dict)]
    if missed := [path for path in unread if task.errand.whole or path in reviewed]:
        return Report("incomplete", f"{len(missed):,} files could not be read ({missed[0]})", told)
    if not faults:
        return Report("passed", "nothing found")
    return Report("failed", f"{len(faults):,} in the tree, {len(told):,} in the files under review", told)


def _fault(entry: Mapping[str, Any], task: Task) -> Fault:
    rule, line = str(entry["test_id"]), int(entry["line_number"])
    path = str(entry["filename"]).removeprefix(f"{task.folder}/").removeprefix("./")
    column = int(entry.get("col_offset") or 0) + 1
    grave = entry["issue_severity"] in _GRAVE and entry["issue_confidence"] in _GRAVE
    severity = Severity.MEDIUM if grave else Severity.LOW
    last = max(line, *(int(one) for one in entry.get("line_range") or (line,)))
    at = Location(path, line, max(column, 1), last, raw_line=line)
    return Fault(rule, at, str(entry["issue_text"]), severity, subject=rule)


def _is_of_a_test(fault: Fault) -> bool:
    """Whether it is an `assert` of a test, which is what tests are made of."""
    return fault.rule == "B101" and _TESTS.search(fault.at.path) is not None


BANDIT: Final = Tool(
    name="bandit",
    quoted="bandit -r .",
    command=_command,
    read=_read,
    reads=frozenset({"python"}),
    same={
        "B301": UNSAFE, "B302": UNSAFE, "B506": UNSAFE, "B614": UNSAFE, "B615": UNSAFE,
        "B105": SECRETS, "B106": SECRETS, "B107": SECRETS,
        "B110": SWALLOWED, "B112": SWALLOWED,
        "B113": WITHOUT_TIMEOUT, "B608": QUERIES,
    },
)  # fmt: skip
