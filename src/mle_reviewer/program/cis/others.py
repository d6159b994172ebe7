"""Azure pipelines and CircleCI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis.runs import Texts, key_line, pairs, text, texts, true
from mle_reviewer.program.entries import Entry
from mle_reviewer.sources.gap import Gap

_STRATEGIES: Final = ("runOnce", "rolling", "canary")


def azure(root: Entry, source: Texts) -> Workflow:
    """An Azure pipeline: stages of jobs of steps, each level left out where there is only one."""
    jobs: list[Job] = []
    before: tuple[str, ...] = ()
    stages = root.get("stages")
    for stage in stages.elements() if stages is not None else [root]:
        made = list(_azure_jobs(stage, before, source))
        jobs.extend(made)
        before = tuple(one.name for one in made) or before
    return Workflow(text(root, "name") or source.path, source.path, "azure", tuple(_azure_triggers(root)), tuple(jobs))


def _azure_triggers(root: Entry) -> Iterator[Trigger]:
    for key, event in (("trigger", "push"), ("pr", "pull_request")):
        stated = root.get(key)
        if stated is not None and stated.value != "none":
            branches = stated.get("branches", "include") if isinstance(stated.value, dict) else stated
            yield Trigger(event, stated.line, texts(branches))
    schedules = root.get("schedules")
    for one in schedules.elements() if schedules is not None else []:
        yield Trigger("schedule", one.line, texts(one.get("branches", "include")), crons=(text(one, "cron"),))


def _azure_jobs(stage: Entry, before: tuple[str, ...], source: Texts) -> Iterator[Job]:
    jobs = stage.get("jobs")
    condition = text(stage, "condition")
    for body in jobs.elements() if jobs is not None else [stage] if stage.get("steps") is not None else []:
        steps = body.get("steps")
        for strategy in _STRATEGIES if steps is None else ():
            steps = steps or body.get("strategy", strategy, "deploy", "steps")
        name = text(body, "job") or text(body, "deployment") or text(body, "stage") or "job"
        if template := text(body, "template"):
            source.gaps.append(Gap(source.path, body.line, "follow", f"jobs of {template[:100]} are not read"))
            continue
        yield Job(
            name,
            body.line,
            (*before, *texts(body.get("dependsOn"))),
            text(body, "condition") or condition,
            text(body, "environment") or text(body, "environment", "name"),
            true(body.get("continueOnError")),
            text(body, "pool") == "server",
            tuple(_azure_step(one, source) for one in (steps.elements() if steps is not None else [])),
            stage=text(stage, "stage"),
            timed=body.get("timeoutInMinutes") is not None,
        )


def _azure_step(body: Entry, source: Texts) -> Step:
    run = source.run(body.get("script") or body.get("bash"), errexit=False, pipefail=False)
    task, _, ref = text(body, "task").partition("@")
    if not run and task.lower() in {"bash", "cmdline", "azurecli"}:
        inline = body.get("inputs", "script") or body.get("inputs", "inlineScript")
        run = source.run(inline, errexit=False, pipefail=False)
    if template := text(body, "template"):
        source.gaps.append(Gap(source.path, body.line, "follow", f"steps of {template[:100]} are not read"))
    lenient = true(body.get("continueOnError"))
    name = text(body, "displayName") or text(body, "name")
    return Step(
        name, body.line, task, ref, run=run, forgiven=lenient, condition=text(body, "condition"),
        with_=pairs(body.get("inputs")), environment=pairs(body.get("env")),
    )  # fmt: skip


def circleci(root: Entry, source: Texts) -> Workflow:
    """The workflows of a CircleCI configuration as one, each job once for each place that runs it."""
    stated = root.get("jobs")
    bodies = dict(stated.items()) if stated is not None else {}
    triggers: list[Trigger] = []
    jobs: list[Job] = []
    flows = root.get("workflows")
    for _name, flow in flows.items() if flows is not None else ():
        scheduled = flow.get("triggers")
        timed = scheduled.elements() if scheduled is not None else []
        triggers.extend(Trigger("schedule", one.line, crons=(text(one, "schedule", "cron"),)) for one in timed)
        run = flow.get("jobs")
        for one in run.elements() if run is not None else []:
            for name, given in list(one.items()) or [(one.text() or "", Entry(None, one.line))]:
                body = bodies.get(name)
                line = one.line if body is None else key_line(body)
                jobs.append(_circle_job(text(given, "name") or name, body, given, line, source))
    if not jobs:
        jobs = [_circle_job(name, body, body, key_line(body), source) for name, body in bodies.items()]
    return Workflow(source.path, source.path, "circleci", (*triggers, Trigger("push", 1)), tuple(jobs))


def _circle_job(name: str, body: Entry | None, given: Entry, line: int, source: Texts) -> Job:
    steps = body.get("steps") if body is not None else None
    return Job(
        name,
        line,
        texts(given.get("requires")),
        ", ".join(texts(given.get("filters", "branches", "only"))),
        manual=text(given, "type") == "approval",
        steps=tuple(_circle_step(one, source) for one in (steps.elements() if steps is not None else [])),
        uses=name if body is None else "",
    )


def _circle_step(body: Entry, source: Texts) -> Step:
    run = body.get("run")
    if run is None:
        spelled = body.text() or next((key for key, _value in body.items()), "")
        return Step(spelled, body.line, spelled)
    command = run.get("command") if isinstance(run.value, dict) else run
    condition = text(run, "when")
    return Step(
        text(run, "name"),
        body.line,
        run=source.run(command),
        condition=condition,
        environment=pairs(run.get("environment")),
    )
