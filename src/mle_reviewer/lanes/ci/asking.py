"""Whether CI is green on the change, which of its checks are the tests, and what of that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mle_reviewer.findings.lane import LaneRun, LaneStatus
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.ci.server import AskingError, answers, server_of
from mle_reviewer.lanes.ci.state import Check, StateError, by_state, checks_in
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.errand import CiJob, Errand
from mle_reviewer.lanes.given import Taken
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.ci import target_of
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.git import SourceError, open_repository

_LARGEST: Final = 16 << 20
_NOT_ASKED: Final = (
    "the state of CI was not asked for: no token in the environment (GITHUB_TOKEN, GH_TOKEN, GITLAB_TOKEN)"
)
_NAMED: Final = 4
_SHOWN_COMMIT: Final = 7
_REMOTE: Final = re.compile(r"^(?:[a-z+]+://(?:[^/@]*@)?[^/]+/|[\w.-]+@[\w.-]+:)(.+?)(?:\.git)?/?$")


def state_of_ci(errand: Errand, settings: LaneSettings, causes: Mapping[str, str]) -> Taken:
    """How CI stands, by the files given and by the server; `causes` say why jobs failed, where logs were given."""
    head = _commit(errand.change, settings.environment)
    parts = [_of_file(path, errand, head, causes) for path in settings.given.get("ci-status", ())]
    if settings.online and server_of(settings.environment) is not None:
        settings.say("asking for the state of CI")
        parts.append(_of_server(errand, settings, head, causes))
    elif settings.online and not parts:
        parts.append(Taken(gaps=(Gap("", 0, "run", _NOT_ASKED),)))
    return Taken(
        runs=tuple(run for one in parts for run in one.runs), gaps=tuple(gap for one in parts for gap in one.gaps)
    )


def _of_file(path: Path, errand: Errand, head: str, causes: Mapping[str, str]) -> Taken:
    where = f"state of CI in {path.name}"
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        checks = checks_in(data)
    except OSError as error:
        return _unknown(where, str(error.strerror or error))
    except StateError as error:
        return _unknown(where, str(error))
    return _told(where, "ci-status", checks, errand, head, causes)


def _of_server(errand: Errand, settings: LaneSettings, head: str, causes: Mapping[str, str]) -> Taken:
    server = server_of(settings.environment)
    assert server is not None
    where = f"state of CI at {urlsplit(server.base).hostname}"
    try:
        pages = list(answers(server, _repository(errand.change, settings.environment, server.system), head))
        checks = tuple(check for page in pages for check in checks_in(page))
    except (AskingError, StateError) as error:
        return _unknown(where, str(error))
    checks = tuple(one for one in checks if not _is_own(one, settings.environment, errand.ci_jobs))
    return _told(where, server.system, checks, errand, head, causes)


def _unknown(where: str, why: str) -> Taken:
    run = LaneRun("ci", "ci-status", clean(where), "incomplete", clean(f"not known: {why}", most=200))
    return Taken(runs=(run,), gaps=(Gap("", 0, "run", clean(f"{where}: {why}", most=300)),))


def _is_own(check: Check, environment: Mapping[str, str], jobs: Iterable[CiJob]) -> bool:
    """Whether a check is the job that this review runs in, which cannot have ended."""
    run, job = environment.get("GITHUB_RUN_ID"), environment.get("GITHUB_JOB")
    if run and job and f"/runs/{run}/" in check.url:
        return check.state == "pending" and any(one.key == job and one.fits(check.name) for one in jobs)
    return bool(environment.get("CI_JOB_ID")) and check.url.endswith(f"/jobs/{environment.get('CI_JOB_ID')}")


def _told(
    where: str, tool: str, checks: tuple[Check, ...], errand: Errand, head: str, causes: Mapping[str, str]
) -> Taken:
    others = {one.commit for one in checks if one.commit and head and not _same(one.commit, head)}
    if others and not any(one.commit and _same(one.commit, head) for one in checks):
        said = min(others)[:_SHOWN_COMMIT]
        return _unknown(where, f"it is that of commit {said}, and the change ends at {head[:_SHOWN_COMMIT]}")
    checks = tuple(one for one in checks if one.commit not in others)
    if not checks:
        return _unknown(where, "there are no checks of this commit")
    late = "; what is not committed was not seen by it" if _has_more(errand.change) else ""
    failed, pending, unknown = (by_state(checks, one) for one in ("failed", "pending", "unknown"))
    passed, skipped = by_state(checks, "passed"), by_state(checks, "skipped")
    words = [f"{len(some)} {word}" for some, word in ((passed, "passed"), (skipped, "skipped")) if some]
    open_: tuple[tuple[tuple[Check, ...], str, Mapping[str, str]], ...] = (
        (failed, "failed", causes),
        (pending, "pending", {}),
        (unknown, "ended without an outcome", {}),
    )
    words += [f"{len(some)} {word}: {_names(some, why)}" for some, word, why in open_ if some]
    allowed = [one for one in checks if one.state == "failed" and one.allowed]
    words += [f"{len(allowed)} failed and may: {_names(allowed, {})}"] if allowed else []
    status: LaneStatus = "failed" if failed else "incomplete" if pending or unknown or not passed else "passed"
    ci = LaneRun("ci", tool, clean(where), status, clean(", ".join(words) + late, most=600))
    return Taken(runs=(ci, *_tests(where, tool, checks, errand, late)))


def _tests(where: str, tool: str, checks: tuple[Check, ...], errand: Errand, late: str) -> Iterable[LaneRun]:
    """The checks whose jobs run the project's tests, as the steps of their workflows say."""
    jobs = [one for one in errand.ci_jobs if one.tests]
    found = [(check, job) for check in checks if not check.whole for job in jobs
             if job.fits(check.name) and _of_workflow(check, job)]  # fmt: skip
    found += [
        (check, job) for check in checks if check.whole for job in jobs if check.name in {job.workflow, job.at.path}
    ]
    if not found:
        return
    states = {check.state for check, _ in found}
    worst = next((one for one in ("failed", "pending", "unknown", "skipped", "passed") if one in states), "unknown")
    if worst == "skipped" and "passed" in states:
        worst = "passed"
    shown = [f"`{check.name}` {check.state} (runs `{job.tests[0]}`, {job.at})" for check, job in found]
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    status = {"failed": "failed", "passed": "passed"}.get(worst, "incomplete")
    if late and status == "passed":
        status = "incomplete"
    first = [one for (check, _), one in zip(found, shown, strict=True) if check.state == worst]
    why = f"{'; '.join([*first, *(one for one in shown if one not in first)][:_NAMED])}{more}{late}"
    command = f"tests in CI ({where})"
    yield LaneRun("tests", tool, clean(command), status, clean(why, most=600))  # type: ignore[arg-type]


def _of_workflow(check: Check, job: CiJob) -> bool:
    return not check.workflow or check.workflow in {job.workflow, job.at.path}


def _names(checks: Iterable[Check], causes: Mapping[str, str]) -> str:
    some = list(checks)
    told = [
        f"{one.name} ({causes[one.name.lower()]})" if one.name.lower() in causes else one.name for one in some[:_NAMED]
    ]
    more = len(some) - len(told)
    return ", ".join(told) + (f" and {counted(more, 'more', 'more')}" if more else "")


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one.startswith(other) or other.startswith(one))


def _commit(change: Change, environment: Mapping[str, str]) -> str:
    """The commit that CI ran on: that of the change, not a test merge; "" where there is none."""
    target = target_of(environment)
    if target is not None and target.merged:
        return target.merged
    label = change.head.label
    try:
        git = open_repository(change.root or ".", environment)
        named = None if label in {"working tree", "index"} else git.commit(label)
        return named or git.commit("HEAD") or ""
    except SourceError:
        return label if re.fullmatch(r"[0-9a-f]{7,64}", label) else ""


def _has_more(change: Change) -> bool:
    """Whether something under review is in no commit."""
    if change.head.label not in {"working tree", "index"}:
        return False
    try:
        code, _, _ = open_repository(change.root or ".").attempt("diff", "--quiet", "HEAD", "--")
    except SourceError:
        return True
    return code != 0


def _repository(change: Change, environment: Mapping[str, str], system: str) -> str:
    """Which repository is asked about: what CI says, or the path of the remote; never the host of it."""
    named = environment.get("GITHUB_REPOSITORY" if system == "github" else "CI_PROJECT_PATH")
    if named:
        return named
    try:
        url = open_repository(change.root or ".", environment).line("config", "--get", "remote.origin.url") or ""
    except SourceError:
        return ""
    match = _REMOTE.match(url)
    return match[1] if match is not None else ""
