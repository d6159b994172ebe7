"""Each tool's own output, as it was recorded, becomes faults at their places; what it could not see is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.process import Ran
from mle_reviewer.lanes.tool import Report, SkippedError, Task, Tool
from mle_reviewer.lanes.tools.bandit import BANDIT
from mle_reviewer.lanes.tools.detect_secrets import DETECT_SECRETS
from mle_reviewer.lanes.tools.mypy import MYPY
from mle_reviewer.lanes.tools.picklescan import PICKLESCAN
from mle_reviewer.lanes.tools.pip_audit import PIP_AUDIT
from mle_reviewer.lanes.tools.semgrep import SEMGREP
from mle_reviewer.lanes.tools.sqlfluff import SQLFLUFF
from mle_reviewer.lanes.tools.torchfix import TORCHFIX
from tests.lanes.making import pinned, whole


def task(folder: Path, errand: Errand, *paths: str, side: str = "head") -> Task:
    """A start of a tool in a copy."""
    (folder / "scratch").mkdir(exist_ok=True)
    return Task("/bin/tool", folder / "tree", folder / "scratch", paths, errand, side)


def read(tool: Tool, folder: Path, output: str, complaint: str = "", code: int = 0, baseline: str = "") -> Report:
    """What a tool's output says of a small tree."""
    files = {"a.py": "x = 1\n" * 9, "q.sql": "select 1\n", ".secrets.baseline": baseline}
    errand = whole(folder / "tree", files)
    return tool.read(Ran(code, output.encode(), complaint.encode()), task(folder, errand, "a.py", "q.sql"))


def told(report: Report) -> list[tuple[str, str, Severity]]:
    """Rule, place and severity of each fault."""
    return [(fault.rule, str(fault.at), fault.severity) for fault in report.faults]


def test_torchfix(tmp_path: Path) -> None:
    output = (
        "a.py:6:8: TOR001 Use of removed function torch.symeig\n"
        "a.py:5:5: TOR102 [*] `torch.load` without `weights_only` parameter is unsafe.\n"
        "a.py:7:1: TOR203 Consider something\n"
    )
    report = read(TORCHFIX, tmp_path, output, "Finished checking 3 files.\n[*] 1 potentially fixable")
    assert report.status == "failed"
    assert told(report) == [
        ("TOR001", "a.py:6", Severity.MEDIUM),
        ("TOR102", "a.py:5", Severity.MEDIUM),
        ("TOR203", "a.py:7", Severity.LOW),
    ]
    assert read(TORCHFIX, tmp_path, "", "Finished checking 3 files.").status == "passed"
    assert read(TORCHFIX, tmp_path, "", "Traceback", 1).status == "incomplete"
    assert read(TORCHFIX, tmp_path, "", "").status == "incomplete"


def test_mypy_is_silent_on_what_only_this_machine_lacks(tmp_path: Path) -> None:
    follows = (
        'a.py:3:2: error: Untyped decorator makes function "predict" untyped  [untyped-decorator]\n'
        'a.py:4:7: error: Class cannot subclass "BaseModel" (has type "Any")  [misc]\n'
        'a.py:5:1: error: Unused "type: ignore" comment  [unused-ignore]\n'
    )
    own = 'a.py:7:1: error: Incompatible return value type (got "int", expected "str")  [return-value]\n'
    lacking = 'a.py:1:1: error: Cannot find implementation or library stub for module named "x"  [import-not-found]\n'
    assert told(read(MYPY, tmp_path, lacking + follows + own, code=1)) == [("return-value", "a.py:7", Severity.MEDIUM)]
    assert read(MYPY, tmp_path, lacking + follows, code=1).why == "no errors; 1 imports cannot be resolved here"
    (tmp_path / "tree" / "mypy.ini").write_text("[mypy]\nignore_missing_imports = True\n")
    MYPY.command(task(tmp_path, whole(tmp_path / "tree", {}), "a.py"))
    (tmp_path / "tree" / "mypy.ini").unlink()  # what it was given counts: the project's settings are read once
    assert read(MYPY, tmp_path, follows, code=1).why == "no errors"
    MYPY.command(task(tmp_path, whole(tmp_path / "tree", {}), "a.py"))
    assert [rule for rule, _, _ in told(read(MYPY, tmp_path, follows, code=1))] == [
        "untyped-decorator",
        "misc",
        "unused-ignore",
    ]


def test_bandit_says_what_it_could_not_read(tmp_path: Path) -> None:
    errors = [{"filename": "./a.py", "reason": "syntax error while parsing AST from file"}]
    report = read(BANDIT, tmp_path, json.dumps({"errors": errors, "results": []}))
    assert (report.status, report.why) == ("incomplete", "1 files could not be read (a.py)")


def test_bandit_leaves_out_what_tests_are_made_of(tmp_path: Path) -> None:
    made = {"issue_confidence": "HIGH", "issue_severity": "LOW", "issue_text": "assert", "line_range": [2],
            "line_number": 2,
            "test_id": "B101"}  # fmt: skip
    results = [{**made, "filename": "./tests/test_a.py"}, {**made, "filename": "./a.py"}]
    report = read(BANDIT, tmp_path, json.dumps({"errors": [], "results": results}), code=1)
    assert told(report) == [("B101", "a.py:2", Severity.LOW)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "pyproject.toml",
            "[tool.bandit]\nskips = ['B101']\nexclude_dirs = ['old']\nformatter = 'x'\n",
            ("B101", "old"),
        ),
        ("bandit.yaml", "skips: [B101]\nexclude_dirs: [old]\n", ("B101", "old")),
        (".bandit", "[bandit]\nskips: B101\nexclude: old\n", ("B101", "old")),
        ("bandit.yml", "!!python/object/apply:os.system ['true']\n", ("[]", "[]")),
    ],
)
def test_bandit_hears_what_a_project_leaves_out(
    tmp_path: Path, name: str, text: str, expected: tuple[str, str]
) -> None:
    errand = whole(tmp_path / "tree", {"a.py": "", name: text})
    command = list(BANDIT.command(task(tmp_path, errand, "a.py")))
    written = Path(command[command.index("-c") + 1]).read_text()
    assert all(word in written for word in expected)
    assert "formatter" not in written


def test_detect_secrets_and_a_baseline(tmp_path: Path) -> None:
    def one(line: int, digest: str, kind: str = "AWS Access Key") -> dict[str, object]:
        return {"type": kind, "filename": "a.py", "hashed_secret": digest, "is_verified": False, "line_number": line}

    output = json.dumps({"results": {"a.py": [one(1, "aa"), one(2, "bb"), one(3, "cc", "Secret Keyword")]}})
    baseline = json.dumps({"results": {"a.py": [one(9, "aa")]}})
    report = read(DETECT_SECRETS, tmp_path, output, baseline=baseline)
    assert told(report) == [
        ("secret-aws-access-key", "a.py:2", Severity.MEDIUM),
        ("secret-secret-keyword", "a.py:3", Severity.LOW),
    ]
    assert report.why.endswith("1 more stand in the baseline")
    assert "bb" not in report.faults[0].message


def test_a_secret_that_a_team_has_marked_as_one_is_told(tmp_path: Path) -> None:
    entry = {"type": "AWS Access Key", "hashed_secret": "aa", "line_number": 1}
    baseline = json.dumps({"results": {"a.py": [{**entry, "is_secret": True}]}})
    report = read(DETECT_SECRETS, tmp_path, json.dumps({"results": {"a.py": [entry]}}), baseline=baseline)
    assert len(report.faults) == 1


def test_sqlfluff(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch" / "sql"

    def one(code: str, line: int) -> dict[str, object]:
        return {"code": code, "start_line_no": line, "start_line_pos": 1, "description": f"says {code}"}

    output = json.dumps([{"filepath": f"{scratch}/q.sql", "violations": [one("CV05", 1), one("LT01", 2)]}])
    assert told(read(SQLFLUFF, tmp_path, output)) == [
        ("CV05", "q.sql:1", Severity.MEDIUM),
        ("LT01", "q.sql:2", Severity.LOW),
    ]
    output = json.dumps([{"filepath": f"{scratch}/q.sql", "violations": [one("PRS", 1), one("CV05", 2)]}])
    report = read(SQLFLUFF, tmp_path, output)
    assert (report.status, report.faults) == ("incomplete", ())
    assert "1 of 2 SQL files could not be parsed" in report.why


def test_sqlfluff_without_settings_asks_for_what_misleads_alone(tmp_path: Path) -> None:
    errand = whole(tmp_path / "tree", {"q.sql": "select 1\n"})
    command = list(SQLFLUFF.command(task(tmp_path, errand, "q.sql")))
    written = Path(command[command.index("--config") + 1]).read_text()
    assert "rules = AM01" in written
    assert "LT" not in written


def test_picklescan(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    output = (
        f"{folder}/a.py: dangerous import 'posix system' FOUND\n"
        f"WARNING: could not parse {folder}/bad.pkl as pickle: no newline found\n"
        "----------- SCAN SUMMARY -----------\nScanned files: 3\nInfected files: 1\nDangerous globals: 1\n"
    )
    report = read(PICKLESCAN, tmp_path, output, code=1)
    assert report.status == "incomplete"
    assert told(report) == [("dangerous-import", "a.py:1", Severity.MEDIUM)]
    clean = read(PICKLESCAN, tmp_path, "Scanned files: 3\nInfected files: 0\n")
    assert (clean.status, clean.why) == ("passed", "3 files scanned, 0 dangerous imports")


def test_picklescan_never_calls_passed_what_it_has_not_seen(tmp_path: Path) -> None:
    errand = whole(tmp_path / "tree", {"m.pkl": b"\x80\x04N.", "huge.pkl": b"\x80\x04N."})
    ran = Ran(0, b"Scanned files: 1\nInfected files: 0\n", b"")
    report = PICKLESCAN.read(ran, task(tmp_path, errand, "m.pkl"))
    assert report.status == "incomplete"
    assert "1 artifacts are too large" in report.why


def test_pip_audit(tmp_path: Path) -> None:
    errand = pinned(
        whole(tmp_path / "tree", {"requirements.txt": ""}),
        "jinja2 2.10 requirements.txt 1", "requests 2.32.0 requirements.txt 2",
    )  # fmt: skip
    command = list(PIP_AUDIT.command(task(tmp_path, errand, "requirements.txt")))
    assert {"--no-deps", "--disable-pip"} <= set(command)
    assert Path(command[command.index("-r") + 1]).read_text() == "jinja2==2.10\nrequests==2.32.0\n"
    entries = [
        {"name": "jinja2", "version": "2.10", "vulns": [
            {"id": "PYSEC-2021-66", "aliases": ["CVE-2020-28493"], "fix_versions": ["2.11.3"], "description": ""}]},
        {"name": "requests", "skip_reason": "Dependency not found on PyPI"},
    ]  # fmt: skip
    ran = Ran(1, json.dumps({"dependencies": entries}).encode(), b"")
    report = PIP_AUDIT.read(ran, task(tmp_path, errand, "requirements.txt"))
    assert report.status == "incomplete"
    assert told(report) == [("jinja2/PYSEC-2021-66", "requirements.txt:1", Severity.MEDIUM)]
    assert report.faults[0].fix == "Take jinja2 2.11.3 or later."


def test_pip_audit_asks_about_nothing_that_is_not_pinned(tmp_path: Path) -> None:
    errand = whole(tmp_path / "tree", {"requirements.txt": "jinja2\n"})
    with pytest.raises(SkippedError, match="pins no package"):
        PIP_AUDIT.command(task(tmp_path, errand, "requirements.txt"))
    with pytest.raises(SkippedError, match="only the pins of head"):
        PIP_AUDIT.command(task(tmp_path, errand, "requirements.txt", side="base"))


def test_semgrep(tmp_path: Path) -> None:
    result = {
        "check_id": "tmp.rules.no-load", "path": "a.py", "start": {"line": 5, "col": 5}, "end": {"line": 5, "col": 9},
        "extra": {"message": "do not load", "severity": "ERROR"},
    }  # fmt: skip
    output = json.dumps({"results": [result], "errors": [], "paths": {"scanned": ["a.py"]}})
    assert told(read(SEMGREP, tmp_path, output)) == [("no-load", "a.py:5", Severity.MEDIUM)]
    output = json.dumps(
        {"results": [], "errors": [{"level": "error", "message": "bad rule"}], "paths": {"scanned": []}}
    )
    assert read(SEMGREP, tmp_path, output).status == "incomplete"


def test_semgrep_without_rules_is_skipped(tmp_path: Path) -> None:
    errand = whole(tmp_path / "tree", {"a.py": "x = 1\n"})
    with pytest.raises(SkippedError, match="no rules of the project's own"):
        SEMGREP.command(task(tmp_path, errand, "a.py"))
