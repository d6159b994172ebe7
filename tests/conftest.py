"""What holds for every test: a neutral environment, no network, repeatable examples, goldens that can be accepted."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

# Base resolution reads the variables of many CI systems, git reads its own, and all of them would leak into tests.
FOREIGN = (
    "APPVEYOR", "AZURE_", "BITBUCKET_", "BUILDKITE", "BUILD_", "CHANGE_", "CI", "CIRCLE", "DRONE", "GITHUB_", "GITLAB_",
    "GIT_", "JENKINS", "MLE_", "PRE_COMMIT", "SYSTEM_PULLREQUEST", "TF_BUILD", "TRAVIS",
)  # fmt: skip
NEUTRAL = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Author",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_AUTHOR_DATE": "2026-01-05T12:00:00+0000",
    "GIT_COMMITTER_NAME": "Author",
    "GIT_COMMITTER_EMAIL": "author@example.com",
    "GIT_COMMITTER_DATE": "2026-01-05T12:00:00+0000",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "TZ": "UTC",
}
OUTSIDE = dict(os.environ)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens instead of comparing with them")


@pytest.fixture(scope="session", autouse=True)
def neutral_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same variables on every machine, and caches that are thrown away."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(FOREIGN):
                patch.delenv(name)
        for name, value in NEUTRAL.items():
            patch.setenv(name, value)
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails at the call, on every machine; its own server on loopback is none."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] == "127.0.0.1":
            connect(self, address)
            return
        pytest.fail(f"a test reached for the network: {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(scope="session")
def outside() -> dict[str, str]:
    """The variables as they were, for the few tests that need the machine's own (a package index, CI or not)."""
    return dict(OUTSIDE)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with its golden file, or rewrites the file under --accept."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.is_file(), f"{path} is missing; `make accept` writes it"
        assert text == path.read_bytes().decode(), f"{path} differs; `make accept` rewrites it"

    return compare


@pytest.fixture
def repository(tmp_path: Path) -> Callable[..., Path]:
    """Makes a git repository with one commit for each mapping of paths to texts; None deletes a file."""

    def build(*commits: dict[str, str | None], name: str = "repository") -> Path:
        root = tmp_path / name
        root.mkdir()
        git(root, "init", "--quiet", "--initial-branch=main")
        for number, files in enumerate(commits, start=1):
            for path, text in files.items():
                write(root / path, text)
            git(root, "add", "--all")
            git(root, "commit", "--quiet", "--allow-empty", f"--message=commit {number}")
        return root

    return build


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
