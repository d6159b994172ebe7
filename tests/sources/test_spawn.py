"""One process: fed and drained at once, ended by the kill switch, leaving no pipe and no child behind."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from mle_reviewer.sources import spawn
from mle_reviewer.sources.spawn import TimeIsUpError, run

CAT = shutil.which("cat") or "/bin/cat"
SHELL = "/bin/sh"


@pytest.fixture(params=["posix_spawn", "subprocess"])
def way(request, monkeypatch):
    if request.param == "subprocess":
        monkeypatch.delattr(os, "posix_spawn")
    return request.param


def open_descriptors() -> set[str]:
    folder = Path("/proc/self/fd")
    return {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()


@pytest.mark.usefixtures("way")
class TestRun:
    def test_much_input_and_output_at_once(self):
        data = bytes(range(256)) * 20_000
        ended = run([CAT], {}, stdin=data, seconds=60, sink=None)
        assert (ended.code, ended.output, ended.complaint) == (0, data, "")

    def test_a_sink_takes_the_output(self):
        pieces: list[bytes] = []
        ended = run([CAT], {}, stdin=b"abc", seconds=60, sink=pieces.append)
        assert (b"".join(pieces), ended.output) == (b"abc", b"")

    def test_exit_code_and_complaint(self):
        ended = run([SHELL, "-c", "echo no >&2; exit 3"], {}, stdin=b"", seconds=60, sink=None)
        assert (ended.code, ended.complaint) == (3, "no\n")

    def test_only_the_given_environment_and_no_inherited_input(self):
        ended = run(
            [SHELL, "-c", 'cat; echo "$A-$HOME"'],
            {"A": "1", "PATH": os.environ["PATH"]},
            stdin=b"",
            seconds=60,
            sink=None,
        )
        assert ended.output == b"1-\n"

    def test_a_reader_that_stops_early_is_no_fault(self):
        ended = run([SHELL, "-c", "exit 0"], {}, stdin=b"x" * 1_000_000, seconds=60, sink=None)
        assert ended.code == 0

    def test_the_kill_switch_ends_it(self):
        before = open_descriptors()
        with pytest.raises(TimeIsUpError):
            run([SHELL, "-c", "exec sleep 600"], {"PATH": os.environ["PATH"]}, stdin=b"", seconds=0.2, sink=None)
        assert open_descriptors() == before

    def test_a_command_that_is_not_there(self):
        before = open_descriptors()
        with pytest.raises(OSError, match="No such file"):
            run(["/nowhere/git"], {}, stdin=b"", seconds=60, sink=None)
        assert open_descriptors() == before


def test_an_exception_in_the_sink_ends_the_process_too():
    def refuse(_piece: bytes) -> None:
        raise KeyError("stop")

    before = open_descriptors()
    with pytest.raises(KeyError):
        run([SHELL, "-c", "echo a; exec sleep 600"], {"PATH": os.environ["PATH"]}, stdin=b"", seconds=60, sink=refuse)
    assert open_descriptors() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # no child is left


def test_subprocess_is_not_imported_where_it_is_not_needed():
    program = "import sys, mle_reviewer.sources.reading; print('subprocess' in sys.modules, 'tempfile' in sys.modules)"
    ended = run([sys.executable, "-c", program], dict(os.environ), stdin=b"", seconds=60, sink=None)
    assert ended.output == b"False False\n"
    assert spawn.__doc__
