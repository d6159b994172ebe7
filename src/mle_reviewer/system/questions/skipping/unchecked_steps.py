"""Commands whose failure stops nothing though what comes behind them trains or publishes; claims that are not made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.commands import launches
from mle_reviewer.program.makefile import read_makefile
from mle_reviewer.program.shell import read_script
from mle_reviewer.program.workflows import Step as CiStep
from mle_reviewer.sources.location import Location
from mle_reviewer.system.clusters import passing
from mle_reviewer.system.code.steps import Assert, Routine
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.commands.ci import asked_later, deploying, runs
from mle_reviewer.system.questions.measuring.measures import Measures
from mle_reviewer.system.questions.skipping.performing import Does, Performed, performed
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System

_BEFORE: Final[frozenset[Does]] = frozenset({"tests", "validates", "gates"})
_OPTIMISED: Final = re.compile(r"-[bBdEiIqsSuvx]*O+")
_PYTHON: Final = re.compile(r"(?:.*/)?python[0-9.]*$")


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A command whose failure stops nothing, and the one behind it that goes on."""

    path: str
    first: Command
    does: Performed
    then: Command
    goes_on: Performed


def unchecked_steps(system: System) -> Iterator[Unchecked]:
    """Such commands of scripts and Makefiles, and of CI where nothing is deployed behind them."""
    known: dict[tuple[str, ...], Performed | None] = {}

    def done(command: Command) -> Performed | None:
        if command.words not in known:
            known[command.words] = performed(system, command) if command.words else None
        return known[command.words]

    for path, some in _sequences(system):
        for place, command in enumerate(some):
            does = done(command) if command.forgiven and not command.asked else None
            if does is None or not (does.does & (_BEFORE | {"trains"})):
                continue
            if path in system.ground.workflows and not does.does & {"validates", "gates"}:
                continue
            for then in some[place + 1 :]:
                goes_on = done(then)
                if goes_on is not None and _loses(does, goes_on) and then.words != command.words:
                    yield Unchecked(path, command, does, then, goes_on)
                    break


def _loses(first: Performed, then: Performed) -> bool:
    """Whether what comes second should not be done where the first failed."""
    if first.does & _BEFORE and "trains" not in first.does:
        return bool(then.does & {"trains", "releases", "stores"}) and not then.does & _BEFORE
    return "trains" in first.does and "trains" not in then.does and bool(then.does & {"releases", "stores"})


def _sequences(system: System) -> Iterator[tuple[str, Sequence[Command]]]:
    for path in system.of_kind("makefile", "shell"):
        document = system.document(path) if tier(path) == "code" else None
        if document is None:
            continue
        if document.kind == "makefile":
            for target in read_makefile(document)[0].targets:
                yield path, target.commands
        else:
            yield path, read_script(document)[0].commands
    for path, workflow in system.ground.workflows.items():
        jobs = [job for job in workflow.jobs if any(_forgives(step) for step in job.steps)]
        if not jobs or deploying(system, workflow):
            continue  # failed-gate-deploys asks there, and check-cannot-fail for tests
        gone = passing(system.ground, system.conventions, workflow)
        for job in jobs:
            first = next(runs(system, workflow, job), None)
            if first is None or not asked_later(first):
                some = [one for step in job.steps for one in _lost(step)]
                yield path, [one for one in some if (one.line, one.words) not in gone]


def _forgives(step: CiStep) -> bool:
    return step.forgiven or any(one.forgiven for one in step.run)


def _lost(step: CiStep) -> Sequence[Command]:
    return [replace(one, forgiven=True) for one in step.run] if step.forgiven else step.run


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A document that is started without its claims: where that is said, and the first claim that matters."""

    at: Location
    says: str
    routine: Routine
    claim: Assert


def unclaimed(system: System) -> Iterator[Unclaimed]:
    """Programs that are run with assertions off, though some of them judge data or models."""
    every = [(path, one.words, one.line, one.environment) for path, one in system.ground.commands]
    every += [(one.path, one.words, one.line, one.environment) for one in system.started]
    seen: set[tuple[str, int]] = set()
    for path, words, line, environment in every:
        says = _off(words, environment)
        if says and (path, line) not in seen:
            for launch in launches(" ".join(words), ".", line, {}):
                target = target_of(system.layout, launch)
                claim = _claim(system, target) if target is not None else None
                if claim is not None:
                    seen.add((path, line))
                    yield Unclaimed(Location(path, line, raw_line=line), says, *claim)
                    break


def _off(words: Sequence[str], environment: Sequence[tuple[str, str]]) -> str:
    for name, value in environment:
        if name == "PYTHONOPTIMIZE" and value not in {"", "0"}:
            return f"PYTHONOPTIMIZE={value}"
    for place, word in enumerate(words[:-1]):
        if _PYTHON.match(word):
            for option in words[place + 1 :]:
                if not option.startswith("-") or option == "-m":
                    break
                if _OPTIMISED.fullmatch(option):
                    return f"python {option}"
    return ""


def _claim(system: System, path: str) -> tuple[Routine, Assert] | None:
    """The first claim in a document, or in what it calls, that is about a figure or about data."""
    module = system.indexed.module(path)
    measures = system.once(_measures)
    for routine in closure(system.indexed, module.top()) if module is not None else ():
        for step in routine.every():
            if isinstance(step, Assert) and (measures.measured(step.term) or _of_data(system, step)):
                return routine, step
    return None


def _measures(system: System) -> Measures:
    return Measures(system.indexed)


def _of_data(system: System, step: Assert) -> bool:
    """Whether a claim asks rows that were loaded."""
    calls = (one.call for one in within(step.term) if isinstance(one, Result))
    return any(
        entry.effect in {"load", "query", "missing-mask"} for call in calls for entry in system.indexed.entries(call)
    )
