"""Coverage in three forms, against the lines of a change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.covering.reading import read_coverage
from mle_reviewer.lanes.covering.report import CoverageError, measured_in
from tests.lanes.making import errand

CODE = "def clean(rows):\n" + "".join(f"    rows = rows + {number}\n" for number in range(8)) + "    return rows\n"
LINES = range(2, 11)
LCOV = (
    "TN:\nSF:/home/runner/work/x/x/src/features.py\nDA:1,1\n"
    + "".join(f"DA:{one},0\n" for one in LINES)
    + "end_of_record\n"
)
XML = (
    '<?xml version="1.0" ?><coverage><sources><source>/home/runner/work/x/x/src</source></sources>'
    "<packages><package><classes>"
    '<class filename="features.py"><lines><line number="1" hits="1"/>'
    + "".join(f'<line number="{one}" hits="0"/>' for one in LINES)
    + "</lines></class></classes></package></packages></coverage>"
)
JSON = json.dumps({"meta": {}, "files": {"src\\features.py": {"executed_lines": [1], "missing_lines": list(LINES)}}})


@pytest.mark.parametrize("text", [LCOV, XML, JSON])
def test_changed_lines_that_no_test_runs_are_found(tmp_path: Path, text: str) -> None:
    report = tmp_path / "coverage"
    report.write_text(text, encoding="utf-8")
    tree = tmp_path / "tree"
    asked = errand(tree, {"src/features.py": CODE}, {"src/features.py": (2, 6)}, ("feature generation",))
    taken = read_coverage((report,), asked)
    assert [(one.check, str(one.at), one.severity) for one in taken.findings] == [
        ("changed-lines-not-tested", "src/features.py:2", Severity.MEDIUM)
    ]
    assert taken.runs[0].status == "failed"


def test_training_is_a_note_and_a_few_lines_of_many_are_nothing(tmp_path: Path) -> None:
    report = tmp_path / "c.info"
    report.write_text(LCOV, encoding="utf-8")
    asked = errand(tmp_path / "a", {"src/features.py": CODE}, {"src/features.py": (2, 6)})
    assert [one.severity for one in read_coverage((report,), asked).findings] == [Severity.LOW]
    few = "SF:src/features.py\n" + "".join(f"DA:{one},{int(one != 4)}\n" for one in LINES) + "end_of_record\n"
    report.write_text(few, encoding="utf-8")
    taken = read_coverage((report,), errand(tmp_path / "b", {"src/features.py": CODE}, {"src/features.py": (2, 9)}))
    assert not taken.findings
    assert taken.runs[0].status == "passed"


def test_reports_are_joined(tmp_path: Path) -> None:
    first, second = tmp_path / "a.info", tmp_path / "b.json"
    first.write_text(LCOV, encoding="utf-8")
    second.write_text(json.dumps({"files": {"src/features.py": {"executed_lines": list(LINES), "missing_lines": []}}}))
    asked = errand(tmp_path / "tree", {"src/features.py": CODE}, {"src/features.py": (2, 6)}, ("inference",))
    assert not read_coverage((first, second), asked).findings


def test_a_report_of_another_state_is_a_gap(tmp_path: Path) -> None:
    report = tmp_path / "c.info"
    report.write_text(LCOV.replace("DA:10,0", "DA:99,0"), encoding="utf-8")
    asked = errand(tmp_path / "tree", {"src/features.py": CODE}, {"src/features.py": (2, 6)}, ("inference",))
    taken = read_coverage((report,), asked)
    assert not taken.findings
    assert [gap.path for gap in taken.gaps] == ["src/features.py"]
    assert taken.runs[0].status == "incomplete"


def test_a_changed_file_that_is_not_in_it_never_reads_as_passed(tmp_path: Path) -> None:
    report = tmp_path / "c.info"
    report.write_text(LCOV, encoding="utf-8")
    files = {"src/features.py": CODE, "src/serve.py": CODE}
    taken = read_coverage((report,), errand(tmp_path / "tree", files, {"src/serve.py": (2, 6)}, ("inference",)))
    assert taken.runs[0].status == "incomplete"
    assert "src/serve.py" in taken.runs[0].why


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", b"{", b"[]", b'{"files": {"a.py": {}}}', b"<coverage", b"<other/>",
     b'<!DOCTYPE a [<!ENTITY b "c">]><coverage/>',
     b"SQLite format 3\x00"],
)  # fmt: skip
def test_what_is_no_coverage_is_said(data: bytes) -> None:
    with pytest.raises(CoverageError):
        measured_in(data)
