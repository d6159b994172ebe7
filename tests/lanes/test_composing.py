"""The lanes of a review end to end: what comes up, what runs, what is skipped and why, and what is handed on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from mle_reviewer.checks import registry
from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.composing import composed
from mle_reviewer.lanes.errand import Errand, Outcome
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.location import Location
from tests.lanes.making import changed, finding, pinned, program, settings, told, whole

LOADS = "import torch\n\nmodel = torch.load('m.pt')\n"
BANDIT = """
import json, os
found = []
for folder, _, names in os.walk('.'):
    for name in names:
        path = os.path.join(folder, name)
        for number, line in enumerate(open(path, errors='replace'), 1):
            if 'torch.load' in line:
                found.append(dict(code=line, col_offset=8, filename=path, issue_confidence='HIGH',
                    issue_severity='MEDIUM', issue_text='Use of unsafe PyTorch load', line_number=number,
                    line_range=[number], test_id='B614', test_name='pytorch_load'))
print(json.dumps(dict(errors=[], metrics={}, results=found)))
raise SystemExit(1 if found else 0)
"""


def outcome(errand: Errand, how: LaneSettings) -> Outcome:
    """What the lanes say."""
    return composed(how, registry.cards())(errand)


def test_a_tool_that_is_asked_for_and_there(tmp_path: Path) -> None:
    program(tmp_path / "user", "bandit", BANDIT, version="1.9.4")
    found = outcome(whole(tmp_path / "tree", {"a.py": LOADS}), settings(tmp_path / "user", "bandit"))
    run = next(one for one in found.runs if one.tool == "bandit")
    assert (run.lane, run.status, run.version, run.findings) == ("security-reviewer", "failed", "1.9.4", 1)
    assert [(one.check, str(one.at)) for one in found.head] == [("bandit:B614", "a.py:3")]
    assert "security-reviewer" not in {brief.lane for brief in found.briefs}


def test_ours_at_its_place_is_not_repeated(tmp_path: Path) -> None:
    program(tmp_path / "user", "bandit", BANDIT)
    errand = whole(tmp_path / "tree", {"a.py": LOADS})
    errand = replace(errand, findings=(finding("unsafe-load", Location("a.py", 3, 1, 3, raw_line=3)),))
    found = outcome(errand, settings(tmp_path / "user", "bandit"))
    assert found.head == ()
    assert "1 said already by another finding at the same place" in told(found, "bandit")[1]


def test_a_tool_that_is_not_there_is_skipped_and_a_brief_is_written(tmp_path: Path) -> None:
    files = {"a.py": LOADS, "requirements-dev.txt": "bandit==1.9\n", "Dockerfile": "FROM python:3.12\n"}
    errand = whole(tmp_path / "tree", files)
    found = composed(settings(tmp_path / "user"), {})(errand)  # and no check of the review's serves the lane
    assert told(found, "bandit") == ("skipped", "used by the project (requirements-dev.txt:1), and not installed here")
    assert told(found, "semgrep") == ("skipped", "not used by the project")
    brief = next(one for one in found.briefs if one.lane == "security-reviewer")
    assert "bandit: used by the project" in brief.why
    assert brief.questions


def test_what_asks_a_server_waits_to_be_allowed(tmp_path: Path) -> None:
    program(tmp_path / "user", "pip-audit", "print('{}')")
    errand = whole(tmp_path / "tree", {"a.py": LOADS, "requirements.txt": "torch==1.0\n"})
    found = outcome(errand, settings(tmp_path / "user", "pip-audit"))
    assert told(found, "pip-audit") == ("skipped", "it asks a server, and that was not allowed (--online)")


def test_what_is_switched_off_is_not_mentioned(tmp_path: Path) -> None:
    how = LaneSettings(off=frozenset({"bandit", "documentation-lookup"}))
    found = outcome(whole(tmp_path, {"a.py": LOADS}), how)
    assert "bandit" not in {one.tool for one in found.runs}
    assert "documentation-lookup" not in {one.lane for one in found.runs}


def test_both_sides_are_run(tmp_path: Path) -> None:
    program(tmp_path / "user", "bandit", BANDIT)
    before, after = {"a.py": LOADS}, {"a.py": f"{LOADS}again = torch.load('n.pt')\n"}
    found = outcome(changed(tmp_path, before, after), settings(tmp_path / "user", "bandit"))
    assert len(found.base) == 1
    assert len(found.head) == 2


def test_a_side_that_could_not_be_seen_leaves_only_changed_lines(tmp_path: Path) -> None:
    broken = "import sys, os\nif os.getcwd().endswith('base'): sys.exit(7)\n" + BANDIT
    program(tmp_path / "user", "bandit", broken)
    errand = changed(tmp_path, {"a.py": LOADS}, {"a.py": f"{LOADS}x = 1\n"})
    file = replace(errand.change.files[0], hunks=(replace(errand.change.files[0].hunks[0], new_start=4, new_count=1),))
    found = outcome(
        replace(errand, change=replace(errand.change, files=(file,))), settings(tmp_path / "user", "bandit")
    )
    assert found.head == ()


def test_the_same_twice_is_the_same(tmp_path: Path) -> None:
    program(tmp_path / "user", "bandit", BANDIT)
    errand = whole(tmp_path / "tree", {"a.py": LOADS, "b.py": LOADS})
    how = settings(tmp_path / "user", "bandit")
    assert outcome(errand, how) == outcome(errand, replace(how, jobs=4))


def test_a_lane_that_our_checks_serve_is_a_run_of_its_own(tmp_path: Path) -> None:
    errand = whole(tmp_path, {"a.py": "import pandas as pd\n"})
    errand = replace(
        errand,
        imports={"a.py": frozenset({"pandas"})},
        findings=(finding("call-of-another-version", Location("a.py", 1, raw_line=1)),),
    )
    run = next(one for one in outcome(errand, LaneSettings()).runs if one.lane == "documentation-lookup")
    assert (run.tool, run.status, run.findings) == ("mle-reviewer", "failed", 1)


def test_screens_bring_up_what_people_judge(tmp_path: Path) -> None:
    errand = whole(tmp_path, {"page.html": "<p>{{ prediction }}</p>"})
    errand = replace(errand, screens=(Step(Location("page.html", 1), "shows a prediction"),))
    briefs = {brief.lane: brief for brief in outcome(errand, LaneSettings()).briefs}
    assert {"a11y-architect", "e2e-runner"} <= set(briefs)
    assert briefs["a11y-architect"].look[0].at.path == "page.html"


def test_records_given_offline(tmp_path: Path) -> None:
    record = tmp_path / "one.json"
    record.write_text(json.dumps({
        "id": "PYSEC-1", "aliases": ["CVE-2020-1"], "summary": "Reads what it should not",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "Jinja2"},
                      "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.11.3"}]}]}],
    }))  # fmt: skip
    errand = pinned(whole(tmp_path / "tree", {"requirements.txt": "Jinja2==2.10\n"}), "jinja2 2.10 requirements.txt 1")
    found = outcome(errand, LaneSettings(given={"osv": (record,)}))
    assert told(found, "osv")[0] == "failed"
    assert [(one.check, str(one.at), one.fix) for one in found.head] == [
        ("osv:jinja2/PYSEC-1", "requirements.txt:1", "Take jinja2 2.11.3 or later.")
    ]


def test_a_document_that_a_gap_tells_of_is_not_told_again(tmp_path: Path) -> None:
    entry = {
        "code": None,
        "filename": "a.py",
        "location": {"row": 3, "column": 1},
        "end_location": {"row": 3, "column": 2},
    }
    says = json.dumps([{**entry, "message": "Expected an expression"}])
    program(tmp_path / "user", "ruff", f"print({says!r})\nraise SystemExit(1)")
    errand = whole(tmp_path / "tree", {"a.py": "x = (\n"})
    how = settings(tmp_path / "user", "ruff")
    assert [one.check for one in outcome(errand, how).head] == ["ruff:invalid-syntax"]
    assert outcome(replace(errand, unparsed=frozenset({"a.py"})), how).head == ()


def test_a_log_tells_of_files_that_the_change_has_no_part_in(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text(
        "Run pytest\nTraceback (most recent call last):\n"
        '  File "/home/runner/work/loans/loans/load.py", line 2, in <module>\n    rows = read("a")\n'
        "FileNotFoundError: [Errno 2] No such file or directory: 'a'\n##[error]Process completed with exit code 1.\n"
    )
    how = settings(tmp_path / "user", given={"ci-log": (log,)})
    before = {"load.py": "from x import read\nrows = read('a')\n", "other.py": "x = 1\n"}
    errand = changed(tmp_path / "tree", before, {**before, "other.py": "x = 2\n"})
    found = outcome(errand, how)
    assert [str(one.at) for one in found.aside] == ["load.py:2"]
    assert not [one for one in found.head if one.at.path == "load.py"]
    reached = outcome(replace(errand, reached=frozenset({"other.py", "load.py"})), how)
    assert ([str(one.at) for one in reached.head], reached.aside) == (["load.py:2"], ())
