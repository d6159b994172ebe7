"""What tools say becomes findings that repeat neither ours nor each other's, and none is graver than MEDIUM."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.merging import check_of, merged, subject_key
from mle_reviewer.lanes.tool import Fault
from mle_reviewer.lanes.tools.bandit import BANDIT
from mle_reviewer.lanes.tools.ruff import RUFF
from mle_reviewer.sources.location import Location
from tests.lanes.making import finding, tree

CODE = "import torch\nmodel = torch.load('m.pt')\nother = 1\n"


def fault(rule: str, line: int, subject: str = "", severity: Severity = Severity.LOW) -> Fault:
    """A fault at a line."""
    return Fault(rule, Location("a.py", line, 1, line, raw_line=line), f"says of line {line}", severity, "", subject)


def test_ours_at_the_same_place_is_told_once(tmp_path: Path) -> None:
    ours = [finding("unsafe-load", Location("a.py", 2, 1, 2, raw_line=2))]
    said = [fault("B614", 2), fault("B614", 3), fault("B101", 2)]
    found = merged(BANDIT, said, tree(tmp_path, {"a.py": CODE}), ours, ())
    assert found.repeated == 1
    assert [(one.check, one.at.line) for one in found.findings] == [("bandit:B614", 3), ("bandit:B101", 2)]


def test_another_check_of_ours_there_hides_nothing(tmp_path: Path) -> None:
    ours = [finding("randomness-not-seeded", Location("a.py", 2, 1, 2, raw_line=2))]
    assert merged(BANDIT, [fault("B614", 2)], tree(tmp_path, {"a.py": CODE}), ours, ()).repeated == 0


SWALLOWS = """def store(client, name):
    try:
        client.set_alias(name)

        try:
            client.tag(name)
        except ValueError:
            pass
    except Exception:
        # it may be there already
        pass
    return name
"""


def test_a_try_is_one_place(tmp_path: Path) -> None:
    head = tree(tmp_path, {"a.py": SWALLOWS})
    said = [fault("B110", 7), fault("B110", 9)]
    for line in (2, 3, 11):
        ours = [finding("release-error-swallowed", Location("a.py", line, 1, line, raw_line=line))]
        found = merged(BANDIT, said, head, ours, ())
        assert [one.at.line for one in found.findings] == [7]
    for line in (1, 12):
        ours = [finding("release-error-swallowed", Location("a.py", line, 1, line, raw_line=line))]
        assert merged(BANDIT, said, head, ours, ()).repeated == 0
    ours = [finding("release-error-swallowed", Location("a.py", 6, 1, 6, raw_line=6))]
    assert [one.at.line for one in merged(RUFF, [fault("S110", 7), fault("BLE001", 9)], head, ours, ()).findings] == [9]


def test_two_tools_that_say_the_same(tmp_path: Path) -> None:
    head = tree(tmp_path, {"a.py": CODE})
    first = fault("S614", 2, "B614")
    told = {subject_key(first)}
    assert merged(BANDIT, [fault("B614", 2, "B614")], head, (), told).repeated == 1
    assert merged(RUFF, [fault("S614", 3, "B614")], head, (), told).repeated == 0


def test_severity_is_capped_and_words_name_the_tool(tmp_path: Path) -> None:
    said = [fault("B614", 2, severity=Severity.CRITICAL)]
    one = merged(BANDIT, said, tree(tmp_path, {"a.py": CODE}), (), ()).findings[0]
    assert one.severity is Severity.MEDIUM
    assert not one.may_block
    assert one.title.startswith("bandit B614: ")
    assert check_of("bandit", "B614") == one.check


def test_the_context_outlives_a_shift_of_lines(tmp_path: Path) -> None:
    first = merged(BANDIT, [fault("B614", 2)], tree(tmp_path / "a", {"a.py": CODE}), (), ()).findings[0]
    later = merged(BANDIT, [fault("B614", 4)], tree(tmp_path / "b", {"a.py": f"\n\n{CODE}"}), (), ()).findings[0]
    assert first.context == later.context


def test_a_line_that_is_not_there(tmp_path: Path) -> None:
    said = [fault("B614", 99), Fault("B1", Location("gone.py", 1, raw_line=1), "says")]
    assert len(merged(BANDIT, said, tree(tmp_path, {"a.py": CODE}), (), ()).findings) == 2
