"""Scores the reviewer on the corpus of Wake360/wald: `python -m bench.wald CORPUS` (the folder with MANIFEST.json).

Of its mutants only the two leakage flaws count (40 notebooks, each proven by execution in its manifest). The right cell
is any code cell in which the mutant differs from the clean notebook it was made from. On the synthetic clean notebooks
a HIGH or CRITICAL finding is a false alarm; on the real ones each is printed with its trace, to be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.accuracy import append_row, state
from bench.found import Found, at_least
from bench.reviewer import analyse_file

FLAWS: Final[Mapping[str, frozenset[str]]] = {
    "leakage-fit-before-split": frozenset({"leak:preprocessing"}),
    "leakage-temporal-shuffle": frozenset({"leak:temporal", "leak:look-ahead"}),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One notebook with a planted leak: its tags and the code cells (from 1) that were changed to plant it."""

    file: str
    flaw: str
    cells: frozenset[int]

    def found_in(self, found: Sequence[Found]) -> bool:
        """Whether a finding of MEDIUM or above with the flaw's tag stands in a changed cell."""
        return any(one.cell in self.cells and not FLAWS[self.flaw].isdisjoint(one.tags) for one in _medium(found))


def _medium(found: Sequence[Found]) -> tuple[Found, ...]:
    return at_least(found, "MEDIUM")


def read_mutants(corpus: Path) -> tuple[Mutant, ...]:
    """The leakage mutants of the manifest, in its order."""
    manifest = json.loads((corpus / "MANIFEST.json").read_text(encoding="utf-8"))
    return tuple(
        Mutant(item["file"], item["flaw_id"], changed_cells(_read(corpus, item["base"]), _read(corpus, item["file"])))
        for item in manifest["mutants"]
        if item["flaw_id"] in FLAWS
    )


def _read(corpus: Path, file: str) -> Mapping[str, Any]:
    notebook: Mapping[str, Any] = json.loads((corpus / file).read_text(encoding="utf-8"))
    return notebook


def changed_cells(clean: Mapping[str, Any], mutant: Mapping[str, Any]) -> frozenset[int]:
    """Numbers of the mutant's code cells whose source differs from the clean notebook's cell at the same place."""
    pairs = enumerate(zip(clean["cells"], mutant["cells"], strict=True), start=1)
    return frozenset(
        number
        for number, (before, after) in pairs
        if after["cell_type"] == "code" and "".join(before["source"]) != "".join(after["source"])
    )


def read_clean(corpus: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The synthetic clean notebooks, and the real ones that the corpus's author calls clean."""
    synthetic = json.loads((corpus / "MANIFEST.json").read_text(encoding="utf-8"))["clean"]
    real = json.loads((corpus / "real" / "MANIFEST.json").read_text(encoding="utf-8"))["clean"]
    return tuple(item["file"] for item in synthetic), tuple(item["file"] for item in real)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures, every miss, and every finding on a clean notebook."""
    parser = argparse.ArgumentParser(prog="python -m bench.wald", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help="append the figures to docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    mutants = read_mutants(chosen.corpus)
    hits = 0
    for mutant in mutants:
        found = analyse_file(chosen.corpus / mutant.file).found
        hits += mutant.found_in(found)
        if not mutant.found_in(found):
            print(f"\nMISS {mutant.file} cells {sorted(mutant.cells)}")
            _print_found(found)
    synthetic, real = read_clean(chosen.corpus)
    alarms = sum(_alarms(chosen.corpus, file, "ALARM") for file in synthetic)
    to_read = sum(_alarms(chosen.corpus, file, "READ") for file in real)
    print(f"\n{hits} of {len(mutants)} mutants found at the right cell")
    print(f"{alarms} HIGH or CRITICAL findings on {len(synthetic)} synthetic clean notebooks")
    print(f"{to_read} HIGH or CRITICAL findings on {len(real)} real notebooks, printed above to be read")
    if chosen.write:
        row = (f"{hits}/{len(mutants)}", f"{alarms} on {len(synthetic)}", f"{to_read} on {len(real)}", *state())
        append_row(Path("docs/accuracy.md"), "wald", row)
    return 0


def _alarms(corpus: Path, file: str, word: str) -> int:
    analysed = analyse_file(corpus / file)
    high = at_least(analysed.found, "HIGH")
    if high:
        print(f"\n{word} {file}")
        _print_found(high)
    for gap in analysed.gaps:
        print(f"gap in {file}: {gap}")
    return len(high)


def _print_found(found: Sequence[Found]) -> None:
    for one in found:
        print(f"  {one.place} {one.severity} {one.check} {', '.join(one.tags)}: {one.title}")
        for step in one.trace:
            print(f"      {step}")


if __name__ == "__main__":
    sys.exit(main())
