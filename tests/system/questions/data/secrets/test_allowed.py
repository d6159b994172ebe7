"""What a team has said of its credentials is heard; what a change says of its own is not."""

from __future__ import annotations

import json
from hashlib import sha1
from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

KEY = "gh" + "p_" + "R4tZ8mQ2" * 5
PASSWORD = "hT7rQp2" + "9wLz4"
CODE = f"TOKEN = '{KEY}'\nPASSWORD = '{PASSWORD}'\n"


def digest(value: str) -> str:
    return sha1(value.encode(), usedforsecurity=False).hexdigest()


def baseline(value: str, **said: object) -> str:
    entry = {
        "type": "Secret Keyword",
        "filename": "client.py",
        "hashed_secret": digest(value),
        "line_number": 1,
        **said,
    }
    return json.dumps({"version": "1.5.0", "results": {"client.py": [entry]}})


def found(folder: Path, files: dict[str, str], rules: dict[str, str] | None = None) -> list[Finding]:
    trees = []
    for name, texts in (("head", files), ("base", rules)):
        for path, text in (texts or {}).items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_text(text, encoding="utf-8")
        trees.append(FolderTree(str(folder / name)))
    known = trees[1] if rules is not None else None
    return [one for one in analyse(trees[0], knowledge=known).findings if one.check == "secret-in-code"]


def lines(findings: list[Finding]) -> list[tuple[int, Severity]]:
    return sorted((one.at.line, one.severity) for one in findings)


@pytest.mark.parametrize("value", [KEY, PASSWORD])
def test_what_was_looked_at_and_is_none_is_quiet(tmp_path: Path, value: str) -> None:
    rest = {1: (1, Severity.HIGH), 2: (2, Severity.MEDIUM)}
    rest.pop(1 if value == KEY else 2)
    told = found(tmp_path, {"client.py": CODE, ".secrets.baseline": baseline(value, is_secret=False)})
    assert lines(told) == list(rest.values())


def test_what_a_baseline_lists_is_a_note(tmp_path: Path) -> None:
    told = found(tmp_path, {"client.py": CODE, ".secrets.baseline": baseline(KEY)})
    assert lines(told) == [(1, Severity.LOW), (2, Severity.MEDIUM)]
    assert ".secrets.baseline" in told[0].issue + told[1].issue


def test_a_baseline_of_another_file_says_nothing_of_this_one(tmp_path: Path) -> None:
    told = found(tmp_path, {"other.py": CODE, ".secrets.baseline": baseline(KEY)})
    assert lines(told) == [(1, Severity.HIGH), (2, Severity.MEDIUM)]


def test_a_baseline_that_comes_with_the_change_is_not_heard(tmp_path: Path) -> None:
    told = found(tmp_path, {"client.py": CODE, ".secrets.baseline": baseline(KEY, is_secret=False)}, {"a.py": ""})
    assert lines(told) == [(1, Severity.HIGH), (2, Severity.MEDIUM)]


@pytest.mark.parametrize("text", ["[]", "{", '{"results": 3}', '{"results": {"client.py": [3, {"hashed_secret": 4}]}}'])
def test_a_baseline_that_is_none_says_nothing(tmp_path: Path, text: str) -> None:
    assert len(found(tmp_path, {"client.py": CODE, ".secrets.baseline": text})) == 2


def test_a_comment_lets_a_literal_pass_and_makes_a_key_a_note(tmp_path: Path) -> None:
    code = "".join(f"{line}  # pragma: allowlist secret\n" for line in CODE.splitlines())
    assert lines(found(tmp_path, {"client.py": code})) == [(1, Severity.LOW)]


def test_a_comment_above_lets_the_next_line_pass(tmp_path: Path) -> None:
    code = f"# pragma: allowlist nextline secret\nPASSWORD = '{PASSWORD}'\nOTHER_PASSWORD = '{PASSWORD}'\n"
    assert lines(found(tmp_path, {"client.py": code})) == [(3, Severity.MEDIUM)]


def test_places_that_another_scanner_ignores_are_left_out(tmp_path: Path) -> None:
    ignored = "# known\nclient.py:github-pat:1\n0123456789abcdef:client.py:generic:9\n"
    assert lines(found(tmp_path, {"client.py": CODE, ".gitleaksignore": ignored})) == [(2, Severity.MEDIUM)]
