"""A runbook that its owner knows to be open is a note; one that nobody speaks of stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.sources.folder import FolderTree

if TYPE_CHECKING:
    from pathlib import Path

ALERTS = """groups:
  - name: scorer
    rules:
      - alert: Down
        expr: up == 0
        for: 5m
        annotations:
          runbook_url: docs/RUNBOOK.md#scorer-down
"""
OPEN = "# Runbook\n\n> **Status: not yet written - filled in by phase 3.**\n\n- Latency\n- Errors\n"
WRITTEN = "# Runbook\n\n## The scorer is slow\n\nThe incident report is to be sent to the owner.\n"


@pytest.mark.parametrize(
    ("page", "readme", "severity"),
    [
        (OPEN, "# Scorer\n", Severity.LOW),
        (WRITTEN, "# Scorer\n\n- [ ] finish docs/RUNBOOK.md\n", Severity.LOW),
        (WRITTEN, "# Scorer\n\n| 3 | Ship: runbook, docs | todo |\n", Severity.LOW),
        (WRITTEN, "# Scorer\n\n- [x] finish docs/RUNBOOK.md\n- [ ] scale the scorer\n", Severity.MEDIUM),
        ("", "# Scorer\n\n- [ ] write the runbook\n", Severity.LOW),
        ("", "# Scorer\n\nThe runbook is in docs.\n", Severity.MEDIUM),
    ],
)
def test_weight(tmp_path: Path, page: str, readme: str, severity: Severity) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "alerts.yml").write_text(ALERTS, encoding="utf-8")
    (tmp_path / "README.md").write_text(readme, encoding="utf-8")
    (tmp_path / "docs" / ("RUNBOOK.md" if page else "other.md")).write_text(page, encoding="utf-8")
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "dangling-runbook-link"]
    assert [one.severity for one in found] == [severity]
