"""How the model that answers is chosen: by an alias or stage, by a setting, by an image of its own commit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.clusters import passing
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import Attr, Const, Lib, Result, Term, Text, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import answered, loads_model
from mle_reviewer.system.questions.serving.loading import loaded_from
from mle_reviewer.system.spoken import signed

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ALIAS: Final = re.compile(
    r"^models:/.*(?:@|/(?:Production|Staging|Champion)$)|@(?:champion|production|prod|live)$", re.IGNORECASE
)
_PART: Final = re.compile(r"@[A-Za-z]|/(?:Production|Staging)$")
_WHICH: Final = re.compile(r"(?i)version|alias|stage|run_?id|model_?uri|revision|(?:^|_)tag(?:$|_)")
_ENVIRONMENT: Final = frozenset({"os.getenv", "os.environ.get", "os.environ"})
_COMMIT: Final = re.compile(rb"github\.sha|GITHUB_SHA|CI_COMMIT_(?:SHORT_)?SHA|git rev-parse|COMMIT_SHA|SHORT_SHA")
_DEEPEST: Final = 3


def chosen(system: System) -> Iterator[Step]:
    """Ways to another version that need no new code: an alias, a setting, the image of another commit."""
    yield from _loaded(system)
    yield from _deployed(system)


def _loaded(system: System) -> Iterator[Step]:
    for path in answered(system):
        documents = {one.routine.path for one in path.entered} | {one.path for one in path.handler.sets}
        for document in sorted(documents):
            module = system.indexed.module(document)
            for routine in module.routines() if module is not None else ():
                for call in routine.calls():
                    which = loaded_from(system, call) if loads_model(system, call) else None
                    says = _says(system, which) if which is not None else ""
                    if says:
                        yield Step(system.at(routine, call.pos), says)


def _says(system: System, which: Term) -> str:
    for one in _followed(system, which):
        if isinstance(one, Const) and isinstance(one.value, str) and _ALIAS.search(one.value):
            return f"the model is loaded as `{one.value}`: which version that is can be moved back"
        if isinstance(one, Text):
            words = "".join(part for part in one.parts if isinstance(part, str))
            if words.startswith("models:/") and _PART.search(words):
                return f"the model is loaded as `{words}`: which version that is can be moved back"
        name = _setting(system, one)
        if name:
            return f"`{name}` of the environment says which version is loaded"
    return ""


def _followed(system: System, term: Term) -> Iterator[Term]:
    """What a text is made of, through attributes of objects and parameters."""
    waiting, seen = [(term, 0)], set[int]()
    while waiting:
        outer, depth = waiting.pop()
        for one in within(outer):
            if id(one) in seen:
                continue
            seen.add(id(one))
            yield one
            if depth >= _DEEPEST:
                continue
            if isinstance(one, Attr):
                waiting += [
                    (held, depth + 1)
                    for thing in system.indexed.things(one.of)
                    if isinstance(thing, OwnThing) and thing.kind == "class"
                    for held in system.indexed.attribute(thing, one.name)
                ]
            elif type(one).__name__ == "Param":
                waiting += [(given, depth + 1) for given in system.indexed.given(one)]  # type: ignore[arg-type]


def _setting(system: System, one: Term) -> str:
    """The name of a setting that says which version; "" for anything else."""
    if isinstance(one, Result) and set(system.indexed.names(one.call)) & _ENVIRONMENT and one.call.args:
        name = one.call.args[0]
        return str(name.value) if isinstance(name, Const) and _WHICH.search(str(name.value)) else ""
    of, key = getattr(one, "of", None), getattr(one, "key", None)
    if isinstance(of, Lib) and of.path == "os.environ" and isinstance(key, Const) and _WHICH.search(str(key.value)):
        return str(key.value)
    if isinstance(one, Attr) and _WHICH.search(one.name) and _of_settings(system, one.of):
        return one.name.upper()
    return ""


def _of_settings(system: System, of: Term) -> bool:
    return any(
        isinstance(base, Thing) and system.conventions.bases.get(base.path) == "program-settings"
        for thing in system.indexed.things(of)
        if isinstance(thing, OwnThing) and thing.kind == "class"
        for base in system.indexed.bases(thing)
    )


def _deployed(system: System) -> Iterator[Step]:
    """Deployments of CI that name the image by its commit."""
    for path, workflow in system.ground.workflows.items():
        document = system.document(path)
        lines = document.data.split(b"\n") if document is not None else []
        gone = passing(system.ground, system.conventions, workflow)
        places = [
            command.line
            for job in workflow.jobs
            for command in job.commands
            if signed(system.conventions, command) == "deploy" and (command.line, command.words) not in gone
        ]
        for step in (step for job in workflow.jobs for step in job.steps if step.uses):
            entry = system.conventions.command(f"uses {step.uses.partition('@')[0]}")
            if entry is not None and entry.sign == "deploy" and (step.line, (step.uses,)) not in gone:
                places.append(step.line)
        for line in places:
            for number, text in enumerate(lines[line - 1 : line + 12], line):
                if _COMMIT.search(text) and (number == line or not text.strip().startswith(b"- name")):
                    yield Step(
                        location(path, number), "what is deployed is named by its commit: an earlier one is there"
                    )
                    break
