"""Scores findings against the practice labels, per file and per line, as the accuracy figures are defined.

A file is right for a group (preprocessing, overlap) when "has a counted finding" equals its label; a null label skips
the file for that group. A finding is counted when it is MEDIUM or above and carries a tag of the group. A counted
finding within one line of a labelled line of the group is right; otherwise, within one line of a place that the labels
list for another leak, it is neutral: neither a hit nor an alarm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.found import Found, at_least

GROUPS: Final[Mapping[str, frozenset[str]]] = {
    "preprocessing": frozenset({"leak:preprocessing", "leak:refit", "leak:look-ahead", "leak:target"}),
    "overlap": frozenset({"leak:overlap", "leak:resampling", "leak:train-as-test"}),
}
REACH: Final = 1  # a finding this many lines from a labelled line still names it (decorators, wrapped calls)


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled file: per group the verdict (None: not decided) and the lines, and the lines of other leaks."""

    file: str
    leaky: Mapping[str, bool | None]
    lines: Mapping[str, tuple[int, ...]]
    other: tuple[int, ...]
    note: str = ""

    def neutral(self, group: str) -> tuple[int, ...]:
        """Lines where a finding of `group` says something true about another leak."""
        elsewhere = [line for name, lines in self.lines.items() if name != group for line in lines]
        return (*self.other, *elsewhere)


@dataclass(frozen=True, slots=True)
class FileScore:
    """What the findings of one file mean for one group."""

    case: Case
    group: str
    right_lines: tuple[int, ...]
    wrong_lines: tuple[int, ...]
    neutral_lines: tuple[int, ...]

    @property
    def reported(self) -> bool:
        """Whether the file counts as reported for the group."""
        return bool(self.right_lines or self.wrong_lines)

    @property
    def leaky(self) -> bool:
        """What the label says; only files with a decided label are scored."""
        return bool(self.case.leaky[self.group])


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The figures of one group over all files."""

    group: str
    files: tuple[FileScore, ...]

    def count(self, *, leaky: bool, reported: bool) -> int:
        """How many files have this label and this outcome."""
        return sum(1 for one in self.files if one.leaky is leaky and one.reported is reported)

    @property
    def precision(self) -> float | None:
        """Of the reported files, the part that is labelled leaky (None: nothing reported)."""
        return share(self.count(leaky=True, reported=True), sum(one.reported for one in self.files))

    @property
    def recall(self) -> float | None:
        """Of the files labelled leaky, the part that is reported."""
        return share(self.count(leaky=True, reported=True), sum(one.leaky for one in self.files))

    @property
    def misses(self) -> tuple[FileScore, ...]:
        """Leaky files without a counted finding."""
        return tuple(one for one in self.files if one.leaky and not one.reported)

    @property
    def alarms(self) -> tuple[FileScore, ...]:
        """Clean files with a counted finding."""
        return tuple(one for one in self.files if one.reported and not one.leaky)


def share(part: int, whole: int) -> float | None:
    """`part / whole`, or None where there is nothing to divide by."""
    return part / whole if whole else None


def read_cases(labels: Path) -> tuple[Case, ...]:
    """The cases of a label file, in its order."""
    return tuple(_case(item) for item in json.loads(labels.read_text(encoding="utf-8"))["cases"])


def _case(item: Mapping[str, Any]) -> Case:
    return Case(
        file=item["file"],
        leaky={group: item[group] for group in GROUPS},
        lines={group: tuple(item["leak_lines"][group]) for group in GROUPS},
        other=tuple(leak["line"] for leak in item.get("other_leakage") or ()),
        note=item.get("note", ""),
    )


def score(cases: Sequence[Case], found: Mapping[str, Iterable[Found]]) -> tuple[GroupScore, ...]:
    """The score of every group; `found` holds the findings of each file by its name in the labels."""
    return tuple(
        GroupScore(
            group,
            tuple(
                _file_score(case, group, found.get(case.file, ())) for case in cases if case.leaky[group] is not None
            ),
        )
        for group in GROUPS
    )


def _file_score(case: Case, group: str, found: Iterable[Found]) -> FileScore:
    some = [one for one in at_least(found, "MEDIUM") if not GROUPS[group].isdisjoint(one.tags)]
    lines = sorted({line for one in some for _path, _cell, line in one.places})
    right = tuple(line for line in lines if near(line, case.lines[group]))
    neutral = tuple(line for line in lines if line not in right and near(line, case.neutral(group)))
    wrong = tuple(line for line in lines if line not in right and line not in neutral)
    return FileScore(case, group, right, wrong, neutral)


def near(line: int, lines: Iterable[int]) -> bool:
    """Whether `line` stands within reach of one of `lines`."""
    return any(abs(line - other) <= REACH for other in lines)


def line_share(groups: Iterable[GroupScore]) -> tuple[int, int]:
    """How many of the reported lines are right, over all groups (neutral lines are left out)."""
    files = [one for group in groups for one in group.files]
    right = sum(len(one.right_lines) for one in files)
    return right, right + sum(len(one.wrong_lines) for one in files)
