"""The version is answered before anything is imported, and everything else goes to the command line."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest

from mle_reviewer import __version__
from mle_reviewer.__main__ import main


def modules(code: str) -> set[str]:
    """The modules loaded after `code` ran in a fresh interpreter."""
    listing = "\nimport sys; sys.stderr.write(' '.join(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code + listing], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_version_loads_nothing_but_the_door() -> None:
    code = "import sys; sys.argv[1:] = ['--version']\nfrom mle_reviewer.__main__ import main; main()"
    assert modules(code) - modules("") == {"__future__", "mle_reviewer", "mle_reviewer.__main__"}


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_is_the_package_version(
    flag: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mle-reviewer", flag])
    assert main() == 0
    assert capsys.readouterr().out == f"mle-reviewer {__version__}\n"


def test_help_is_the_command_line_s(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["mle-reviewer", "--help"])
    with suppress(SystemExit):  # argparse ends the process after help
        main()
    assert "review" in capsys.readouterr().out


def test_a_fault_of_ours_is_no_verdict(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "mle_reviewer.faces.cli", None)  # a broken installation
    monkeypatch.setattr(sys, "argv", ["mle-reviewer", "review"])
    assert main() == 3
    assert "nothing was decided" in capsys.readouterr().err
