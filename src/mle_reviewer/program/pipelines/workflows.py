"""CI workflows of GitHub and GitLab, MLproject entry points and shell scripts, as stages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.program.commands import UNKNOWN, Launch, launches
from mle_reviewer.program.entries import Entry
from mle_reviewer.program.pipelines.stage import Stage, beside

_EXPRESSION: Final = re.compile(r"\$\{\{.*?\}\}")
_PARAMETER: Final = re.compile(r"\{\s*([A-Za-z_][\w-]*)\s*\}")
_NOT_JOBS: Final = frozenset(
    {"stages", "variables", "default", "include", "workflow", "image", "cache", "before_script"}
)


def github(document: str, root: Entry) -> list[Stage]:
    """One stage for each job; its steps are started in order, from the root of the repository."""
    jobs = root.get("jobs")
    found: list[Stage] = []
    for name, job in jobs.items() if jobs is not None else ():
        steps = job.get("steps")
        usual = _text(job.get("defaults", "run", "working-directory"))
        started: list[Launch] = []
        for step in steps.elements() if steps is not None else []:
            run = step.get("run")
            if run is None or not isinstance(run.value, str):
                continue
            folder = _text(step.get("working-directory")) or usual
            text = _EXPRESSION.sub(UNKNOWN, run.value)
            started.extend(launches(text, beside("", folder), run.line + 1, {}))
        needs = job.get("needs")
        before = frozenset(one.text() or "" for one in needs.elements()) if needs is not None else frozenset()
        found.append(Stage(document, name, job.line, tuple(started), after=before))
    return found


def gitlab(document: str, root: Entry) -> list[Stage]:
    """One stage for each job, later `stage`s after earlier ones."""
    order = root.get("stages")
    ranks = {one.text(): number for number, one in enumerate(order.elements())} if order is not None else {}
    jobs: list[tuple[int, Stage]] = []
    for name, job in root.items():
        script = job.get("script")
        if name in _NOT_JOBS or name.startswith(".") or script is None:
            continue
        started = [one for line in script.elements() for one in _started(line)]
        rank = ranks.get(_text(job.get("stage")), len(ranks))
        jobs.append((rank, Stage(document, name, job.line, tuple(started))))
    return [
        Stage(s.document, s.name, s.line, s.launches, after=frozenset(o.name for r, o in jobs if r < rank))
        for rank, s in jobs
    ]


def _started(line: Entry) -> Iterator[Launch]:
    text = line.text()
    if text is not None:
        yield from launches(text, ".", line.line, {})


def mlproject(document: str, root: Entry) -> list[Stage]:
    """One stage for each entry point, its parameters filled in with their defaults."""
    points = root.get("entry_points")
    found: list[Stage] = []
    for name, point in points.items() if points is not None else ():
        command = point.get("command")
        if command is None or not isinstance(command.value, str):
            continue
        text = _PARAMETER.sub(lambda match, point=point: _default(point, match[1]), command.value)  # type: ignore[misc]
        started = tuple(launches(text, beside(document, ""), command.line, {}))
        found.append(Stage(document, name, point.line, started))
    return found


def _default(point: Entry, name: str) -> str:
    stated = point.get("parameters", name)
    inner = stated.get("default") if stated is not None else None
    given = inner if inner is not None else stated
    text = given.text() if given is not None and not isinstance(given.value, dict) else None
    # `name: float` gives a type, not a value
    return UNKNOWN if text is None or (inner is None and text in {"float", "string", "path", "uri"}) else text


def shell(document: str, text: str) -> list[Stage]:
    """A shell script as one stage that runs from the root."""
    started = tuple(launches(text, ".", 1, {}))
    return [Stage(document, document, 1, started)] if started else []


def _text(entry: Entry | None) -> str:
    return (entry.text() or "") if entry is not None else ""
