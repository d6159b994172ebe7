"""What a team has said of its credentials: baselines of known ones, and comments that allow a line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.sources.gap import Gap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mle_reviewer.system.questions.data.secrets.texts import Credential
    from mle_reviewer.system.system import System

_BASELINE: Final = ".secrets.baseline"
_IGNORED: Final = ".gitleaksignore"
_PRAGMA: Final = re.compile(
    r"pragma:[ \t]{0,4}(?:allow|white)list[ \t-]{1,4}(?P<next>nextline[ \t]{1,4})?secret|gitleaks:allow"
)
_PLACE: Final = re.compile(r"(?:[0-9a-f]{7,64}:)?(?P<path>[^:]{1,400}):[^:]{1,80}:(?P<line>\d{1,7})$")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The digests of known values by path (True: somebody looked and it is none), and the lines that are let pass."""

    known: Mapping[str, Mapping[str, bool | None]] = field(default_factory=dict)
    passed: frozenset[tuple[str, int]] = frozenset()

    def of(self, path: str, one: Credential, lines: Sequence[str]) -> str | None:
        """What is known of a credential: None where it is none, "" where nothing is said of it.

        A key of a documented shape is not silenced by a comment beside it: whoever adds the one can add the other.
        """
        listed = self.known.get(path, {})
        found = [listed[each] for each in one.digests if each in listed]
        if True in found or (path, one.line + 1) in self.passed:
            return None
        if found:
            return f"`{_BASELINE}` lists it"
        if _is_passed(lines, one.line):
            return "a comment allows it" if one.proof == "issuer" else None
        return ""


def _is_passed(lines: Sequence[str], number: int) -> bool:
    own = _PRAGMA.search(lines[number][-400:])
    above = _PRAGMA.search(lines[number - 1][-400:]) if number else None
    return (own is not None and not own["next"]) or (above is not None and bool(above["next"]))


def allowed_by(system: System) -> Allowed:
    """What the baselines say that stood there before the change; one that cannot be read says nothing."""
    rules = system.reader.rules
    known: dict[str, dict[str, bool | None]] = {}
    passed: set[tuple[str, int]] = set()
    for path in (_BASELINE, _IGNORED):
        document = rules.read(path) if path in rules.paths() else None
        if document is None or isinstance(document, Gap):
            continue
        text = document.data.decode("utf-8", "replace")
        if path == _IGNORED:
            matches = (_PLACE.match(line.strip()) for line in text.splitlines())
            passed |= {(one["path"], int(one["line"])) for one in matches if one is not None}
        else:
            _take(text, known)
    return Allowed(known, frozenset(passed))


def _take(text: str, known: dict[str, dict[str, bool | None]]) -> None:
    try:
        results: Any = json.loads(text).get("results")
    except (ValueError, RecursionError, AttributeError):
        return
    for path, entries in results.items() if isinstance(results, dict) else ():
        for one in entries if isinstance(entries, list) else ():
            value = one.get("hashed_secret") if isinstance(one, dict) else None
            if isinstance(value, str):
                real = one.get("is_secret")
                known.setdefault(path.replace("\\", "/"), {})[value] = real is False or None
