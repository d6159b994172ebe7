"""GitHub Actions: workflows and composite actions."""

from __future__ import annotations

from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis.runs import Texts, is_shell, key_line, pairs, text, texts, true, used
from mle_reviewer.program.entries import Entry

_BRANCHES: Final = ("branches", "branches-ignore")


def workflow(root: Entry, source: Texts) -> Workflow:
    """The workflow that a document states."""
    usual = text(root, "defaults", "run", "shell"), text(root, "defaults", "run", "working-directory")
    jobs = root.get("jobs")
    found = tuple(_job(name, body, usual, source) for name, body in (jobs.items() if jobs is not None else ()))
    return Workflow(text(root, "name") or source.path, source.path, "github", _triggers(root.get("on")), found)


def action(root: Entry, source: Texts) -> Workflow:
    """A composite action as one job."""
    steps = root.get("runs", "steps")
    made = tuple(_step(one, ("bash", ""), source) for one in (steps.elements() if steps is not None else []))
    runs = root.get("runs")
    job = Job("runs", runs.line if runs is not None else root.line, steps=made)
    return Workflow(text(root, "name") or source.path, source.path, "action", (), (job,))


def _triggers(stated: Entry | None) -> tuple[Trigger, ...]:
    if stated is None:
        return ()
    if not isinstance(stated.value, dict):
        return tuple(Trigger(event, one.line) for one in stated.elements() if (event := one.text()))
    found: list[Trigger] = []
    for event, body in stated.items():
        crons = tuple(text(one, "cron") for one in body.elements() if one.get("cron") is not None)
        branches = tuple(name for key in _BRANCHES for name in _marked(body.get(key), key))
        tags = tuple(name for key in ("tags", "tags-ignore") for name in _marked(body.get(key), key))
        paths = tuple(name for key in ("paths", "paths-ignore") for name in _marked(body.get(key), key))
        found.append(Trigger(event, key_line(body), branches, tags, paths, crons))
    return tuple(found)


def _marked(listed: Entry | None, key: str) -> tuple[str, ...]:
    """The patterns of a filter, those to be left out with `!` as in a filter of both kinds."""
    return tuple(f"!{one}" if key.endswith("-ignore") else one for one in texts(listed))


def _job(name: str, body: Entry, usual: tuple[str, str], source: Texts) -> Job:
    """A job; `usual` are the shell and the folder of all jobs that state none."""
    shell = text(body, "defaults", "run", "shell") or usual[0]
    folder = text(body, "defaults", "run", "working-directory") or usual[1]
    steps = body.get("steps")
    uses = text(body, "uses")
    return Job(
        name,
        key_line(body),
        texts(body.get("needs")),
        text(body, "if"),
        text(body, "environment") or text(body, "environment", "name"),
        true(body.get("continue-on-error")),
        steps=tuple(_step(one, (shell, folder), source) for one in (steps.elements() if steps is not None else [])),
        uses=uses,
        image=text(body, "container") or text(body, "container", "image"),
        shown=text(body, "name"),
        timed=body.get("timeout-minutes") is not None,
    )


def _step(body: Entry, usual: tuple[str, str], source: Texts) -> Step:
    shell = text(body, "shell") or usual[0]
    # Without a word about the shell a step runs with -e alone; `shell: bash` sets pipefail, too.
    pipefail = shell == "bash" or "pipefail" in shell
    errexit = not shell or shell in {"bash", "sh"} or " -e" in shell
    name, ref, pinned = used(text(body, "uses"))
    run = source.run(body.get("run"), errexit=errexit, pipefail=pipefail) if is_shell(shell) else ()
    return Step(
        text(body, "name") or text(body, "id"),
        body.line,
        name,
        ref,
        pinned,
        run,
        true(body.get("continue-on-error")),
        text(body, "if"),
        pairs(body.get("with")),
        pairs(body.get("env")),
        shell,
        text(body, "working-directory") or usual[1],
        text(body, "continue-on-error").lower() == "false",
    )
