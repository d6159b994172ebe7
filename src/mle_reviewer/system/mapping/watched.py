"""Draws what is watched: signals that services expose, the alerts and dashboards on them, and where alerts lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.map import Edge, Hole, Node
from mle_reviewer.sources.location import Location
from mle_reviewer.system.mapping.sheet import Part, Sheet

if TYPE_CHECKING:
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.system import System

_WORD: Final = re.compile(r"[A-Za-z_:][A-Za-z0-9_:]*")
_RUNBOOK: Final = re.compile(r"(?:^|/)[^/]*runbook[^/]*(?:/|$)|(?:^|/)playbooks?/", re.IGNORECASE)
# What clients of metrics put behind a name.
_BEHIND: Final = ("_total", "_bucket", "_count", "_sum", "_created")
_HOST: Final = re.compile(r"https?://[^/]+/[^/]+/[^/]+/(?:-/)?(?:blob|tree|raw)/[^/]+/(.+)")
_MOST_WORDS: Final = 400
_LONGEST: Final = 20_000


def watched(system: System, sheet: Sheet) -> Iterator[Part]:
    """Alerts, dashboards, monitoring jobs and runbooks, joined to the signals that the map has."""
    signals = {one.name: one.id for one in sheet.nodes("signal")}
    for one in system.manifests.get("alert", ()):
        yield from _alert(system, one, signals)
    for one in system.manifests.get("dashboard", ()):
        node = f"dashboard:{one.path}"
        yield Node(node, "dashboard", one.name or posixpath.basename(one.path), one.at, None, one.about)
        for entry in (*one.all("queries"), *one.all("panels")):
            for signal in _named(entry.text() or "", signals):
                yield Edge(signals[signal], node, "is shown", one.at)
    for role in ("monitor", "slo"):
        for one in system.manifests.get(role, ()):
            yield Node(f"monitor:{one.path}:{one.name}", "monitor", one.name or one.path, one.at, None, one.about)
    for path in system.of_kind("markdown"):
        if _RUNBOOK.search(path):
            yield Node(f"runbook:{path}", "runbook", path, Location(path, 1, raw_line=1))


def _alert(system: System, one: Manifest, signals: Mapping[str, str]) -> Iterator[Part]:
    name = one.name or f"line {one.at.line}"
    node = f"alert:{one.path}:{name}"
    condition = one.text("condition")
    yield Node(node, "alert", name, one.at, None, " ".join(condition.split())[:160])
    named = _named(condition, signals)
    for signal in named:
        yield Edge(signals[signal], node, "is watched", one.at)
    strange = [word for word in series_of(condition) if not _of(word, signals) and not _foreign(system, word)]
    for word in strange:
        yield Hole(node, f"watches {word}, and nothing seen here exposes it", one.place(one.one("condition")))
    if not condition.strip():
        yield Hole(node, "says no condition that was understood", one.at)
    runbook = one.text("runbook")
    if runbook:
        yield from _runbook(system, one, node, runbook)


def _runbook(system: System, one: Manifest, node: str, link: str) -> Iterator[Part]:
    found = _HOST.fullmatch(link)
    if "://" in link and found is None:
        return  # kept elsewhere: nothing here says whether it is there
    path = (found[1] if found is not None else link).partition("#")[0].lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(one.path), path))
    at = one.place(one.one("runbook"))
    for candidate in (path, beside):
        if candidate in system.layout.files or candidate in system.paths:
            yield Node(f"runbook:{candidate}", "runbook", candidate, Location(candidate, 1, raw_line=1))
            yield Edge(node, f"runbook:{candidate}", "leads to", at)
            return
    yield Hole(node, f"leads to the runbook {path}, which is not here", at)


def series_of(condition: str) -> tuple[str, ...]:
    """The names of series in a condition: words that are no function, no label and no keyword."""
    text = re.sub(r"\{[^{}]*\}|\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]", " ", condition[:_LONGEST])
    text = re.sub(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)", " ", text)
    found: list[str] = []
    for number, match in enumerate(_WORD.finditer(text)):
        if number > _MOST_WORDS:
            break
        behind = text[match.end() :].lstrip()
        word = match[0]
        if not behind.startswith("(") and "_" in word.strip("_"):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _named(text: str, signals: Mapping[str, str]) -> list[str]:
    words = dict.fromkeys(_WORD.findall(text[:_LONGEST])[:_MOST_WORDS])
    return list(dict.fromkeys(signal for word in words if (signal := _of(word, signals))))


def _of(word: str, signals: Mapping[str, str]) -> str:
    """The signal that a series belongs to; what clients put behind its name is left off, on either side."""
    for name in signals:
        if word == name or any(word == f"{_bare(name)}{end}" for end in ("", *_BEHIND)):
            return name
    return ""


def _bare(name: str) -> str:
    return next((name.removesuffix(end) for end in _BEHIND if name.endswith(end)), name)


def _foreign(system: System, word: str) -> bool:
    """Whether a series is one that the platform exposes, not the application."""
    return any(word.startswith(prefix) for prefix, _ in system.conventions.series)
