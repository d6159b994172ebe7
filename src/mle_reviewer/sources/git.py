"""The only place that starts git: every call hardened, so that nothing of a reviewed repository can run."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.sources.document import LARGEST_NOTEBOOK
from mle_reviewer.sources.spawn import Sink, TimeIsUpError, run

SECONDS: Final = 300.0
_ZERO: Final = re.compile(r"0+")
_EMPTY_TREE: Final = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}

# What a repository's own configuration could otherwise make git start, fetch, or print differently.
_SETTINGS: Final = (
    "core.quotePath=false",
    "core.fsmonitor=false",  # may name a program
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.askPass=",
    "core.alternateRefsCommand=",
    "credential.helper=",
    "diff.autoRefreshIndex=false",  # it would write the index, optional locks or not
    "diff.external=",
    "diff.orderFile=/dev/null",
    "gpg.program=false",
    "log.showSignature=false",
    "safe.bareRepository=explicit",  # a bare repository may hide in a work tree, with a configuration of its own
    "submodule.recurse=false",
    "color.ui=never",
    f"core.bigFileThreshold={LARGEST_NOTEBOOK}",  # beyond what is read of one file git need not compare lines
)
_ENVIRONMENT: Final = {
    # A partial clone would fetch what is missing, over any transport that its configuration names; no git before 2.45
    # has a switch against it (GIT_NO_LAZY_FETCH), but all of them ask whether the transport is allowed.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ASKPASS": "false",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
# Variables of git that say which repository is meant or what the user trusts; all others would change what git
# prints (GIT_DIFF_OPTS), where it writes (GIT_TRACE) or what it starts (GIT_EXTERNAL_DIFF).
_KEPT: Final = frozenset({
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_COUNT", "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_SYSTEM", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH",
})  # fmt: skip
_KEPT_PREFIXES: Final = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
_DRIVER: Final = re.compile(r"filter\.(.*)\.(?:clean|smudge|process|required)", re.DOTALL)
_MOST_DRIVERS: Final = 200
_WOULD_FETCH: Final = re.compile(r"promisor remote|transport '.*' not allowed")
_PARTIAL: Final = (
    "this is a partial clone, and the review fetches nothing: let git fetch what the change needs by "
    "`git diff BASE HEAD > /dev/null`, or clone without --filter"
)
_VERBS: Final = frozenset({
    "cat-file", "check-attr", "config", "diff", "hash-object", "ls-files", "ls-tree", "merge-base", "rev-parse",
})  # fmt: skip


class SourceError(Exception):
    """What could not be had from git or the disk, in words for the user, with a way out where there is one."""

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(f"{message}\n{way_out}" if way_out else message)
        self.message = message
        self.way_out = way_out


class GitError(SourceError):
    """Git failed; the message is its own."""


class PartialCloneError(GitError):
    """Git would have to fetch what a partial clone left out."""


class NoRepositoryError(SourceError):
    """The folder is in no git repository with a work tree."""


@dataclass(frozen=True, slots=True)
class Git:
    """One repository: its work tree's root, its configuration, and the one door to git's commands."""

    root: str
    shallow: bool
    id_length: int
    config: Mapping[str, str]
    filters: tuple[str, ...]
    command: tuple[str, ...]
    environment: Mapping[str, str]

    def run(self, *arguments: str, stdin: bytes = b"", sink: Sink | None = None) -> bytes:
        """The output of a git command; GitError with git's own message when it fails."""
        code, output, complaint = self.attempt(*arguments, stdin=stdin, sink=sink)
        if code:
            message = f"git {_verb(arguments)}: {_plain(complaint) or f'ended with code {code}'}"
            if _WOULD_FETCH.search(complaint):
                raise PartialCloneError(message, _PARTIAL)
            raise GitError(message)
        return output

    def attempt(self, *arguments: str, stdin: bytes = b"", sink: Sink | None = None) -> tuple[int, bytes, str]:
        """Exit code, output and complaint of a git command that may fail."""
        return _start((*self.command, *arguments), self.environment, stdin, sink)

    def line(self, *arguments: str) -> str | None:
        """The one line that a git command answers with, None when it fails."""
        code, output, _ = self.attempt(*arguments)
        return text_of(output).rstrip("\n") or None if code == 0 else None

    def commit(self, revision: str) -> str | None:
        """The id of the commit that `revision` names, None when there is none here."""
        if not revision or revision.startswith("-") or "\0" in revision or "\n" in revision:
            return None
        return self.line("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    @property
    def empty_tree(self) -> str:
        """The tree without files, which git knows without having it."""
        return _EMPTY_TREE[self.id_length]


def open_repository(folder: str, environment: Mapping[str, str] | None = None) -> Git:
    """The repository that `folder` stands in. Raises NoRepositoryError, or GitError with git's own message."""
    env = _environment(os.environ if environment is None else environment)
    git = executable(env)
    if not os.path.isdir(folder):
        raise NoRepositoryError(f"{folder} is not a folder")
    base = (git, "--no-pager", *(part for setting in _SETTINGS for part in ("-c", setting)))
    root, shallow, id_length = _discover((*base, "-C", folder), env, folder)
    config = _configuration((*base, "-C", root), env)
    filters = _filters(config)
    command = (*base, *_filters_off(filters), "-C", root)
    return Git(root, shallow, id_length, config, filters, command, env)


def is_zero(field: str) -> bool:
    """Whether git wrote zeros: for an id "none" or "not computed", for a mode "nothing there"."""
    return _ZERO.fullmatch(field) is not None


def text_of(output: bytes) -> str:
    """Git's bytes as text; a path that is not UTF-8 keeps its bytes as surrogates."""
    return output.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The reverse of `text_of`."""
    return text.encode("utf-8", "surrogateescape")


def _discover(command: Sequence[str], env: Mapping[str, str], folder: str) -> tuple[str, bool, int]:
    questions = ("--is-shallow-repository", "--show-object-format", "--is-inside-work-tree", "--show-toplevel")
    code, output, complaint = _start((*command, "rev-parse", *questions), env, b"", None)
    if "not a git repository" in complaint:
        raise NoRepositoryError(f"{folder} is in no git repository", "--all reviews a folder without git")
    parts = text_of(output).split("\n", 3)
    if "cannot use bare repository" in complaint or "must be run in a work tree" in complaint or "false" in parts[2:3]:
        raise NoRepositoryError(
            f"{folder} is a bare repository or lies inside .git, so there is no work tree to review",
            "clone it, or make a work tree with `git worktree add`, and review that",
        )
    if code or len(parts) < 4:  # noqa: PLR2004 - one line for each question
        raise GitError(f"git rev-parse: {_plain(complaint) or 'an answer that cannot be read'}")
    root = parts[3].removesuffix("\n")
    if "GIT_DIR" not in env and not os.path.lexists(os.path.join(root, ".git")):
        raise GitError(f"the repository's configuration (core.worktree) points away from it, to {root}")
    return root, parts[0] == "true", 64 if parts[1] == "sha256" else 40


def _configuration(command: Sequence[str], env: Mapping[str, str]) -> dict[str, str]:
    code, output, complaint = _start((*command, "config", "--list", "-z"), env, b"", None)
    if code:
        raise GitError(f"git config: {_plain(complaint)}")
    entries = (entry.partition("\n") for entry in text_of(output).split("\0") if entry)
    return {key: value for key, _, value in entries}


def _filters(config: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({found[1] for key in config if (found := _DRIVER.fullmatch(key))}))


def _filters_off(names: tuple[str, ...]) -> tuple[str, ...]:
    """Settings that switch every filter driver off.

    To compare the work tree, git runs `filter.<name>.clean` (or `.process`) of the configuration on every touched
    file that `.gitattributes` gives to that driver: a program of the reviewed repository's choice. Git has no switch
    against it, but takes an empty command for none, and the command line wins over every file. Line endings, which
    are no driver, are still converted. What the driver would have done is made up for: `work_tree.py`.
    """
    wrong = [name for name in names if "=" in name or "\n" in name]
    if wrong or len(names) > _MOST_DRIVERS:
        what = f"filter driver {wrong[0]!r}" if wrong else f"one of {len(names)} filter drivers"
        raise GitError(f"{what} of the git configuration cannot be switched off safely")
    settings = (f"filter.{name}.{key}" for name in names for key in ("clean=", "smudge=", "process=", "required=false"))
    return tuple(part for setting in settings for part in ("-c", setting))


def _start(command: Sequence[str], env: Mapping[str, str], stdin: bytes, sink: Sink | None) -> tuple[int, bytes, str]:
    try:
        ended = run(command, env, stdin=stdin, seconds=SECONDS, sink=sink)
    except TimeIsUpError:
        raise GitError(f"git {_verb(command)} took longer than {SECONDS:.0f} seconds and was ended") from None
    except (OSError, ValueError) as error:
        raise GitError(f"git could not be started: {error}") from error
    return ended.code, ended.output, ended.complaint


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in given.items()
        if not name.startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_PREFIXES)
    }
    if "GIT_DIR" in given and "GIT_WORK_TREE" in given:  # one without the other is a hook's, and found again by itself
        kept |= {name: given[name] for name in ("GIT_DIR", "GIT_WORK_TREE")}
    return {**kept, **_ENVIRONMENT}


def executable(env: Mapping[str, str]) -> str:
    """Git on the absolute part of PATH: an entry like `.` would be a folder of the reviewed repository."""
    for folder in env.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, "git")
        if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    raise GitError("git is not on PATH", "install git, or review a folder without it by --all")


def _verb(arguments: Sequence[str]) -> str:
    return next((word for word in arguments if word in _VERBS), arguments[0])


def _plain(complaint: str) -> str:
    lines = [line for line in complaint.strip().splitlines() if not line.startswith("warning: ")]
    return "\n".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in lines[:8])
