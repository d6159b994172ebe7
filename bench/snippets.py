"""Scores one round of hand-written snippets: `python -m bench.snippets FOLDER [--write] [--blind]`.

FOLDER (bench/snippets/round-NN) holds cases, each a file or a folder, and labels.json: per case whether it leaks, the
accepted tags, the file (None: the case itself), cell and lines of the leak, and why. A leaky case is found when any
finding of MEDIUM or above in it carries a leak tag; the stricter readings (an accepted tag, a right line ±1) stand
beside it. A clean case with such a finding is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.accuracy import append_row, state
from bench.found import Found, at_least
from bench.practice import ratio
from bench.reviewer import Analysed, analyse_file, analyse_folder
from bench.scoring import near, share

ACCURACY: Final = Path("docs/accuracy.md")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One labelled case; `file` is relative to the case's tree, `lines` are empty in clean cases."""

    name: str
    leaky: bool
    family: int | None
    tags: frozenset[str]
    file: str
    cell: int | None
    lines: tuple[int, ...]
    why: str

    def at_right_line(self, one: Found) -> bool:
        """Whether a finding stands where the label says, within one line."""
        return (one.path, one.cell) == (self.file, self.cell) and near(one.line, self.lines)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one case: the leak findings of MEDIUM and above."""

    case: Snippet
    found: tuple[Found, ...]

    @property
    def tagged(self) -> bool:
        """Whether one of them carries an accepted tag."""
        return any(not self.case.tags.isdisjoint(one.tags) for one in self.found)

    @property
    def placed(self) -> bool:
        """Whether one of them stands at a right line."""
        return any(self.case.at_right_line(one) for one in self.found)


def read_labels(folder: Path) -> tuple[Snippet, ...]:
    """The cases of a round, in the order of its labels; raises ValueError for a case without its file."""
    items = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    cases = tuple(_snippet(name, item) for name, item in items.items())
    missing = [case.name for case in cases if not _place(folder, case).is_file()]
    if missing:
        raise ValueError(f"labels without their file: {', '.join(missing)}")
    return cases


def _snippet(name: str, item: Mapping[str, Any]) -> Snippet:
    place = str(item.get("file") or item.get("path") or "").removeprefix(f"{name}/")
    return Snippet(
        name=name,
        leaky=item["leaky"],
        family=item.get("family"),
        tags=frozenset(item["tags"]),
        file=place,
        cell=item.get("cell"),
        lines=tuple(item.get("lines") or ()),
        why=item["why"],
    )


def _place(folder: Path, case: Snippet) -> Path:
    at = folder / case.name
    if at.is_dir():
        return at / case.file if case.leaky else at / next((one.name for one in at.iterdir() if one.is_file()), "")
    return at


def outcome(case: Snippet, found: Sequence[Found]) -> Outcome:
    """The outcome of one case from all its findings."""
    return Outcome(case, tuple(one for one in at_least(found, "MEDIUM") if one.leak))


def analyse(folder: Path, case: Snippet) -> Analysed:
    """Analyses one case alone, as a tree of its own."""
    at = folder / case.name
    return analyse_folder(at) if at.is_dir() else analyse_file(at)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the round's figures, its misses and its alarms; with --write adds them to docs/accuracy.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.snippets", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help=f"append the figures to {ACCURACY}")
    parser.add_argument("--blind", action="store_true", help="nothing was fixed yet with this round in view")
    chosen = parser.parse_args(arguments)
    cases = read_labels(chosen.folder)
    analysed = {case.name: analyse(chosen.folder, case) for case in cases}
    outcomes = [outcome(case, analysed[case.name].found) for case in cases]
    figures = Figures.of(outcomes)
    print(figures.words())
    print(f"CPU seconds per case: median {statistics.median(one.cpu for one in analysed.values()):.3f}")
    print_faults(outcomes, analysed)
    if chosen.write:
        append_row(ACCURACY, "snippets", figures.row(chosen.folder.name, blind=chosen.blind))
    return 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one round."""

    leaky: int
    clean: int
    found: int
    tagged: int
    placed: int
    alarms: int

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Figures:
        """Counts the outcomes of a round."""
        leaky = [one for one in outcomes if one.case.leaky]
        clean = [one for one in outcomes if not one.case.leaky]
        return cls(
            leaky=len(leaky),
            clean=len(clean),
            found=sum(1 for one in leaky if one.found),
            tagged=sum(one.tagged for one in leaky),
            placed=sum(one.placed for one in leaky),
            alarms=sum(1 for one in clean if one.found),
        )

    def words(self) -> str:
        """The figures in one paragraph."""
        return (
            f"{self.found} of {self.leaky} leaky cases found (recall {ratio(share(self.found, self.leaky))}), "
            f"{self.tagged} with an accepted tag, {self.placed} at a right line; "
            f"{self.alarms} false alarms in {self.clean} clean cases"
        )

    def row(self, name: str, *, blind: bool) -> tuple[str, ...]:
        """The cells of the table in docs/accuracy.md."""
        commit, date = state()
        recall = ratio(share(self.found, self.leaky))
        counts = (f"{self.found}/{self.leaky}", recall, str(self.tagged), str(self.placed))
        return (name, "blind" if blind else "after fixes", *counts, f"{self.alarms}/{self.clean}", commit, date)


def print_faults(outcomes: Sequence[Outcome], analysed: Mapping[str, Analysed]) -> None:
    """Misses, alarms, then findings under a wrong tag or at a wrong line, then gaps."""
    for one in outcomes:
        case = one.case
        if case.leaky and not one.found:
            at = f"cell {case.cell} " if case.cell else ""
            print(f"\nMISS {case.name} {case.file} {at}lines {list(case.lines)} family {case.family}: {case.why}")
            for low in analysed[case.name].found:
                print(f"  below MEDIUM or no leak: {low.place} {low.severity} {low.check}")
        elif not case.leaky and one.found:
            print(f"\nALARM {case.name} family {case.family}: {case.why}")
            _print_found(one.found)
        elif case.leaky and not (one.tagged and one.placed):
            print(f"\nELSEWHERE {case.name} {case.file} lines {list(case.lines)} {sorted(case.tags)}: {case.why}")
            _print_found(one.found)
    for name, each in analysed.items():
        for gap in each.gaps:
            print(f"gap in {name}: {gap}")


def _print_found(found: Sequence[Found]) -> None:
    for one in found:
        print(f"  {one.place} {one.severity} {one.check} {', '.join(one.tags)}: {one.title}")
        for step in one.trace:
            print(f"      {step}")


if __name__ == "__main__":
    sys.exit(main())
