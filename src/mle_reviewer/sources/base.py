"""Base resolution: what the change is compared with, in a fixed order, and in one line why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.sources.ci import Target, in_ci, target_of
from mle_reviewer.sources.git import Git, SourceError
from mle_reviewer.sources.history import (
    branch_name,
    common_ancestor,
    current_branch,
    default_branch,
    find_branch,
    has_other_branches,
    parents_of,
    short_name,
    upstream_of,
)

Where = Literal["commit", "index", "working tree"]
_WAY_OUT: Final = "name the base by --base REV, or review everything by --all"
_DEEPEN: Final = "run `git fetch --unshallow` (or `git fetch --deepen=100`)"


class BaseError(SourceError):
    """No base could be found; the way out says what the user can do. Never read as "nothing changed"."""


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where: `base` is a commit or the empty tree, `head` a commit, None for index and working tree.

    `how` explains both in one line. `otherwise` is the span to take when this one shows no change.
    """

    base: str
    head: str | None
    where: Where
    how: str
    otherwise: Span | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """The newer side: its newest commit (None on a branch without commits), what is laid over it, and its name."""

    commit: str | None
    where: Where
    words: str
    revision: str = "HEAD"

    def against(self, base: str, words: str, otherwise: Span | None = None) -> Span:
        """The span from `base`, with the words that say why it is the base."""
        head = self.commit if self.where == "commit" else None
        return Span(base, head, self.where, f"{self.words} against {words}", otherwise)


def resolve_span(git: Git, *, base: str | None, head: str | None, staged: bool, env: Mapping[str, str]) -> Span:
    """`--base`, MLE_BASE, `--staged`, a push that pre-commit names, the CI system's own, the local branch: in order.

    Raises BaseError where none of them gives a base.
    """
    if staged and head:
        raise BaseError("--staged reviews the index, so it takes no --head")
    tip = newer_side(git, head=head, staged=staged, env=env)
    if base:
        return _given(git, base, tip, "--base")
    if env.get("MLE_BASE"):
        return _given(git, env["MLE_BASE"], tip, "MLE_BASE")
    if tip.commit is None:
        return tip.against(git.empty_tree, "nothing: the branch has no commit yet")
    if staged:
        return tip.against(tip.commit, f"HEAD ({tip.commit[:7]})")
    if head is None and (pushed := _pushed(git, env)):
        return pushed
    if target := target_of(env):
        return _of_target(git, target, tip)
    return _local(git, tip, tip.commit)


def newer_side(git: Git, *, head: str | None, staged: bool, env: Mapping[str, str]) -> Side:
    """What is reviewed: `--head`, the index, or the work tree; in CI the commit, as the job wrote what lies there."""
    commit = git.commit(head or "HEAD")
    if head:
        if commit is None:
            raise BaseError(f"--head {head}: no such commit in this clone", _deepen(git, "fetch it first"))
        return Side(commit, "commit", _name(head, commit), head)
    if staged:
        return Side(commit, "index", "index")
    if commit is None:
        return Side(None, "working tree", "working tree")
    if in_ci(env):
        return Side(commit, "commit", f"HEAD ({commit[:7]})")
    return Side(commit, "working tree", "working tree")


def _given(git: Git, revision: str, tip: Side, option: str) -> Span:
    commit = git.commit(revision)
    if commit is None:
        raise BaseError(f"{option} {revision}: no such commit in this clone", _deepen(git, "fetch it first"))
    if tip.commit is None:
        return tip.against(commit, f"{revision} ({option})")
    common, note = common_ancestor(git, commit, tip.commit)
    if common == commit:
        return tip.against(commit, f"{_name(revision, commit)} ({option})")
    if common:
        return tip.against(common, f"{common[:7]}, the merge base with {revision} ({option}){note}")
    if git.shallow and not _is_id(revision, commit):
        raise _too_shallow(f"{option} {revision}", _DEEPEN)
    return tip.against(commit, f"{_name(revision, commit)} itself ({option}): no common ancestor is known here")


def _pushed(git: Git, env: Mapping[str, str]) -> Span | None:
    """What pre-commit says of a push; a new branch's first push has no older side and is resolved as a branch."""
    older, newer = env.get("PRE_COMMIT_FROM_REF"), env.get("PRE_COMMIT_TO_REF")
    if not newer or not (tip := git.commit(newer)):
        return None
    head = Side(tip, "commit", f"pushed commit {tip[:7]}", env.get("PRE_COMMIT_LOCAL_BRANCH") or newer)
    if not older or not (commit := git.commit(older)):
        return _local(git, head, tip)
    common, note = common_ancestor(git, commit, tip)
    if common is None:
        raise BaseError(f"the pushed commit shares no history with {older}", _WAY_OUT)
    return head.against(common, f"{common[:7]}, what the remote has of it (pre-push){note}")


def _of_target(git: Git, target: Target, tip: Side) -> Span:
    assert tip.commit is not None
    source, who = f"({target.system}, {target.what})", f"{target.what} ({target.system})"
    if target.merged and (span := _test_merge(git, target, tip, source)):
        return span
    if target.is_new:
        return tip.against(git.empty_tree, f"nothing: the first push of the repository {source}")
    if target.commit and (span := _of_commit(git, target, tip, source)):
        return span
    if not target.branch:
        return _local(git, tip, tip.commit)
    ref = find_branch(git, target.branch)
    if ref is None:
        raise BaseError(f"{target.branch}, the target of {who}, is not in this clone", _fetch(target))
    common, note = common_ancestor(git, ref, tip.commit)
    if common is None:
        raise _too_shallow(who, target.deepen) if git.shallow else _unrelated(target.branch)
    if common == tip.commit and target.checks_out_base and tip.commit != target.merged:
        raise BaseError(
            "pull_request_target checks out the base branch, which holds nothing of the change",
            "review it on the pull_request event, or check the pull request's head out",
        )
    if common == tip.commit and target.commit:
        raise BaseError(f"{target.commit[:7]}, the commit before the {who}, is not in this clone", _fetch(target))
    return tip.against(common, f"{common[:7]}, the merge base with {short_name(ref)} {source}{note}")


def _test_merge(git: Git, target: Target, tip: Side, source: str) -> Span | None:
    """HEAD merges the change (second parent) into the base (first parent): the first parent is the base."""
    assert tip.commit is not None
    parents = parents_of(git, tip.commit)
    if len(parents) != 2 or parents[1] != target.merged:  # noqa: PLR2004 - an octopus is no test merge
        return None
    if git.commit(parents[0]) is None:
        raise _too_shallow(f"the parents of the merge commit {source}", f"{target.deepen} (or 2, which is enough)")
    return tip.against(parents[0], f"{parents[0][:7]}, the first parent of the merge commit {source}")


def _of_commit(git: Git, target: Target, tip: Side, source: str) -> Span | None:
    assert tip.commit is not None
    assert target.commit is not None
    commit = git.commit(target.commit)
    if commit is None:
        if git.shallow:
            raise _too_shallow(f"{target.commit[:7]} {source}", target.deepen)
        return None  # rewritten by a forced push: the branch is the next best
    common, note = common_ancestor(git, commit, tip.commit)
    if common is None or common == commit:
        return tip.against(commit, f"{commit[:7]} {source}")
    return tip.against(common, f"{common[:7]}, the merge base with {commit[:7]} {source}{note}")


def _local(git: Git, tip: Side, commit: str) -> Span:
    branch = current_branch(git, tip.revision)
    upstream = upstream_of(git, branch) if branch else None
    default = default_branch(git)
    if branch and upstream and branch_name(upstream) != branch:
        return _beside(git, tip, commit, upstream, "the upstream of this branch")
    if default and branch and branch_name(default) != branch:
        return _beside(git, tip, commit, default, "the default branch")
    if branch and not default and not upstream and has_other_branches(git):
        raise BaseError(f"nothing says which branch {branch} will be merged into", _WAY_OUT)
    return _on_default(git, tip, commit, branch, default if branch is None else upstream or default)


def _beside(git: Git, tip: Side, commit: str, ref: str, role: str) -> Span:
    common, note = common_ancestor(git, ref, commit)
    if common is None:
        name = short_name(ref)
        raise _too_shallow(f"the merge base with {name}", _DEEPEN) if git.shallow else _unrelated(name)
    return tip.against(common, f"{common[:7]}, the merge base with {short_name(ref)}, {role}{note}")


def _on_default(git: Git, tip: Side, commit: str, branch: str | None, ref: str | None) -> Span:
    """On the default branch, or on no branch: what is not published yet; if that is nothing, the last commit."""
    common, note = common_ancestor(git, ref, commit) if ref else (None, "")
    own = branch or "HEAD, which is on no branch"
    last = _last_commit(git, commit, own)
    if common is None or common == commit:
        if tip.where == "commit":
            return last
        return tip.against(commit, f"HEAD ({commit[:7]}) on {own}", otherwise=last)
    return tip.against(common, f"{common[:7]}, the merge base with {short_name(ref or '')}{note}", otherwise=last)


def _last_commit(git: Git, commit: str, own: str) -> Span:
    tip = Side(commit, "commit", f"last commit of {own} ({commit[:7]})")
    parents = parents_of(git, commit)
    if not parents:
        return tip.against(git.empty_tree, "nothing: it is the first commit")
    if git.commit(parents[0]) is None:
        # Not raised here: it is needed only where nothing else has changed.
        return tip.against(parents[0], "its parent")
    which = "its parent" if len(parents) == 1 else "its first parent"
    return tip.against(parents[0], f"{which} {parents[0][:7]}, as nothing is uncommitted or unpublished")


def checked(git: Git, span: Span) -> Span:
    """The span, if its base is in this clone; a shallow one may end before it."""
    if span.base != git.empty_tree and git.commit(span.base) is None:
        raise _too_shallow(f"{span.base[:7]}, the parent of HEAD", _DEEPEN)
    return span


def _name(revision: str, commit: str) -> str:
    return commit[:7] if _is_id(revision, commit) else f"{revision} ({commit[:7]})"


def _is_id(revision: str, commit: str) -> bool:
    return len(revision) >= 7 and commit.startswith(revision.lower())  # noqa: PLR2004 - git's shortest usual


def _fetch(target: Target) -> str:
    branch = f", or `git fetch origin {target.branch}` first" if target.branch else ""
    return f"{target.deepen}{branch}; or {_WAY_OUT}"


def _deepen(git: Git, otherwise: str) -> str:
    return f"{_DEEPEN}; or {_WAY_OUT}" if git.shallow else f"{otherwise}; {_WAY_OUT}"


def _too_shallow(what: str, deepen: str) -> BaseError:
    message = f"{what}: this clone is shallow and the history that leads there is not in it"
    return BaseError(message, f"{deepen}; or {_WAY_OUT}")


def _unrelated(name: str) -> BaseError:
    return BaseError(f"HEAD shares no history with {name}", _WAY_OUT)
