"""Which tests CI runs: the steps whose failure counts, and the documents and folders that they are given."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.shell import read_script
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const, Group, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.commands.ci import Run, runs, workflows
from mle_reviewer.system.spoken import entered, hooks, signed
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System

# Options of test runners whose value is no test.
_VALUED: Final = frozenset({
    "-c", "-p", "-k", "-m", "-n", "-o", "-W", "-r", "-s", "-e", "--cov", "--rootdir", "--junitxml", "--junit-xml",
    "--ignore", "--ignore-glob", "--deselect", "--cov-report", "--cov-config", "--maxfail", "--basetemp", "--with",
    "--extra", "--group", "--package", "--python", "--project", "--directory", "-t",
})  # fmt: skip
_OTHERS: Final = frozenset({"ctest"})  # runs what was compiled
_RUNNERS: Final = ("pytest", "py.test", "unittest", "nose2")
_SCRIPT: Final = re.compile(r"[\w./-]{1,200}\.sh\b")
_MOST: Final = 60  # scripts that CI comes to


@dataclass(frozen=True, slots=True)
class Started:
    """A step of CI that runs tests. `asked`: the documents and folders that it names; () for all there are.

    What begins with a slash is named from the root of the tree, anything else from some folder that is not known.
    """

    at: Location
    says: str
    asked: tuple[str, ...]
    without: frozenset[str] = frozenset()  # marks of tests that the runner is told to leave out

    def runs(self, path: str) -> bool:
        """Whether it runs the tests of a document."""
        return not self.asked or any(_names(one, path) for one in self.asked)

    def takes(self, path: str, marks: frozenset[str]) -> bool:
        """Whether it runs a test of a document that has these marks."""
        return self.runs(path) and not marks & self.without


def started(system: System) -> tuple[Started, ...]:
    """The steps of CI that run tests and fail with them, those first that say most of what they run."""
    return system.once(_started)


def forgiven(system: System) -> tuple[Started, ...]:
    """The steps of CI that run tests and whose failure is thrown away: what they run is run, for whoever looks."""
    return system.once(_forgiven)


def _forgiven(system: System) -> tuple[Started, ...]:
    return tuple(_of_run(system, one) for one in _running_tests(system) if one.forgiven)


def _running_tests(system: System) -> list[Run]:
    every = [one for workflow in workflows(system) for job in workflow.jobs for one in runs(system, workflow, job)]
    tests = [one for one in every if one.sign == "run-tests"]
    return [one for one in tests if not one.words or one.words[0].rpartition("/")[2] not in _OTHERS]


def _started(system: System) -> tuple[Started, ...]:
    every = [one for workflow in workflows(system) for job in workflow.jobs for one in runs(system, workflow, job)]
    ours = [one for one in _running_tests(system) if not one.forgiven]
    found = [_of_run(system, one) for one in ours]
    found += [Started(one.at, one.says, ()) for one in every if not one.forgiven and _hands_on(system, one.target)]
    found += _in_scripts(system)
    return tuple(sorted(found, key=lambda one: not one.asked))


def _of_run(system: System, run: Run) -> Started:
    behind = [inner.words for command in run.step.run if command.words == run.words
              for inner in entered(system.ground, command) if _is_runner(inner.words)]  # fmt: skip
    words = run.words if _is_runner(run.words) else behind[0] if behind else run.words
    return Started(run.at, run.says, _marked(system, run.words, _what(system, run)), _left_out(_expression(words)))


def _expression(words: tuple[str, ...]) -> str:
    """The marks that a runner is told to ask for."""
    begin = next((place for place, word in enumerate(words) if word.rpartition("/")[2] in _RUNNERS), 0)
    behind = words[begin + 1 :]
    return next((behind[place + 1] for place, word in enumerate(behind[:-1]) if word == "-m"), "")


def _left_out(expression: str) -> frozenset[str]:
    """The marks that an expression of `not …` alone leaves out: `not slow and not integration`, `not (a or b)`."""
    parts = expression.replace("(", " ").replace(")", " ").split()
    if parts[:1] != ["not"] or (" or " in expression and "(" not in expression):
        return frozenset()
    if "and" in parts and parts.count("not") != parts.count("and") + 1:
        return frozenset()
    return frozenset(one for one in parts if one not in {"not", "and", "or"})


def _hands_on(system: System, path: str) -> bool:
    """Whether a document that a step starts runs the tests: by the runner's own function, or as a command."""
    module = system.indexed.module(path) if path else None
    for call in (one for routine in module.routines() for one in routine.calls()) if module is not None else ():
        if any(name.rpartition(".")[0] in _RUNNERS for name in system.indexed.names(call)):
            return True
    told = (step for routine in module.routines() for step in routine.every()) if module is not None else ()
    return any(
        isinstance(one, Const) and one.value in _RUNNERS
        for step in told for term in step.terms() for group in within(term, calls=False)
        if isinstance(group, Group) for one in group.items
    )  # fmt: skip


def _marked(system: System, words: tuple[str, ...], asked: tuple[str, ...]) -> tuple[str, ...]:
    """Of what is run the documents that hold a mark which the runner asks for, where it asks for one."""
    said = _expression(words)
    marks = [] if "not " in said else [word for word in said.split() if word not in {"or", "and"}]
    if not marks:
        return asked
    known = Started(location("", 1), "", asked)
    tests = [path for path in system.code if tier(path) == "test" and known.runs(path)]
    return tuple(f"/{path}" for path in tests if _holds(system, path, marks)) or ("/ ",)


def _holds(system: System, path: str, marks: list[str]) -> bool:
    document = system.document(path)
    text = decode(document) if document is not None else ""
    return isinstance(text, str) and any(f"mark.{one}" in text for one in marks)


def _what(system: System, run: Run) -> tuple[str, ...]:
    """The documents and folders that the runner is given, behind `make test` and scripts as well."""
    folder = _folder(run)
    if _is_runner(run.words):
        return tuple(_asked(system, run.words, folder)) or (
            (f"/{folder}",) if folder and _stands(system, f"/{folder}") else ()
        )
    behind = [inner.words for command in run.step.run if command.words == run.words
              for inner in entered(system.ground, command) if _is_runner(inner.words)]  # fmt: skip
    asked = [tuple(_asked(system, words, folder)) for words in behind]
    return tuple(one for some in asked for one in some) if all(asked) else ()


def _folder(run: Run) -> str | None:
    """The folder that a command is run in, as far as its step says so; None where that is known only in the run."""
    folder: str | None = run.step.folder
    for command in run.step.run:
        if command.words == run.words:
            break
        if command.name == "cd" and len(command.words) > 1:
            there = command.words[1]
            folder = None if folder is None or there.startswith(("/", "~")) else posixpath.join(folder, there)
    if folder is None or "$" in folder:
        return None
    return posixpath.normpath(folder).strip("./")


def _in_scripts(system: System) -> Iterator[Started]:
    """Scripts that CI names, or that such scripts take in, where they run the tests that they are told to run."""
    waiting, seen = [path for one in workflows(system) for path in _scripts_of(system, one.path)], set[str]()
    while waiting and len(seen) < _MOST:
        path = waiting.pop(0)
        document = system.document(path) if path not in seen else None
        seen.add(path)
        if document is None:
            continue
        waiting += _scripts_of(system, path)
        for command in read_script(document)[0].commands:
            told = command.words[1:] if _is_runner(command.words) and not command.forgiven else ()
            if any(word.startswith(("$", "${")) for word in told):
                yield Started(location(path, command.line), f"{path} runs those that it is told", ())


def _scripts_of(system: System, path: str) -> list[str]:
    """The shell scripts of the tree that a document names."""
    document = system.document(path)
    stated = decode(document) if document is not None else ""
    spelled = _SCRIPT.findall(stated) if isinstance(stated, str) else []
    found = (posixpath.normpath(one.lstrip("./")) for one in spelled)
    return [one for one in dict.fromkeys(found) if one in system.ground.known]


def before_commits(system: System) -> Iterator[tuple[Location, Command]]:
    """The hooks that run tests before each commit."""
    for command in hooks(system.ground):
        if signed(system.conventions, command) == "run-tests":
            yield location(".pre-commit-config.yaml", command.line), command


def _is_runner(words: tuple[str, ...]) -> bool:
    return any(word.rpartition("/")[2] in _RUNNERS for word in words)


def _asked(system: System, words: tuple[str, ...], folder: str | None) -> Iterator[str]:
    """The words behind the runner that name documents or folders of the tree."""
    begin = next(place for place, word in enumerate(words) if word.rpartition("/")[2] in _RUNNERS)
    before = ""
    for word in words[begin + 1 :]:
        path = posixpath.normpath(word.partition("::")[0]).lstrip("./")
        if path and not word.startswith("-") and before not in _VALUED:
            known = () if folder is None else ("/" + posixpath.join(folder, path), f"/{path}")
            yield from [one for one in (*known, path) if _stands(system, one)][:1]
        before = word


def _stands(system: System, asked: str) -> bool:
    return any(_names(asked, path) for path in system.code)


def _names(asked: str, path: str) -> bool:
    """Whether a document is the one that is named, stands in the folder, or fits the pattern."""
    rooted, here = asked.startswith("/"), f"/{path}"
    if any(one in asked for one in "*?["):
        return fnmatchcase(here, asked if rooted else f"*/{asked}")
    if rooted:
        return here == asked or here.startswith(f"{asked}/")
    return here.endswith(f"/{asked}") or f"/{asked}/" in here
