"""Checks of CI and how they stand, read from what the interfaces of GitHub and GitLab and their clients answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

State = Literal["passed", "failed", "pending", "skipped", "unknown"]

_STATES: Final[Mapping[str, State]] = {
    "success": "passed", "pass": "passed", "passed": "passed", "succeeded": "passed",
    "failure": "failed", "failed": "failed", "fail": "failed", "error": "failed", "timed_out": "failed",
    "action_required": "failed", "startup_failure": "failed",
    "pending": "pending", "queued": "pending", "in_progress": "pending", "waiting": "pending", "requested": "pending",
    "running": "pending", "created": "pending", "preparing": "pending", "waiting_for_resource": "pending",
    "scheduled": "pending", "expected": "pending", "waiting_for_callback": "pending",
    "skipped": "skipped", "neutral": "skipped", "skipping": "skipped", "manual": "skipped",
    "cancelled": "unknown", "canceled": "unknown", "stale": "unknown", "cancel": "unknown", "canceling": "unknown",
}  # fmt: skip
_LISTS: Final = ("check_runs", "statuses", "workflow_runs", "jobs", "pipelines", "statusCheckRollup", "data", "items")
_MOST: Final = 5_000
_LARGEST: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `workflow` is what it belongs to where that is told, `allowed` whether it may fail.

    `commit` is what it was run on and `url` where it is shown, both "" where the answer does not say.
    """

    name: str
    state: State
    workflow: str = ""
    commit: str = ""
    url: str = ""
    allowed: bool = False
    whole: bool = False  # a workflow or pipeline rather than one job of it


class StateError(Exception):
    """An answer that says nothing of checks; the message says why in one clause."""


def checks_in(data: bytes) -> tuple[Check, ...]:
    """The checks that a JSON answer tells, the last run of each name alone."""
    if len(data) > _LARGEST:
        raise StateError(f"larger than {_LARGEST >> 20} MB")
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StateError(f"not JSON: {error}") from None
    known = list(_entries(stated, {}))
    if not known and not _is_answer(stated):
        raise StateError("no checks, statuses, jobs or pipelines in it")
    latest: dict[tuple[str, str], tuple[tuple[str, int], Check]] = {}
    for order, entry in known:
        check = _check(entry)
        if check is not None:
            key = (check.workflow, check.name)
            if key not in latest or latest[key][0] <= order:
                latest[key] = (order, check)
    return tuple(check for _, check in latest.values())


def _is_answer(stated: Any) -> bool:
    if isinstance(stated, list):
        return not stated or all(isinstance(one, list) and not one for one in stated)
    return isinstance(stated, dict) and any(isinstance(stated.get(name), list) for name in _LISTS)


def _entries(stated: Any, above: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], dict[str, Any]]]:
    """Every entry of an answer, of pages of answers too, with what it inherits and when it began."""
    if isinstance(stated, list):
        for one in stated[:_MOST]:
            yield from _entries(one, above)
    elif isinstance(stated, dict):
        inner = [name for name in _LISTS if isinstance(stated.get(name), list)]
        if inner:
            kept = {
                name: stated[name] for name in ("sha", "head_sha", "headRefOid") if isinstance(stated.get(name), str)
            }
            for name in inner:
                yield from _entries(stated[name], {**above, **kept})
        elif any(name in stated for name in ("conclusion", "status", "state", "bucket")):
            began = next(
                (
                    str(stated[name])
                    for name in ("started_at", "startedAt", "created_at", "run_started_at")
                    if stated.get(name)
                ),
                "",
            )
            number = stated.get("id")
            yield (began, number if isinstance(number, int) else 0), {**above, **stated}


def _check(entry: Mapping[str, Any]) -> Check | None:
    name = _text(entry, "name", "context", "workflowName", "displayTitle") or _number(entry)
    if not name:
        return None
    words = [_text(entry, one).lower() for one in ("conclusion", "bucket", "state", "status")]
    ended = words[3] in {"completed", ""} or words[3] == words[0]
    said = next((word for word in words if word and word != "completed"), "") if ended or not words[0] else words[3]
    pipeline = entry.get("pipeline")
    commit = _text(entry, "head_sha", "sha", "headSha", "headRefOid")
    if not commit and isinstance(pipeline, dict):
        commit = _text(pipeline, "sha")
    return Check(
        name,
        _STATES.get(said, "unknown"),
        _text(entry, "workflow", "workflowName")
        if isinstance(entry.get("workflow"), str) or entry.get("workflowName")
        else "",
        commit,
        _text(entry, "details_url", "html_url", "web_url", "target_url", "link", "detailsUrl", "targetUrl"),
        allowed=entry.get("allow_failure") is True,
        whole="workflow_id" in entry
        or "jobs_url" in entry
        or ("ref" in entry and "source" in entry and "stage" not in entry),
    )


def _number(entry: Mapping[str, Any]) -> str:
    return f"pipeline {entry['id']}" if isinstance(entry.get("id"), int) else ""


def _text(entry: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := entry.get(name), str) and value), "")


def by_state(checks: Iterable[Check], state: State) -> tuple[Check, ...]:
    """Those of one state; what is allowed to fail has not failed."""
    return tuple(one for one in checks if one.state == state and not (state == "failed" and one.allowed))
