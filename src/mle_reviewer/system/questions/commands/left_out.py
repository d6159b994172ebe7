"""Tests that stand in the tree and that no step of CI runs: other folders, marks, and files left out by options."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.questions.commands.tested_in_ci import Started, before_commits, forgiven, started
from mle_reviewer.system.questions.commands.tests import Test, marks_of, tests_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.workflows import Workflow
    from mle_reviewer.system.system import System

_COLLECTED: Final = re.compile(r"(?:^|/)tests?[^/]*\.py$|_tests?\.py$")
_IGNORED: Final = re.compile(r"(?:--ignore|--deselect|--ignore-glob)[= ]+([\w./*:-]+)")
# Commands that may start tests by settings of their own, which were not followed.
_MAY_TEST: Final = frozenset({
    "make", "tox", "nox", "hatch", "just", "task", "invoke", "inv", "doit", "bazel", "docker", "docker-compose",
    "podman", "act", "pants", "poe", "taskipy", "pdm", "rye", "dvc", "kedro", "earthly", "dagger", "ctest", "npm", "sh",
    "bash", "./gradlew", "pixi", "conda", "mamba", "ansible-playbook", "trunk", "nx", "cargo",
})  # fmt: skip
_NAMED: Final = 8
_EVENTS: Final = frozenset({"push", "pull_request", "merge_request", "merge_group", "pull_request_target"})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The tests that no step runs, out of how many, all steps that run tests, and why; `marked`: a mark says so."""

    tests: tuple[Test, ...]
    every: int
    steps: tuple[Started, ...]
    why: str
    marked: bool


def left_out(system: System, asked: Callable[[Test], bool]) -> LeftOut | None:
    """Of the tests that are asked about, those that CI leaves out; None where CI runs no tests that are known."""
    steps = started(system)
    if not steps or any(not one.says for one in steps):
        return None
    some = [test for test in _tests(system) if asked(test)]
    run = (*steps, *forgiven(system))  # what is run and forgiven is another fault
    missing = [one for one in some if not any(_takes(system, step, one) for step in run)]
    if not missing or not some:
        return None
    marked = all(any(step.runs(one.path) for step in steps) for one in missing)
    step = next((one for one in steps if one.runs(missing[0].path)), steps[0])
    ignored = list(dict.fromkeys(name for one in steps for name in _IGNORED.findall(one.says)))
    named = list(dict.fromkeys(name.lstrip("/") or "the root" for one in steps for name in one.asked))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    why = (
        f"the runner is told to leave out {', '.join(sorted(step.without))}" if marked and step.without
        else f"what is ignored is {', '.join(ignored)}" if ignored
        else f"what is named is {', '.join(named[:_NAMED])}{more}"
    )  # fmt: skip
    first = (step, *(one for one in steps if one is not step)) if marked else steps
    return LeftOut(tuple(missing), len(some), tuple({(one.at, one.says): one for one in first}.values()), why, marked)


def _takes(system: System, step: Started, test: Test) -> bool:
    ignored = [posixpath.normpath(one.partition("::")[0]).lstrip("./") for one in _IGNORED.findall(step.says)]
    if any(
        "*" not in one and "::" not in one and (test.path == one or test.path.startswith(f"{one}/")) for one in ignored
    ):
        return False
    return step.takes(test.path, marks_of(system, test))


def _tests(system: System) -> Iterator[Test]:
    for path in system.code:
        here = tier(path) == "test" and tier(f"{posixpath.dirname(path)}/") in {"code", "test"}
        if here and _COLLECTED.search(path):
            yield from (test for test in tests_of(system, path) if not test.skipped)


def without_tests(system: System) -> tuple[str, list[Test]] | None:
    """The workflows of changes and the tests of the tree, where no workflow starts anything that may run tests."""
    if started(system) or next(before_commits(system), None) is not None:
        return None
    known = [one for one in workflows(system) if one.system != "action" and "/.github/" not in f"/{one.path}"[1:]]
    of_changes = [
        one for one in known if one.system != "github" or any(trigger.event in _EVENTS for trigger in one.triggers)
    ]
    if not of_changes or any(_may_test(system, one) for one in workflows(system)):
        return None
    return ", ".join(one.path for one in of_changes[:2]), list(_tests(system))


def _may_test(system: System, workflow: Workflow) -> bool:
    """Whether something in a workflow could run tests in a way that is not followed here."""
    for job in workflow.jobs:
        if job.uses or any(run.sign in {"run-tests", "run-evaluation"} for run in runs(system, workflow, job)):
            return True
        for step in job.steps:
            if step.uses and ("test" in step.uses or step.uses.startswith("./") or "docker" in step.uses):
                return True
            if any(_is_opaque(command.words) for command in step.run):
                return True
    return False


def _is_opaque(words: tuple[str, ...]) -> bool:
    names = {word.rpartition("/")[2] for word in words[:3]}
    return bool(names & _MAY_TEST) or any("test" in word.lower() or word.endswith(".sh") for word in words)
