"""Makes a small git repository from files at hand, the same to the last bit on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.sources.git import SECONDS, GitError, bytes_of, executable
from mle_reviewer.sources.spawn import TimeIsUpError, run

_WHO: Final = b"The example <example@example.com> 1767614400 +0000"
_KEPT: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Commit:
    """One branch with one commit: what it says, the files that it writes, and the branch it starts from."""

    branch: str
    message: str
    files: Mapping[str, bytes]
    parent: str | None = None


def plain_environment() -> dict[str, str]:
    """This process's variables without anybody's git settings, CI system or terminal."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


def make_repository(folder: str, commits: Sequence[Commit]) -> None:
    """Make a repository in an empty folder. Nothing is checked out: the commits are there to be read.

    One fast-import writes everything, so that no hook, filter, template or line-ending setting has a say.
    """
    env = plain_environment()
    git = executable(env)
    first = f"--initial-branch={commits[0].branch}"
    _git((git, "init", "--quiet", "--template=", "--object-format=sha1", first, folder), env, b"")
    _git((git, "-C", folder, "fast-import", "--quiet"), env, b"".join(_stream(commits)))


def _stream(commits: Sequence[Commit]) -> Iterator[bytes]:
    for commit in commits:
        yield b"commit refs/heads/%s\n" % bytes_of(commit.branch)
        yield b"author %s\ncommitter %s\n" % (_WHO, _WHO)
        yield _data(bytes_of(commit.message))
        if commit.parent:
            yield b"from refs/heads/%s\n" % bytes_of(commit.parent)
        for path, content in sorted(commit.files.items()):
            yield b"M 100644 inline %s\n" % bytes_of(path)
            yield _data(content)
    yield b"done\n"


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _git(command: tuple[str, ...], env: Mapping[str, str], stdin: bytes) -> None:
    try:
        ended = run(command, env, stdin=stdin, seconds=SECONDS, sink=None)
    except TimeIsUpError:
        raise GitError(f"git took longer than {SECONDS:.0f} seconds to make a repository and was ended") from None
    except OSError as error:
        raise GitError(f"git could not be started: {error}") from error
    if ended.code:
        raise GitError(f"a repository could not be made: {ended.complaint.strip() or f'code {ended.code}'}")
