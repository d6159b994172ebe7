"""Scores one round of hand-written snippets: `python -m bench.snippets FOLDER [--write] [--blind]`.

FOLDER (bench/snippets/round-NN) holds cases, each a file or a folder, and labels.json: per case whether it leaks, the
accepted tags, the places of the leak (file, cell, lines), and why. A leaky case is found when any finding of MEDIUM or
above in it carries a leak tag; the stricter readings (an accepted tag, a right line ±1) stand beside it. A clean case
with such a finding is a false alarm.
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
class Spot:
    """A place where the finding may stand: a file of the case's tree, a cell in notebooks, any of the lines."""

    file: str
    cell: int | None
    lines: tuple[int, ...]

    def holds(self, one: Found) -> bool:
        """Whether a finding stands here, within one line."""
        return any((path, cell) == (self.file, self.cell) and near(line, self.lines) for path, cell, line in one.places)

    def __str__(self) -> str:
        return f"{self.file} {f'cell {self.cell} ' if self.cell else ''}lines {list(self.lines)}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """One labelled case; `spots` are empty in clean cases."""

    name: str
    leaky: bool
    family: int | None
    tags: frozenset[str]
    spots: tuple[Spot, ...]
    why: str


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
        return any(spot.holds(one) for spot in self.case.spots for one in self.found)


def read_labels(folder: Path) -> tuple[Snippet, ...]:
    """The cases of a round, in the order of its labels; raises ValueError for a case without its file."""
    items = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    cases = tuple(_snippet(folder, name, item) for name, item in items.items())
    missing = [str(folder / case.name) for case in cases if not (folder / case.name).exists()]
    missing += [
        f"{case.name}: {spot}" for case in cases for spot in case.spots if not _file(folder, case, spot).is_file()
    ]
    if missing:
        raise ValueError(f"labels without their file: {', '.join(missing)}")
    return cases


def _snippet(folder: Path, name: str, item: Mapping[str, Any]) -> Snippet:
    leaky: bool = item["leaky"]
    places = [item, *item.get("also", ())] if leaky else []
    return Snippet(
        name=name,
        leaky=leaky,
        family=item.get("family"),
        tags=frozenset(item["tags"]),
        spots=tuple(_spot(folder, name, place) for place in places),
        why=item["why"],
    )


def _spot(folder: Path, name: str, place: Mapping[str, Any]) -> Spot:
    # The rounds name the file `file` or `path`, with or without the case's folder, and leave it out for single files.
    named = str(place.get("file") or place.get("path") or name)
    if not (folder / name).is_dir():
        file = name
    elif (folder / name / named).is_file():
        file = named
    else:
        file = named.removeprefix(f"{name}/")
    return Spot(file, place.get("cell"), tuple(place["lines"]))


def _file(folder: Path, case: Snippet, spot: Spot) -> Path:
    at = folder / case.name
    return at / spot.file if at.is_dir() else at


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
            print(f"\nMISS {case.name} family {case.family}: {case.why}\n  at {_spots(case)}")
            for low in analysed[case.name].found:
                print(f"  below MEDIUM or no leak: {low.place} {low.severity} {low.check}")
        elif not case.leaky and one.found:
            print(f"\nALARM {case.name} family {case.family}: {case.why}")
            _print_found(one.found)
        elif case.leaky and not (one.tagged and one.placed):
            print(f"\nELSEWHERE {case.name} {sorted(case.tags)}: {case.why}\n  at {_spots(case)}")
            _print_found(one.found)
    for name, each in analysed.items():
        for gap in each.gaps:
            print(f"gap in {name}: {gap}")


def _spots(case: Snippet) -> str:
    return "; ".join(str(spot) for spot in case.spots)


def _print_found(found: Sequence[Found]) -> None:
    for one in found:
        print(f"  {one.place} {one.severity} {one.check} {', '.join(one.tags)}: {one.title}")
        for step in one.trace:
            print(f"      {step}")


if __name__ == "__main__":
    sys.exit(main())
