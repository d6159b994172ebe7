"""mypy: with what of the project's settings only sets rules; plugins and interpreters that it names are code."""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import UNPARSED, Fault, Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.alike import NOT_AWAITED, UNDEFINED
from mle_reviewer.lanes.tools.ini import read_back, written
from mle_reviewer.sources.location import Location

_LINE: Final = re.compile(
    r"(?P<path>[^:\n]+):(?P<line>\d+)(?::(?P<column>\d+))?: error: (?P<says>.*?)(?:  \[(?P<code>[a-z-]+)\])?$"
)
# What cannot be resolved on this machine says nothing about the change.
_OF_THE_MACHINE: Final = frozenset({"import-not-found", "import-untyped", "import"})
# Errors that follow from an import that cannot be resolved: what comes from it is of no type here, and elsewhere is.
_OF_NO_TYPE: Final = frozenset({"untyped-decorator", "no-any-return", "no-any-unimported", "unused-ignore"})
_HAS_NO_TYPE: Final = re.compile(r'\(has type "Any"\)')
_SHARED: Final = {"name-defined": "undefined-name", "syntax": UNPARSED}  # what a linter says as well
_GRAVE: Final = frozenset({
    "syntax", "name-defined", "attr-defined", "call-arg", "arg-type", "return-value", "union-attr",
    "possibly-undefined",
})  # fmt: skip
_RULES: Final = re.compile(
    r"strict|strict_.*|disallow_.*|warn_.*|check_.*|no_implicit_.*|implicit_.*|allow_.*|ignore_.*|follow_imports.*|"
    r"enable_error_code|disable_error_code|extra_checks|local_partial_types|namespace_packages|explicit_package_bases|"
    r"exclude|python_version|platform|files|packages|modules|mypy_path|implicit_optional|hide_error_codes"
)
_PATHS: Final = frozenset({"files", "mypy_path"})
_OUTSIDE: Final = re.compile(r"^[/~]|\$|(?:^|/)\.\.(?:/|$)|:")
_WHERE: Final = frozenset({"files", "packages", "modules"})


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds no Python")
    settings = _settings(task)
    where = [] if _WHERE & settings.get("mypy", {}).keys() else ["."]
    for key in _PATHS & settings["mypy"].keys():
        settings["mypy"][key] = _inside(settings["mypy"][key])
    own = written(_own(task), settings)
    return [
        task.program, "--config-file", str(own), "--cache-dir", str(task.scratch / "cache"), "--no-color-output",
        "--no-error-summary", "--hide-error-context", "--show-column-numbers", "--show-error-codes", "--no-pretty",
        *where,
    ]  # fmt: skip


def _own(task: Task) -> Path:
    """The settings that mypy is given: those of the project, read once, without what it may not be told."""
    return task.scratch / "mypy.ini"


def _inside(paths: str) -> str:
    """Those of the paths that stay in the copy: others would have files of the user's read."""
    some = (one.strip() for one in re.split(r"[,\n]", paths))
    return ", ".join(one for one in some if one and not _OUTSIDE.search(one)) or "."


def _settings(task: Task) -> dict[str, dict[str, str]]:
    """The sections that mypy would read, without what starts or loads anything."""
    for name in ("mypy.ini", ".mypy.ini"):
        if (task.folder / name).is_file():
            return _from_ini((task.folder / name).read_text("utf-8", errors="replace"))
    project = task.folder / "pyproject.toml"
    if project.is_file():
        try:
            table = tomllib.loads(project.read_text("utf-8", errors="replace")).get("tool", {}).get("mypy")
        except (tomllib.TOMLDecodeError, AttributeError, RecursionError):
            table = None
        if isinstance(table, dict):
            return dict(_from_toml(table))
    if (task.folder / "setup.cfg").is_file():
        return _from_ini((task.folder / "setup.cfg").read_text("utf-8", errors="replace"))
    return {"mypy": {}}


def _from_ini(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise SkippedError(f"its settings cannot be read: {error.message}") from None
    found = {
        name: {key: value for key, value in parser[name].items() if _RULES.fullmatch(key)}
        for name in parser.sections()
        if name == "mypy" or name.startswith("mypy-")
    }
    return {"mypy": {}, **found}


def _from_toml(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    yield "mypy", {key: _spelled(value) for key, value in table.items() if _RULES.fullmatch(key)}
    overrides = table.get("overrides")
    for entry in overrides if isinstance(overrides, list) else ():
        modules = entry.get("module", ()) if isinstance(entry, dict) else ()
        for module in (modules,) if isinstance(modules, str) else modules:
            inner = {key: _spelled(value) for key, value in entry.items() if _RULES.fullmatch(key)}
            yield f"mypy-{module}", inner


def _spelled(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1}:
        said = [
            line for line in (*ran.text.splitlines(), *ran.complaint.decode("utf-8", "replace").splitlines()) if line
        ]
        first = next((line for line in said if ": error:" in line or "error:" in line), said[0] if said else "")
        return Report("incomplete", f"mypy ended with code {ran.code}: {first}")
    reviewed = frozenset(task.paths)
    faults: list[Fault] = []
    everywhere = 0
    settings = read_back(_own(task)).values()
    silent = any(section.get("ignore_missing_imports", "").lower() == "true" for section in settings)
    lines = [found for line in ran.text.splitlines() if (found := _LINE.match(line)) is not None]
    unresolved = sum(found["code"] in _OF_THE_MACHINE for found in lines)
    lacking = silent or unresolved > 0
    for found in lines:
        code = found["code"] or "misc"
        if code in _OF_THE_MACHINE or (lacking and _follows(code, found["says"])):
            continue
        everywhere += 1
        number = int(found["line"])
        at = Location(found["path"], number, int(found["column"] or 1), number, raw_line=number)
        if task.errand.whole or at.path in reviewed:
            severity = Severity.MEDIUM if code in _GRAVE else Severity.LOW
            faults.append(Fault(code, at, found["says"], severity, subject=_SHARED.get(code, "")))
    imports = f"; {unresolved:,} imports cannot be resolved here" if unresolved else ""
    if not everywhere:
        return Report("passed", f"no errors{imports}")
    why = f"{everywhere:,} errors in the tree, {len(faults):,} in the files under review{imports}"
    return Report("failed", why, tuple(faults))


def _follows(code: str, says: str) -> bool:
    """Whether an error can follow from imports that are not installed here, so that it says nothing of the change."""
    return code in _OF_NO_TYPE or _HAS_NO_TYPE.search(says) is not None


MYPY: Final = Tool(
    name="mypy", quoted="mypy .", command=_command, read=_read, reads=frozenset({"python"}), diagnostic="DC3",
    same={"name-defined": UNDEFINED, "unused-coroutine": NOT_AWAITED},
)  # fmt: skip
