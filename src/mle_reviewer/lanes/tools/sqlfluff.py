"""sqlfluff: what is ambiguous or wrong in SQL; macros, libraries and directives of the repository are never loaded.

It templates with Jinja, where a setting, or a comment in the SQL itself, can name Python files to import: it sees
copies in which no comment speaks to it, and settings of ours.
"""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.knowledge.packages import DIALECTS
from mle_reviewer.lanes.process import Limits, Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.ini import written
from mle_reviewer.sources.location import Location

_RULES: Final = "AM01,AM02,AM08,CV05,RF01,ST03"  # what misleads, for a project without rules: no question of style
_GRAVE: Final = re.compile(r"CV05|RF01|AM01|AM08")
_OUR_OWN: Final = frozenset({"PRS", "TMP", "LXR"})  # it could not read, which says nothing of the SQL
_PLAIN: Final = frozenset({"dialect", "rules", "exclude_rules", "max_line_length", "large_file_skip_byte_limit"})
_TEMPLATERS: Final = frozenset({"raw", "jinja", "python", "placeholder"})
_WORD: Final = re.compile(r"[\w.,{}: /*+-]{0,400}")
_DEEPEST: Final = 4
_TYPE: Final = re.compile(r"^ +type: *[\"']?(\w+)", re.MULTILINE)  # of a target in a profile, which may be templated
_MOST_PROFILES: Final = 20
_DIRECTIVE: Final = re.compile(rb"--(\s*)sqlfluff(?=\s*:)", re.IGNORECASE)


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds no SQL")
    target = task.scratch / "sql"
    for path in task.paths:
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(_DIRECTIVE.sub(rb"--\1sqlfluf-", (task.folder / path).read_bytes()))
    own = written(task.scratch / "settings.cfg", _settings(task))
    return [
        task.program, "lint", "--format", "json", "--nofail", "--disable-progress-bar", "--processes", "1",
        "--ignore-local-config", "--library-path", "none", "--disregard-sqlfluffignores", "--config", str(own),
        str(target),
    ]  # fmt: skip


def _settings(task: Task) -> dict[str, dict[str, str]]:
    """The project's sections, without what loads anything."""
    folder = task.folder
    found = _of_ini(folder / ".sqlfluff") or _of_ini(folder / "setup.cfg") or _of_ini(folder / "tox.ini")
    found = found or _of_toml(folder / "pyproject.toml")
    top = found.get("sqlfluff", {})
    kept = {key: value for key, value in top.items() if key in _PLAIN and _WORD.fullmatch(value)}
    kept.setdefault("dialect", _dialect(task))
    if not found:
        kept["rules"] = _RULES
    templater = top.get("templater", "jinja")
    kept["templater"] = templater if templater in _TEMPLATERS else "jinja"
    sections = {"sqlfluff": kept}
    for name, entries in found.items():
        if name.startswith("sqlfluff:rules") or name.endswith(":context") or name == "sqlfluff:templater:placeholder":
            sections[name] = {key: value for key, value in entries.items() if _WORD.fullmatch(value)}
    if top.get("templater") == "dbt":
        sections["sqlfluff:templater:jinja"] = {"apply_dbt_builtins": "True"}
    return sections


def _dialect(task: Task) -> str:
    """The one that the project's own connections speak; that of the standard where they are of several kinds, or none.

    What a profile of dbt names goes before what code imports: the queries are dbt's.
    """
    found = {
        DIALECTS[name]
        for path in sorted(task.folder.rglob("profiles.y*ml"))[:_MOST_PROFILES]
        for name in _TYPE.findall(path.read_text("utf-8", errors="replace"))
        if name in DIALECTS
    }
    if not found:
        found = {DIALECTS[name] for names in task.errand.imports.values() for name in names if name in DIALECTS}
    return found.pop() if len(found) == 1 else "ansi"


def _of_ini(path: Path) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(path.read_text("utf-8", errors="replace"))
    except (OSError, configparser.Error):
        return {}
    return {name: dict(parser[name]) for name in parser.sections() if name.split(":")[0] == "sqlfluff"}


def _of_toml(path: Path) -> dict[str, dict[str, str]]:
    try:
        table = tomllib.loads(path.read_text("utf-8", errors="replace")).get("tool", {}).get("sqlfluff")
    except (OSError, tomllib.TOMLDecodeError, AttributeError, RecursionError):
        return {}
    return dict(_flat("sqlfluff", table, 0)) if isinstance(table, dict) else {}


def _flat(name: str, table: Mapping[str, Any], depth: int) -> Iterator[tuple[str, dict[str, str]]]:
    inner = table.get("core") if depth == 0 and isinstance(table.get("core"), dict) else {}
    plain = {**table, **(inner or {})}
    yield name, {key: str(value) for key, value in plain.items() if isinstance(value, (str, int, float))}
    for key, value in table.items():
        if isinstance(value, dict) and key != "core" and depth < _DEEPEST:
            yield from _flat(f"{name}:{key}", value, depth + 1)


def _read(ran: Ran, task: Task) -> Report:
    if ran.code not in {0, 1}:
        return Report("incomplete", f"sqlfluff ended with code {ran.code}: {ran.last_words}", unreadable=True)
    prefix = f"{task.scratch / 'sql'}/"
    faults: list[Fault] = []
    unread: set[str] = set()
    for document in json.loads(ran.text):
        path = str(document["filepath"]).removeprefix(prefix)
        for entry in document["violations"]:
            code = str(entry["code"])
            if code in _OUR_OWN:
                unread.add(path)
                continue
            line = int(entry["start_line_no"])
            at = Location(
                path, line, int(entry["start_line_pos"]), int(entry.get("end_line_no") or line), raw_line=line
            )
            severity = Severity.MEDIUM if _GRAVE.fullmatch(code) else Severity.LOW
            faults.append(Fault(code, at, str(entry["description"]), severity))
    told = tuple(fault for fault in faults if fault.at.path not in unread)  # what it half read is not worth a word
    files = f"{len(task.paths):,} SQL files"
    if unread:
        return Report(
            "incomplete", f"{len(unread):,} of {files} could not be parsed; {len(told):,} in the others", told
        )
    if not told:
        return Report("passed", f"nothing found in {files}")
    return Report("failed", f"{len(told):,} in {files} under review", told)


SQLFLUFF: Final = Tool(
    name="sqlfluff",
    quoted="sqlfluff lint .",
    command=_command,
    read=_read,
    reads=frozenset({"sql"}),
    limits=Limits(seconds=240.0),
    breaks=True,
)
