"""A credential in the log is HIGH where nobody starts what logs it, and told once for a function."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree

SCRIPT = """
import logging
import os

log = logging.getLogger(__name__)


def main():
    token = os.environ["STORE_TOKEN"]
    log.info("signed in with %s", token)
    log.warning("is %s still good?", token)


if __name__ == "__main__":
    main()
"""
IMAGE = """
FROM python:3.12
COPY fetch.py .
CMD ["python", "fetch.py"]
"""


def found(folder: Path) -> list[Finding]:
    (folder / "fetch.py").write_text(SCRIPT)
    return [one for one in analyse(FolderTree(str(folder))).findings if one.check == "secret-in-log"]


def test_by_hand_is_medium(tmp_path: Path) -> None:
    (one,) = found(tmp_path)
    assert one.severity == Severity.MEDIUM
    assert [at.line for at in one.places] == [10, 11]


def test_what_an_image_runs_is_high(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(IMAGE)
    (one,) = found(tmp_path)
    assert one.severity == Severity.HIGH
    assert [at.line for at in one.places] == [10, 11]
