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
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.ci import Run, runs, workflows
from mle_reviewer.system.spoken import entered, hooks, signed

if TYPE_CHECKING:
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.system import System

# Options of test runners whose value is no test.
_VALUED: Final = frozenset({
    "-c", "-p", "-k", "-m", "-n", "-o", "-W", "-r", "-s", "-e", "--cov", "--rootdir", "--junitxml", "--junit-xml",
    "--ignore", "--ignore-glob", "--deselect", "--cov-report", "--cov-config", "--maxfail", "--basetemp", "--with",
    "--extra", "--group", "--package", "--python", "--project", "--directory", "-t",
})  # fmt: skip
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

    def runs(self, path: str) -> bool:
        """Whether it runs the tests of a document."""
        return not self.asked or any(_names(one, path) for one in self.asked)


def started(system: System) -> tuple[Started, ...]:
    """The steps of CI that run tests and fail with them, those first that say most of what they run."""
    return system.once(_started)


def _started(system: System) -> tuple[Started, ...]:
    every = [one for workflow in workflows(system) for job in workflow.jobs for one in runs(system, workflow, job)]
    strict = [one for one in every if one.sign == "run-tests" and not one.forgiven]
    found = [Started(one.at, one.says, _what(system, one)) for one in strict]
    found += _in_scripts(system)
    return tuple(sorted(found, key=lambda one: not one.asked))


def _what(system: System, run: Run) -> tuple[str, ...]:
    """The documents and folders that the runner is given, behind `make test` and scripts as well."""
    folder = _folder(run)
    if _is_runner(run.words):
        return tuple(_asked(system, run.words, folder)) or (_rooted(folder) if folder else ())
    behind = [inner.words for command in run.step.run if command.words == run.words
              for inner in entered(system.ground, command) if _is_runner(inner.words)]  # fmt: skip
    asked = [tuple(_asked(system, words, folder)) for words in behind]
    return tuple(one for some in asked for one in some) if all(asked) else ()


def _folder(run: Run) -> str:
    """The folder that a command is run in, as far as its step says so."""
    folder = run.step.folder if "$" not in run.step.folder else ""
    for command in run.step.run:
        if command.words == run.words:
            break
        if command.name == "cd" and len(command.words) > 1:
            there = command.words[1]
            folder = "" if "$" in there or there.startswith("/") else posixpath.normpath(posixpath.join(folder, there))
    return folder.strip("./")


def _rooted(folder: str) -> tuple[str, ...]:
    return (f"/{folder}",)


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


def _asked(system: System, words: tuple[str, ...], folder: str) -> Iterator[str]:
    """The words behind the runner that name documents or folders of the tree."""
    begin = next(place for place, word in enumerate(words) if word.rpartition("/")[2] in _RUNNERS)
    before = ""
    for word in words[begin + 1 :]:
        path = posixpath.normpath(word.partition("::")[0]).lstrip("./")
        if path and not word.startswith("-") and before not in _VALUED:
            here = "/" + posixpath.join(folder, path)
            yield from [one for one in (here, f"/{path}", path) if _stands(system, one)][:1]
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
