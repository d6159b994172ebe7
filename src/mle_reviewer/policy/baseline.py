"""The baseline: findings a team knows and does not want to decide, kept by fingerprint in a versioned file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.findings.finding import Finding, Waived
from mle_reviewer.findings.words import counted
from mle_reviewer.policy.house import house_finding
from mle_reviewer.policy.policy import PolicyError
from mle_reviewer.policy.reading import read_bytes
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.location import Location

SCHEMA: Final = "mle-reviewer/baseline/1"
_SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One known finding. The path and title are for people; only the fingerprint is compared."""

    path: str
    check: str
    title: str
    fingerprint: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Baseline:
    """All known findings of one file, by fingerprint."""

    path: str
    entries: Mapping[str, Known] = field(default_factory=dict)

    def mark(self, findings: Iterable[Finding], today: str) -> tuple[Finding, ...]:
        """The findings; those that are known, present or pre-existing, and not waived otherwise, are marked as such.

        What a change introduces or worsens is never known: the baseline cannot hide it.
        """
        return tuple(self._mark(finding, today) for finding in findings)

    def _mark(self, finding: Finding, today: str) -> Finding:
        entry = self.entries.get(finding.fingerprint)
        if entry is None or finding.waived or finding.scope in ("introduced", "worsened"):
            return finding
        if entry.until and entry.until < today:
            return finding
        mark = Waived("baseline", Location(self.path), "known when the baseline was made", entry.until)
        return replace(finding, waived=mark)

    def stale(self, gone: Iterable[str]) -> tuple[Finding, ...]:
        """One finding that lists the entries whose fingerprints are `gone`, or none."""
        entries = sorted(self.entries[fingerprint] for fingerprint in set(gone) if fingerprint in self.entries)
        if not entries:
            return ()
        names = "; ".join(f"{entry.title} ({entry.path})" for entry in entries[:_SHOWN])
        rest = f"; and {counted(len(entries) - _SHOWN, 'more', 'more')}" if len(entries) > _SHOWN else ""
        return (
            house_finding(
                "baseline-stale",
                Location(self.path),
                f"{counted(len(entries), 'entry', 'entries')} of the baseline match nothing any more: {names}{rest}. "
                "While they stand, the same faults could come back unseen.",
                "Run `mle-reviewer baseline prune` and commit the result.",
                context=self.path,
            ),
        )


def read_baseline(tree: Tree, path: str) -> Baseline:
    """The tree's baseline, empty when there is none; PolicyError when it cannot be read."""
    data = read_bytes(tree, path)
    return Baseline(path) if data is None else parse_baseline(data, path)


def parse_baseline(data: bytes, path: str) -> Baseline:
    """The baseline that the bytes of its file hold."""
    from mle_reviewer.policy.schema import BaselineFile, decoded_json

    file = decoded_json(BaselineFile, data, path)
    if file.contract != SCHEMA:
        raise PolicyError(
            f"{path}: schema: expected {SCHEMA!r}, got {file.contract!r}; delete it, then `baseline create`"
        )
    entries = (Known(e.path, e.check, e.title, e.fingerprint, e.until) for e in file.entries)
    return Baseline(path, {entry.fingerprint: entry for entry in entries})


def known(findings: Iterable[Finding], until: str = "") -> tuple[Known, ...]:
    """An entry for each finding."""
    return tuple(Known(f.at.path, f.check, f.title, f.fingerprint, until) for f in findings)


def written(entries: Iterable[Known]) -> str:
    """The file: one entry a line, sorted, so that merges and diffs stay readable."""
    import json

    lines = [json.dumps(_plain(entry), ensure_ascii=False) for entry in sorted(set(entries))]
    body = ",\n    ".join(lines)
    return (
        f'{{\n  "schema": "{SCHEMA}",\n  "entries": [\n    {body}\n  ]\n}}\n'
        if lines
        else (f'{{\n  "schema": "{SCHEMA}",\n  "entries": []\n}}\n')
    )


def _plain(entry: Known) -> dict[str, str]:
    path = entry.path.encode("utf-8", "backslashreplace").decode()  # a name in another encoding is shown, not compared
    plain = {"fingerprint": entry.fingerprint, "check": entry.check, "path": path, "title": entry.title}
    return {**plain, "until": entry.until} if entry.until else plain
