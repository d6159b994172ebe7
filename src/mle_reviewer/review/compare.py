"""Base against head: which findings a change introduces, worsens, leaves as they were, or mends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, replace

from mle_reviewer.findings.finding import Finding, Scope
from mle_reviewer.findings.fingerprint import identity, in_place_order
from mle_reviewer.review.linemap import FileMap, LineMap
from mle_reviewer.review.unseen import NOTHING_UNSEEN, Unseen

_ALIKE = 0.5
_Key = Callable[[Finding], Hashable | None]
_Step = tuple[_Key, _Key, Callable[[Finding, Finding], bool]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings of head with their scope (pre-existing ones only in changed files), and those mended."""

    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def compare(
    base: Sequence[Finding], head: Sequence[Finding], files: FileMap, unseen: Unseen, before: Unseen = NOTHING_UNSEEN
) -> Compared:
    """Match the findings of both sides, and say of each what the change did to it.

    Places are matched first, through hunks, renames and notebook cells, and those where the same is done again; then
    what the findings say in the same file;
    then a line rewritten in one hunk; then code moved from one changed file to another; at last a milder finding of the
    same words in the same file, which is what is left of a graver one. What head could not see is not called fixed, and
    what base could not see (`before`) is introduced only where the change brings its line.
    """
    pairs = _matched(base, head, files)
    found = []
    for number, finding in enumerate(head):
        partner = pairs.get(number)
        scope = _scope(None if partner is None else base[partner], finding, files)
        if partner is None and not brought(finding, files, before):
            scope = "pre-existing"
        if scope != "pre-existing" or finding.at.path in files.by_head:
            found.append(replace(finding, scope=scope))
    left = set(range(len(base))) - set(pairs.values())
    fixed = (base[number] for number in sorted(left) if _mended(base[number], files, unseen))
    return Compared(tuple(found), tuple(fixed))


def _matched(base: Sequence[Finding], head: Sequence[Finding], files: FileMap) -> dict[int, int]:
    """Numbers of head findings to the numbers of their partners in base."""
    pairs: dict[int, int] = {}
    places: tuple[_Step, ...] = (
        (lambda f: _base_place(f, files), lambda f: _head_place(f, files), _always),
        (lambda f: _cell_place(f, files.head_path(f.at.path)), lambda f: _cell_place(f, f.at.path), _always),
    )
    steps: tuple[_Step, ...] = (
        (lambda f: _said(f, files.head_path(f.at.path)), lambda f: _said(f, f.at.path), _always),
        (lambda f: _base_hunk(f, files), lambda f: _head_hunk(f, files), _alike),
        (lambda f: _moved(f, files.by_base), lambda f: _moved(f, files.by_head), _always),
        (lambda f: (f.check, files.head_path(f.at.path), f.title), lambda f: (f.check, f.at.path, f.title), _milder),
    )
    _pair(pairs, base, head, places)
    _pair_by_others(pairs, base, head, files)
    _pair(pairs, base, head, steps)
    return pairs


def _pair(pairs: dict[int, int], base: Sequence[Finding], head: Sequence[Finding], steps: Sequence[_Step]) -> None:
    """Pair what is still free by one key after the other."""
    for base_key, head_key, fits in steps:
        free: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for number, finding in enumerate(base):
            if number not in taken and (key := base_key(finding)) is not None:
                free[key].append(number)
        for number in _in_order(head):
            if number in pairs or (key := head_key(head[number])) is None:
                continue
            candidates = [other for other in free.get(key, ()) if fits(base[other], head[number])]
            if candidates:
                partner = min(candidates, key=lambda other: _distance(base[other], head[number]))
                free[key].remove(partner)
                pairs[number] = partner


def _pair_by_others(pairs: dict[int, int], base: Sequence[Finding], head: Sequence[Finding], files: FileMap) -> None:
    """Pair findings of which one names the place of the other: which place stands first is a matter of order."""
    taken = set(pairs.values())
    free = {
        key: number
        for number, finding in reversed(list(enumerate(base)))
        if number not in taken
        for place in finding.places
        if (key := _base_place(replace(finding, at=place), files)) is not None
    }
    for number in _in_order(head):
        keys = (_head_place(replace(head[number], at=place), files) for place in head[number].places)
        found = (free[key] for key in keys if key in free)
        partner = next(found, None) if number not in pairs else None
        if partner is not None and partner not in taken:
            taken.add(partner)
            pairs[number] = partner


def _in_order(findings: Sequence[Finding]) -> list[int]:
    return sorted(range(len(findings)), key=lambda number: in_place_order(findings[number]))


def _distance(base: Finding, head: Finding) -> tuple[object, ...]:
    """Of several candidates the one that says the same comes first, then the nearest."""
    return (
        base.context != head.context,
        base.title != head.title,
        abs(base.at.line - head.at.line),
        base.at.column != head.at.column,
        in_place_order(base),
    )


def _always(_base: Finding, _head: Finding) -> bool:
    return True


def _milder(base: Finding, head: Finding) -> bool:
    return head.severity < base.severity and head.confidence <= base.confidence


def _base_place(finding: Finding, files: FileMap) -> Hashable | None:
    at = finding.at
    file = files.by_base.get(at.path)
    if file is None:
        return finding.check, at.path, at.cell, at.line
    line = _raw(finding)
    line = None if line is None or file.status == "deleted" else files.lines[file.path].to_head(line)
    if line is None:
        return None
    return finding.check, file.path, line


def _head_place(finding: Finding, files: FileMap) -> Hashable | None:
    at = finding.at
    file = files.by_head.get(at.path)
    if file is None:
        return finding.check, at.path, at.cell, at.line
    line = _raw(finding)
    if line is None or files.lines[at.path].hunk_of_head(line) is not None:
        return None
    return finding.check, at.path, line


def _raw(finding: Finding) -> int | None:
    """The line that git counts; none in a notebook whose JSON is all one line."""
    at = finding.at
    return None if at.cell is not None and at.raw_line <= 1 else at.raw_line or at.line


def _cell_place(finding: Finding, path: str | None) -> Hashable | None:
    """Notebooks are rewritten around their cells when outputs change; a cell keeps its id."""
    at = finding.at
    if path is None or at.cell_id is None:
        return None
    return finding.check, path, at.cell_id, at.line, finding.title


def _said(finding: Finding, path: str | None) -> Hashable | None:
    return None if path is None else identity(finding, path)


def _base_hunk(finding: Finding, files: FileMap) -> Hashable | None:
    file = files.by_base.get(finding.at.path)
    return None if file is None else _hunk(finding, file.path, files, LineMap.hunk_of_base)


def _head_hunk(finding: Finding, files: FileMap) -> Hashable | None:
    known = finding.at.path in files.by_head
    return _hunk(finding, finding.at.path, files, LineMap.hunk_of_head) if known else None


def _hunk(
    finding: Finding, path: str, files: FileMap, hunk_of: Callable[[LineMap, int], int | None]
) -> Hashable | None:
    line = _raw(finding)
    hunk = None if line is None else hunk_of(files.lines[path], line)
    return None if hunk is None else (finding.check, path, hunk)


def _alike(base: Finding, head: Finding) -> bool:
    """Whether a rewritten line still holds the same fault: the same words, or half of the names in common."""
    if base.title == head.title:
        return True
    ours, theirs = _names(base.context), _names(head.context)
    return bool(ours & theirs) and len(ours & theirs) / len(ours | theirs) >= _ALIKE


def _names(context: str) -> frozenset[str]:
    return frozenset("".join(char if char.isalnum() or char == "_" else " " for char in context).split())


def _moved(finding: Finding, changed: Collection[str]) -> Hashable | None:
    if not finding.context or finding.at.path not in changed:
        return None
    return finding.check, " ".join(finding.context.split())


def _scope(before: Finding | None, now: Finding, files: FileMap) -> Scope:
    if before is None:
        return "introduced"
    return "worsened" if _worse(before, now, files) else "pre-existing"


def brought(finding: Finding, files: FileMap, before: Unseen) -> bool:
    """Whether a finding that base has not is of the change: not where base could not be read and its line was there."""
    path = files.base_path(finding.at.path)
    if path is None or path not in before.paths:
        return True
    lines, line = files.lines.get(finding.at.path), _raw(finding)
    return lines is None or line is None or lines.hunk_of_head(line) is not None


def _worse(before: Finding, now: Finding, files: FileMap) -> bool:
    """Graver, surer, done again in a line of the change, or reaching files that it did not reach before."""
    if now.severity > before.severity or now.confidence > before.confidence or _again(before, now, files):
        return True
    reached = {files.head_path(step.at.path) or step.at.path for step in before.trace}
    return bool(reached) and reached < {step.at.path for step in now.trace}


def _again(before: Finding, now: Finding, files: FileMap) -> bool:
    """Whether the change does the same at one more place."""
    if len(now.places) <= len(before.places):
        return False
    for at in now.places:
        lines, line = files.lines.get(at.path), at.raw_line or at.line
        if lines is not None and lines.hunk_of_head(line) is not None:
            return True
    return False


def _mended(finding: Finding, files: FileMap, unseen: Unseen) -> bool:
    """Whether a finding that head lacks was mended here: the change touched it, and head could be read there."""
    places = {finding.at.path, *(step.at.path for step in finding.trace)}
    now = {path for place in places if (path := files.head_path(place)) is not None}
    return not places.isdisjoint(files.by_base) and not unseen.may_hide(finding, now)
