"""The shape of a policy file, a waiver file and a baseline file, decoded strictly, with errors that name the key."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, Literal, TypeVar, get_args

import msgspec

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.lane import is_tool_rule
from mle_reviewer.findings.words import SEVERITIES
from mle_reviewer.policy.policy import (
    DEFAULT_PATHS,
    Ceiling,
    FailOn,
    LaneRules,
    NotApplicable,
    OnGaps,
    PathRule,
    Policy,
    PolicyError,
)

CeilingWord = Literal["critical", "high", "medium", "low", "off"]
_AT = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<at>[^`]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "fail-on": get_args(FailOn),
    "gaps": get_args(OnGaps),
    "severity": get_args(CeilingWord),
}
_Shape = TypeVar("_Shape", bound=msgspec.Struct)


class PathEntry(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """One `[[paths]]` table."""

    match: str | list[str]
    severity: CeilingWord
    checks: list[str] = []


class NotApplicableEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One `[[not-applicable]]` table."""

    item: str
    reason: str
    until: Any = ""


class ModelEntry(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """One `[[models]]` table: where the parts of a model's life stand. What it says is read with the system."""

    name: str
    train_entry: str = ""
    serve_entry: str = ""
    artifact: str = ""
    task: str = ""
    card: str = ""


class LanesEntry(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """The `[lanes]` table."""

    run: bool = False
    off: list[str] = []
    ask: list[str] = []
    seconds: int = 0
    commands: dict[str, str | list[str]] = {}


class PolicyFile(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """`mle-reviewer.toml`, or `[tool.mle-reviewer]`."""

    fail_on: FailOn | msgspec.UnsetType = msgspec.UNSET
    gaps: OnGaps | msgspec.UnsetType = msgspec.UNSET
    baseline: str | msgspec.UnsetType = msgspec.UNSET
    waivers: str | msgspec.UnsetType = msgspec.UNSET
    waivers_in_change: bool | msgspec.UnsetType = msgspec.UNSET
    severity: dict[str, Any] = {}
    paths: list[PathEntry] = []
    not_applicable: list[NotApplicableEntry] = []
    models: list[ModelEntry] = []
    data: str | list[str] = ""
    gates: str | list[str] = ""
    reports: str | list[str] = ""
    alerts: str | list[str] = ""
    runbooks: str | list[str] = ""
    lanes: LanesEntry | msgspec.UnsetType = msgspec.UNSET


class WaiverEntry(msgspec.Struct, forbid_unknown_fields=True, rename="kebab", frozen=True):
    """One `[[waiver]]` table."""

    check: str | list[str]
    path: str | list[str]
    reason: str
    until: Any = ""
    fingerprint: str = ""


class WaiverFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`.mle-reviewer/waivers.toml`."""

    waiver: list[WaiverEntry] = []


class BaselineEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One known finding."""

    fingerprint: str
    check: str
    path: str
    title: str
    until: str = ""


class BaselineFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"contract": "schema"}):
    """`.mle-reviewer/baseline.json`."""

    contract: str
    entries: list[BaselineEntry]


def decoded(shape: type[_Shape], value: object, where: str) -> _Shape:
    """The value in that shape; `where` (a file, and for pyproject.toml the table) opens every message."""
    try:
        return msgspec.convert(value, shape, strict=True)
    except msgspec.ValidationError as error:
        raise PolicyError(f"{where}: {_explained(str(error), shape)}") from None


def decoded_json(shape: type[_Shape], data: bytes, where: str) -> _Shape:
    """The same from JSON bytes."""
    try:
        return decoded(shape, msgspec.json.decode(data), where)
    except msgspec.DecodeError as error:
        raise PolicyError(f"{where}: not valid JSON: {error}") from None
    except RecursionError:
        raise PolicyError(f"{where}: nests too deeply") from None


def as_policy(table: Mapping[str, Any], *, where: str, at: str, known: Collection[str]) -> Policy:
    """The policy that a table states; what it leaves out keeps the default. `known` are the ids of all checks."""
    file = decoded(PolicyFile, table, where)
    named = {
        name: getattr(file, name)
        for name in ("fail_on", "gaps", "baseline", "waivers", "waivers_in_change")
        if getattr(file, name) is not msgspec.UNSET
    }
    for key in ("baseline", "waivers"):
        path = named.get(key, "x")
        if not path or path.startswith("/") or ".." in path.split("/"):
            raise PolicyError(f"{where}: {key}: expected a path inside the repository, got {path!r}")
    keys = set(named) | {name for name in ("severity", "paths", "not-applicable", "lanes") if name in table}
    return Policy(
        origin=where,
        at=at,
        severities=_severities(file.severity, where, known),
        paths=(*_rules(file.paths, where, known), *DEFAULT_PATHS),
        not_applicable=tuple(_claim(entry, number, where) for number, entry in enumerate(file.not_applicable)),
        lanes=LaneRules() if file.lanes is msgspec.UNSET else _lanes(file.lanes, where),
        set_keys=frozenset(key.replace("_", "-") for key in keys),
        **named,
    )


def _severities(table: Mapping[str, Any], where: str, known: Collection[str]) -> dict[str, Ceiling]:
    found: dict[str, Ceiling] = {}
    for check, word in table.items():
        _expect_check(check, f"{where}: severity", known)
        if word not in (*SEVERITIES, "off"):
            raise PolicyError(f"{where}: severity.{check}: expected {_words(SEVERITIES)} or off, got {word!r}")
        found[check] = _ceiling(word)
    return found


def _lanes(entry: LanesEntry, where: str) -> LaneRules:
    import shlex

    commands: dict[str, tuple[str, ...]] = {}
    for name, command in entry.commands.items():
        try:
            words = tuple(shlex.split(command) if isinstance(command, str) else command)
        except ValueError as error:
            raise PolicyError(f"{where}: lanes.commands.{name}: not a command: {error}") from None
        if not words or not words[0]:
            raise PolicyError(f"{where}: lanes.commands.{name}: expected a command, got nothing")
        commands[name] = words
    if entry.seconds < 0:
        raise PolicyError(f"{where}: lanes.seconds: expected a number from 0, got {entry.seconds}")
    return LaneRules(entry.run, tuple(entry.off), tuple(entry.ask), entry.seconds, commands)


def _claim(entry: NotApplicableEntry, number: int, where: str) -> NotApplicable:
    place = f"{where}: not-applicable[{number}]"
    if not entry.reason.strip():
        raise PolicyError(f"{place}.reason: expected a reason, got nothing")
    until = entry.until.isoformat() if isinstance(entry.until, date) else entry.until
    if not isinstance(until, str) or (until and not _is_date(until)):
        raise PolicyError(f"{place}.until: expected a date such as 2027-01-31")
    return NotApplicable(entry.item, entry.reason.strip(), until[:10])


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _rules(entries: list[PathEntry], where: str, known: Collection[str]) -> list[PathRule]:
    rules: list[PathRule] = []
    for number, entry in enumerate(entries):
        patterns = (entry.match,) if isinstance(entry.match, str) else tuple(entry.match)
        place = f"{where}: paths[{number}]"
        if not patterns or any(not pattern.strip("/") or pattern.startswith("!") for pattern in patterns):
            raise PolicyError(f"{place}.match: expected patterns such as `tests/**`, none empty, none beginning with !")
        for check in entry.checks:
            _expect_check(check, f"{place}.checks", known)
        rules.append(PathRule(patterns, _ceiling(entry.severity), frozenset(entry.checks), where))
    return rules


def _ceiling(word: str) -> Severity | None:
    return SEVERITIES.get(word)


def _expect_check(check: str, where: str, known: Collection[str]) -> None:
    if check not in known and not is_tool_rule(check):
        raise PolicyError(f"{where}: no check is called `{check}`{did_you_mean(check, known)}")


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean `x`?` for the known word that is closest, or nothing."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def _explained(message: str, shape: type[msgspec.Struct]) -> str:
    match = _AT.fullmatch(message)
    what, at = (match["what"], match["at"] or "") if match else (message, "")
    key = at.removeprefix(".")
    unknown = _UNKNOWN.fullmatch(what)
    words = _WORDS.get(key.rpartition(".")[2])
    if words and what.startswith("Invalid enum value"):
        what = f"expected one of {', '.join(words)}, got {what.rpartition('value ')[2]}"
    if unknown is None:
        what = f"{what[:1].lower()}{what[1:]}"
        return f"{key}: {what}" if key else what
    fields = _fields(shape, key)
    full = f"{key}.{unknown['key']}" if key else unknown["key"]
    return f"unknown key `{full}`{did_you_mean(unknown['key'], fields)} (known: {', '.join(fields)})"


def _fields(shape: type[msgspec.Struct], key: str) -> tuple[str, ...]:
    """The keys allowed at `key`, which is the shape itself or an entry of its one list of tables."""
    inner: Mapping[str, type[msgspec.Struct]] = {
        "paths": PathEntry, "waiver": WaiverEntry, "entries": BaselineEntry, "not-applicable": NotApplicableEntry,
        "models": ModelEntry,
    }  # fmt: skip
    for name, entry in inner.items():
        if key.startswith(f"{name}["):
            return entry.__struct_encode_fields__
    return shape.__struct_encode_fields__


def _words(words: Collection[str]) -> str:
    return ", ".join(words)
