"""The lane of performance on a small repository with planted faults, and on the same repository without them."""

from __future__ import annotations

import re
from pathlib import Path

from mle_reviewer.checks import registry
from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

HERE = Path(__file__).parents[1] / "golden" / "performance"
LANE = "performance-optimizer"
PLANTED = re.compile(r"# planted: ([a-z-]+)$")
KINDS = 8  # that the lane has to know at least


def of_lane(folder: Path) -> list[Finding]:
    cards = registry.cards()
    return [one for one in analyse(FolderTree(str(folder))).findings if cards[one.check].lane == LANE]


def planted(folder: Path) -> set[tuple[str, str, int]]:
    return {
        (found[1], path.relative_to(folder).as_posix(), number)
        for path in folder.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := PLANTED.search(line)) is not None
    }


def test_every_planted_fault_is_found_and_nothing_else() -> None:
    found = of_lane(HERE / "slow")
    assert {(one.check, at.path, at.line) for one in found for at in one.places} == planted(HERE / "slow")


def test_each_kind_of_the_lane_is_planted() -> None:
    kinds = {check for check, _path, _line in planted(HERE / "slow")}
    assert kinds == {check for check, card in registry.cards().items() if card.lane == LANE}
    assert len(kinds) >= KINDS


def test_the_same_repository_without_faults_is_quiet() -> None:
    assert of_lane(HERE / "quick") == []


def test_nothing_of_the_lane_weighs_high_and_nothing_is_told_twice_at_one_place() -> None:
    found = of_lane(HERE / "slow")
    assert max(one.severity for one in found) <= Severity.MEDIUM
    places = [(one.at.path, one.at.line) for one in found]
    assert len(places) == len(set(places))
