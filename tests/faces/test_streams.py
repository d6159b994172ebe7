"""What is printed: nothing that steers a terminal, nothing secret, and no traceback when a reader hangs up."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from mle_reviewer.faces.streams import UsageError, Watch, print_error, print_out, print_safely, save, wants_colour

TOKEN = "ghp_" + "a1B2" * 9


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_errors_are_one_sentence_and_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_error(f"no base for \x1b[2J{TOKEN}\ngive one with --base")
    assert capsys.readouterr().err == "mle-reviewer: no base for \\x1b[2Jghp_***\n  give one with --base\n"


def test_text_of_our_own_is_redacted_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_safely(f"one\x9b\n  {TOKEN}\n")
    assert capsys.readouterr().out == "one\\x9b\n  ghp_***\n"


def test_a_poor_terminal_gets_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    print_out("a · b — c\n")
    assert raw.getvalue() == b"a \\xb7 b \\u2014 c\n"


@pytest.mark.parametrize(
    ("terminal", "env", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours(*, terminal: bool, env: dict[str, str], expected: bool) -> None:
    assert wants_colour(Terminal() if terminal else io.StringIO(), env) is expected


def test_progress_comes_and_goes_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.delenv("TERM", raising=False)
    watch = Watch(timing=False)
    watch.say("reading")
    watch.say("analysing")
    watch.close()
    assert terminal.getvalue() == "\r\x1b[2Kreading …\r\x1b[2Kanalysing …\r\x1b[2K"


def test_a_pipe_sees_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(timing=False)
    watch.say("reading")
    watch.close()
    assert capsys.readouterr().err == ""


def test_timing_names_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(timing=True)
    watch.say("reading")
    watch.say("deciding")
    watch.close()
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("s  ")[1] for line in lines] == ["reading", "deciding"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--output .*nowhere.*: No such file"):
        save("x", str(tmp_path / "nowhere" / "report.txt"))
    save("caf\udce9\n", str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_bytes() == b"caf\\xe9\n"
