"""CI definitions that are little more than lists of commands: CodeBuild, Cloud Build, Bitbucket and Travis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis.runs import Texts, key_line, text, texts
from mle_reviewer.program.entries import Entry
from mle_reviewer.program.scripts.command import Command

_DEEPEST: Final = 8
_PHASES: Final = (
    "before_install", "install", "before_script", "script", "after_success", "before_deploy", "after_deploy",
)  # fmt: skip


def codebuild(root: Entry, source: Texts) -> Workflow | None:
    """A buildspec of CodeBuild: its phases as the steps of one job."""
    phases = root.get("phases")
    steps = [
        Step(name, key_line(phase), run=source.runs(phase.get(key)), forgiven=key == "finally")
        for name, phase in (phases.items() if phases is not None else ())
        for key in ("commands", "finally")
        if phase.get(key) is not None
    ]
    return _one("codebuild", "build", steps, source)


def cloudbuild(root: Entry, source: Texts) -> Workflow | None:
    """A definition of Cloud Build: each step is an image with the words that it is given."""
    stated = root.get("steps")
    return _one("cloudbuild", "build", [_cloud_step(one, source) for one in _elements(stated)], source)


def _cloud_step(body: Entry, source: Texts) -> Step:
    image, entry, given = text(body, "name"), text(body, "entrypoint"), texts(body.get("args"))
    if (script := body.get("script")) is not None:
        return Step(text(body, "id") or image, body.line, image, run=source.run(script))
    program = entry or image.rpartition("/")[2].partition(":")[0].replace("cloud-sdk", "gcloud")
    words = (program, *given)
    if program in {"bash", "sh"} and len(given) > 1 and given[0].lstrip("-").endswith("c"):
        return Step(text(body, "id") or image, body.line, run=source.run(body.get("args").elements()[-1]))  # type: ignore[union-attr]
    return Step(text(body, "id") or image, body.line, run=(Command(words, body.line),))


def travis(root: Entry, source: Texts) -> Workflow | None:
    """A definition of Travis: the jobs that it includes, or the document as one; what a job states goes first."""
    included = root.get("jobs", "include") or root.get("matrix", "include")
    stated = included.elements() if included is not None and isinstance(included.value, list) else []
    jobs = [
        Job(name, body.line, steps=steps)
        for number, body in enumerate(stated or [root], 1)
        if (name := text(body, "name") or text(body, "stage") or f"job {number}")
        and (steps := tuple(_travis_steps(root, body, source)))
    ]
    return Workflow(source.path, source.path, "travis", (Trigger("push", 1),), tuple(jobs)) if jobs else None


def _travis_steps(root: Entry, body: Entry, source: Texts) -> Iterator[Step]:
    for phase in _PHASES:
        script = body.get(phase) or root.get(phase)
        if script is not None:  # what comes behind the script changes no result
            yield Step(phase, key_line(script), run=source.runs(script), forgiven=phase.startswith("after_"))


def bitbucket(root: Entry, source: Texts) -> Workflow | None:
    """Pipelines of Bitbucket: each step is a job."""
    jobs = [
        Job(text(step, "name") or f"step {number}", step.line, environment=text(step, "deployment"),
            manual=text(step, "trigger") == "manual", steps=(Step("", step.line, run=source.runs(step.get("script"))),))
        for number, step in enumerate(_steps(root.get("pipelines")), 1)
    ]  # fmt: skip
    return Workflow(source.path, source.path, "bitbucket", (Trigger("push", 1),), tuple(jobs)) if jobs else None


def _steps(entry: Entry | None, depth: int = 0) -> Iterator[Entry]:
    if entry is None or depth > _DEEPEST:
        return
    if isinstance(entry.value, list):
        for one in entry.elements():
            yield from _steps(one, depth + 1)
        return
    for key, value in entry.items():
        if key == "step":
            yield value
        else:
            yield from _steps(value, depth + 1)


def _elements(entry: Entry | None) -> list[Entry]:
    return list(entry.elements()) if entry is not None else []


def _one(system: str, name: str, steps: list[Step], source: Texts) -> Workflow | None:
    if not any(step.run for step in steps):
        return None
    return Workflow(source.path, source.path, system, (Trigger("push", 1),), (Job(name, 1, steps=tuple(steps)),))  # type: ignore[arg-type]
