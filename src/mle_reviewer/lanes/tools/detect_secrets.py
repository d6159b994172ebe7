"""detect-secrets: credentials by their shape, without guesses by entropy; a team's baseline is heard, never executed.

A baseline may name plug-ins and filters as files of the repository, which are code: only its results are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.process import Limits, Ran
from mle_reviewer.lanes.tool import Fault, Report, SkippedError, Task, Tool
from mle_reviewer.sources.document import TEXT_KINDS
from mle_reviewer.sources.location import Location

_GUESSES: Final = ("Base64HighEntropyString", "HexHighEntropyString")
_FEW: Final = 200
_BASELINE: Final = ".secrets.baseline"
_PRIVATE: Final = "Private Key"
_LIKELY: Final = frozenset({"Secret Keyword", "Basic Auth Credentials", "JSON Web Token"})  # shapes, no issuer's mark
_SLUG: Final = re.compile(r"[^a-z0-9]+")


def _command(task: Task) -> list[str]:
    if not task.paths:
        raise SkippedError("this side of the change holds no text")
    without = [word for name in _GUESSES for word in ("--disable-plugin", name)]
    # --no-verify: or it would send what it found to the issuer
    return [task.program, "--cores", "1", "scan", "--all-files", "--no-verify", *without, *_where(task)]


def _where(task: Task) -> tuple[str, ...]:
    """The files under review where they are few: it reads each line with every plug-in."""
    few = len(task.paths) <= _FEW and not any(path.startswith("-") for path in task.paths)
    return task.paths if few else (".",)


def _read(ran: Ran, task: Task) -> Report:
    if ran.code != 0:
        return Report("incomplete", f"detect-secrets ended with code {ran.code}: {ran.last_words}")
    known = _baseline(task)
    reviewed = frozenset(task.paths)
    faults: list[Fault] = []
    everywhere = accepted = 0
    for path, entries in sorted(json.loads(ran.text)["results"].items()):
        named = path.removeprefix("./")
        for entry in entries:
            if named == _BASELINE:
                continue
            if (named, str(entry["hashed_secret"])) in known:
                accepted += 1
                continue
            everywhere += 1
            if task.errand.whole or named in reviewed:
                faults.append(_fault(named, entry))
    heard = f"; {accepted:,} more stand in the baseline" if accepted else ""
    if not everywhere:
        return Report("passed", f"nothing found{heard}")
    why = f"{everywhere:,} in the tree, {len(faults):,} in the files under review{heard}"
    return Report("failed", why, tuple(faults))


def _baseline(task: Task) -> frozenset[tuple[str, str]]:
    """The places and digests that the team has looked at."""
    try:
        results = json.loads((task.folder / _BASELINE).read_text("utf-8", errors="replace"))["results"]
        return frozenset(
            (str(path), str(entry["hashed_secret"]))
            for path, entries in results.items()
            for entry in entries
            if entry.get("is_secret") is not True
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return frozenset()


def _fault(path: str, entry: Mapping[str, Any]) -> Fault:
    kind, line = str(entry["type"]), int(entry["line_number"])
    severity = Severity.LOW if kind in _LIKELY else Severity.MEDIUM
    article = "an" if kind[:1] in "AEIOU" else "a"
    return Fault(
        f"secret-{_SLUG.sub('-', kind.lower()).strip('-')}",
        Location(path, line, 1, line, raw_line=line),
        f"what looks like {article} {kind} stands here",
        severity,
        "Take it out, revoke it, and read it from the environment or a secret store; if it is none, mark it in the "
        "baseline.",
    )


DETECT_SECRETS: Final = Tool(
    name="detect-secrets",
    quoted="detect-secrets scan --all-files --no-verify",
    command=_command,
    read=_read,
    reads=TEXT_KINDS | {"other"},
    same={"secret": frozenset({"secret-in-code", "secret-in-log", "payload-in-log"})},
    signs=("detect_secrets", ".secrets.baseline"),
    limits=Limits(seconds=300.0),
)
