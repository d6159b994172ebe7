"""What git's history says: merge bases, parents, branches and where they are published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.sources.git import Git

_USUAL: Final = ("main", "master")


def default_branch(git: Git) -> str | None:
    """The remote's default branch as it was cloned; else the usual names, remote ones first."""
    remotes = tuple(_remotes(git))
    for remote in remotes:
        ref = git.line("symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
        if ref and git.commit(ref):
            return ref
    wanted = [f"refs/remotes/{remote}/{name}" for remote in remotes for name in _USUAL]
    wanted += [f"refs/heads/{name}" for name in _USUAL]
    found = (git.line("for-each-ref", "--format=%(refname)", *wanted) or "").split("\n")
    return next((ref for ref in wanted if ref in found), None)


def _remotes(git: Git) -> Iterator[str]:
    keys = (key for key in git.config if key.startswith("remote.") and key.endswith(".url"))
    names = dict.fromkeys(key.removeprefix("remote.").removesuffix(".url") for key in keys)
    yield from (name for name in ("origin", "upstream") if name in names)
    yield from (name for name in names if name not in {"origin", "upstream"})


def current_branch(git: Git, revision: str = "HEAD") -> str | None:
    """The branch that `revision` names, None for a bare commit or a detached HEAD."""
    ref = git.line("rev-parse", "--symbolic-full-name", revision) or ""
    return ref.removeprefix("refs/heads/") if ref.startswith("refs/heads/") else None


def upstream_of(git: Git, branch: str) -> str | None:
    """The full name of the branch that `branch` follows."""
    return git.line("rev-parse", "--verify", "--quiet", "--symbolic-full-name", f"{branch}@{{upstream}}")


def find_branch(git: Git, name: str) -> str | None:
    """The full name of a branch by its short one: a remote's, as CI fetches them, before a local one."""
    refs = [*(f"refs/remotes/{remote}/{name}" for remote in _remotes(git)), f"refs/heads/{name}"]
    return next((ref for ref in refs if git.commit(ref)), None)


def has_other_branches(git: Git) -> bool:
    """Whether there is more than one branch, here or at a remote."""
    two = git.line("for-each-ref", "--count=2", "--format=%(refname)", "refs/heads", "refs/remotes")
    return two is not None and "\n" in two


def common_ancestor(git: Git, one: str, other: str) -> tuple[str | None, str]:
    """The merge base, and a note when it is one of several."""
    bases = (git.line("merge-base", "--all", one, other) or "").split()
    if len(bases) < 2:  # noqa: PLR2004 - several
        return (bases[0] if bases else None), ""
    rest = ", ".join(base[:7] for base in bases[1:])
    return bases[0], f"; {len(bases)} merge bases, {rest} not used"


def parents_of(git: Git, commit: str) -> list[str]:
    """The parents as the commit itself names them, also those that a shallow clone does not have."""
    header = git.run("cat-file", "commit", commit).partition(b"\n\n")[0]
    return [line[len(b"parent ") :].decode("ascii") for line in header.split(b"\n") if line.startswith(b"parent ")]


def branch_name(ref: str) -> str:
    """A branch's name without saying where it stands."""
    parts = ref.split("/", 3)  # refs/remotes/origin/feature/x, refs/heads/feature/x
    return parts[3] if parts[1] == "remotes" else ref.split("/", 2)[2]


def short_name(ref: str) -> str:
    """A branch as people write it: `main`, `origin/main`."""
    return ref.removeprefix("refs/remotes/").removeprefix("refs/heads/")
