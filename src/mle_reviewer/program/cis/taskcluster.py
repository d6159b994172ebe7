"""Tasks of Taskcluster: those of a `.taskcluster.yml`, wherever its templates put them, and those of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from mle_reviewer.program.ci import Job, Step, Trigger, Workflow
from mle_reviewer.program.cis.runs import Texts, key_line, pairs, text, texts
from mle_reviewer.program.entries import Entry
from mle_reviewer.program.scripts.command import Command

_DEEPEST: Final = 14  # JSON-e nests `$let`, `in`, `$if`, `then`, `$mergeDeep` around each task
_MOST: Final = 400
_FOLDED: Final = 20  # lines between a command of a folded script and the one before it
_SHELLS: Final = frozenset({"bash", "sh", "zsh", "dash"})
_EVENTS: Final = ("push", "pull_request", "release", "issue_comment")


def workflow(root: Entry, source: Texts) -> Workflow | None:
    """The tasks that events start."""
    jobs = tuple(_job(one, source) for one in islice(_tasks(root, 0), _MOST))
    return Workflow(source.path, source.path, "taskcluster", _triggers(root), jobs) if jobs else None


def kind(root: Entry, source: Texts) -> Workflow | None:
    """The tasks of one kind of taskgraph (`taskcluster/kinds/test/kind.yml`), with what they all are given."""
    shared = root.get("task-defaults") or root.get("job-defaults")
    jobs: list[Job] = []
    for key in ("tasks", "jobs"):
        stated = root.get(key)
        for name, body in islice(stated.items() if stated is not None else (), _MOST):
            command = body.get("run", "command") or (shared.get("run", "command") if shared is not None else None)
            step = Step(text(body, "description"), key_line(body), run=_run(command, source))
            jobs.append(Job(name, key_line(body), _named(body.get("dependencies")), steps=(step,)))
    return Workflow(source.path, source.path, "taskcluster", (Trigger("push", 1),), tuple(jobs)) if jobs else None


def _triggers(root: Entry) -> tuple[Trigger, ...]:
    """What the conditions on `tasks_for` ask: `github-push`, `github-pull-request`."""
    asked = " ".join(said.replace("-", "_") for said in _conditions(root, 0))
    found = tuple(Trigger(event, 1) for event in _EVENTS if f"github_{event}" in asked)
    return found or (Trigger("push", 1),)


def _conditions(entry: Entry, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for key, inner in entry.items():
        if key == "$if":
            yield inner.text() or ""
        else:
            yield from _conditions(inner, depth + 1)
    for inner in entry.elements() if isinstance(entry.value, list) else ():
        yield from _conditions(inner, depth + 1)


def _tasks(entry: Entry, depth: int) -> Iterator[Entry]:
    """The mappings that say what a worker runs."""
    if depth > _DEEPEST:
        return
    if entry.get("payload", "command") is not None:
        yield entry
        return
    inner = entry.elements() if isinstance(entry.value, list) else [one for _key, one in entry.items()]
    for one in inner:
        yield from _tasks(one, depth + 1)


def _job(body: Entry, source: Texts) -> Job:
    name = text(body, "metadata", "name") or text(body, "taskId") or "task"
    command = body.get("payload", "command")
    step = Step(name, body.line, run=_run(command, source), environment=pairs(body.get("payload", "env")))
    return Job(name, body.line, texts(body.get("dependencies")), steps=(step,), image=text(body, "payload", "image"))


def _run(command: Entry | None, source: Texts) -> tuple[Command, ...]:
    """A command as a list of its words, several such lists, or a script."""
    if command is None:
        return ()
    if not isinstance(command.value, list):
        return _placed(command, source)
    some = command.elements()
    if any(isinstance(one.value, list) for one in some):
        return tuple(each for one in some[:_MOST] for each in _run(one, source))
    words = tuple(said for one in some if (said := one.text()) is not None)
    if len(words) != len(some) or not words:
        return ()
    if words[0].rpartition("/")[2] in _SHELLS:
        flag = next((place for place, word in enumerate(words) if _takes_script(word)), None)
        return _placed(some[flag + 1], source) if flag is not None and flag + 1 < len(some) else ()
    return (Command(words, some[0].line),)


def _placed(entry: Entry, source: Texts) -> tuple[Command, ...]:
    """The commands of a script, each on its own line where the script is spelled over several and folded into one."""
    found, line = [], entry.line
    for one in source.run(entry):
        if one.line == entry.line and one.words:
            longest = max(one.words[:3], key=len)
            below = source.lines[line - 1 : line - 1 + _FOLDED]
            line += next((place for place, said in enumerate(below) if longest in said), 0)
            found.append(replace(one, line=line))
        else:
            found.append(one)
    return tuple(found)


def _takes_script(word: str) -> bool:
    """Whether an option of a shell says that a script follows: `-c`, `-cx`, `-lc`."""
    return word.startswith("-") and not word.startswith("--") and "c" in word


def _named(entry: Entry | None) -> tuple[str, ...]:
    return tuple(said for _key, one in entry.items() if (said := one.text())) if entry is not None else ()
