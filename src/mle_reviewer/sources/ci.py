"""What a CI system says of the change that it runs for, read from its variables and never asked over the network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

_LARGEST_EVENT: Final = 50_000_000
_SYSTEMS: Final = (
    "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "BITBUCKET_BUILD_NUMBER", "JENKINS_URL", "BUILDKITE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What a CI system wants compared.

    `merged` is the commit of the change when the system may have checked out a test merge (base first, change
    second); `commit` the one to compare with; `branch` the one that the change goes to; `deepen` how that system's
    checkout brings more history. `is_new` is a first push, with nothing before it.
    """

    system: str
    what: str
    deepen: str
    merged: str | None = None
    commit: str | None = None
    branch: str | None = None
    is_new: bool = False
    checks_out_base: bool = False


def in_ci(env: Mapping[str, str]) -> bool:
    """Whether a CI system runs this; then what lies uncommitted in the work tree was made by the job."""
    return any(env.get(name, "").lower() not in {"", "0", "false"} for name in _SYSTEMS)


def target_of(env: Mapping[str, str]) -> Target | None:
    """What the CI system wants compared, None when none is there or it does not say."""
    for known in (_github, _gitlab, _azure, _bitbucket, _jenkins, _buildkite):
        if target := known(env):
            return target
    return None


def _github(env: Mapping[str, str]) -> Target | None:
    if env.get("GITHUB_ACTIONS") != "true":
        return None
    event = _event(env.get("GITHUB_EVENT_PATH", ""))
    name = env.get("GITHUB_EVENT_NAME", "")
    bare = Target("GitHub Actions", name, "set `fetch-depth: 0` on actions/checkout")
    if name.startswith("pull_request"):
        # Never pull_request.base.sha: it is where the base branch stood at some earlier event.
        return replace(
            bare,
            what=f"pull request {_text(event, 'pull_request', 'number') or ''}".rstrip(),
            merged=_text(event, "pull_request", "head", "sha"),
            branch=_text(event, "pull_request", "base", "ref") or env.get("GITHUB_BASE_REF") or None,
            checks_out_base=name == "pull_request_target",
        )
    if name == "merge_group":
        return replace(bare, what="merge group", commit=_text(event, "merge_group", "base_sha"))
    if name == "push":
        before = _commit(_text(event, "before"))
        default = _text(event, "repository", "default_branch")
        is_new = before is None and default is not None and _text(event, "ref") == f"refs/heads/{default}"
        return replace(bare, commit=before, branch=default, is_new=is_new)
    return None


def _gitlab(env: Mapping[str, str]) -> Target | None:
    if not env.get("GITLAB_CI"):
        return None
    bare = Target("GitLab CI", "push", "set the variable `GIT_DEPTH: 0` on the job")
    if not env.get("CI_MERGE_REQUEST_IID"):
        before = _commit(env.get("CI_COMMIT_BEFORE_SHA"))
        return replace(bare, commit=before, branch=env.get("CI_DEFAULT_BRANCH"))
    # Merged results and merge trains check out a merge with the target: its sha is set in these pipelines alone.
    target = _commit(env.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"))
    return replace(
        bare,
        what=f"merge request {env['CI_MERGE_REQUEST_IID']}",
        commit=target or _commit(env.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")),
        branch=env.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    )


def _azure(env: Mapping[str, str]) -> Target | None:
    branch = env.get("SYSTEM_PULLREQUEST_TARGETBRANCH")
    if not env.get("TF_BUILD") or not branch:
        return None
    return Target(
        "Azure Pipelines",
        f"pull request {env.get('SYSTEM_PULLREQUEST_PULLREQUESTID', '')}".rstrip(),
        "set `fetchDepth: 0` on the checkout step",
        merged=_commit(env.get("SYSTEM_PULLREQUEST_SOURCECOMMITID")),
        branch=branch.removeprefix("refs/heads/"),
    )


def _bitbucket(env: Mapping[str, str]) -> Target | None:
    if not env.get("BITBUCKET_PR_ID"):
        return None
    return Target(
        "Bitbucket Pipelines",
        f"pull request {env['BITBUCKET_PR_ID']}",
        "set `clone: depth: full`",
        # The pipeline merges the destination into the change, so that its merge base with HEAD is the destination.
        commit=_commit(env.get("BITBUCKET_PR_DESTINATION_COMMIT")),
        branch=env.get("BITBUCKET_PR_DESTINATION_BRANCH"),
    )


def _jenkins(env: Mapping[str, str]) -> Target | None:
    if not env.get("CHANGE_TARGET") or not (env.get("JENKINS_URL") or env.get("CHANGE_ID")):
        return None
    return Target(
        "Jenkins",
        f"change {env.get('CHANGE_ID', '')}".rstrip(),
        "switch the shallow clone off in the job's git options",
        branch=env["CHANGE_TARGET"],
    )


def _buildkite(env: Mapping[str, str]) -> Target | None:
    branch = env.get("BUILDKITE_PULL_REQUEST_BASE_BRANCH")
    if not env.get("BUILDKITE") or not branch:
        return None
    return Target(
        "Buildkite",
        f"pull request {env.get('BUILDKITE_PULL_REQUEST', '')}".rstrip(),
        "take `--depth` out of BUILDKITE_GIT_CLONE_FLAGS",
        branch=branch,
    )


def _commit(sha: str | None) -> str | None:
    """A sha that says something: CI systems write zeros for "none"."""
    return sha if sha and sha.strip("0") else None


def _event(path: str) -> Any:
    import json

    try:
        if os.path.getsize(path) > _LARGEST_EVENT:
            return None
        with open(path, "rb") as file:
            return json.load(file)
    except (OSError, ValueError, RecursionError):
        return None


def _text(event: Any, *keys: str) -> str | None:
    for key in keys:
        event = event.get(key) if isinstance(event, dict) else None
    return str(event) if isinstance(event, str | int) and event != "" else None
