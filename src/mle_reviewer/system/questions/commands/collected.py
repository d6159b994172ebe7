"""Which tests a runner never meets: by the name of their document or class, or because another takes theirs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.runners import SETTINGS, Collecting, collecting
from mle_reviewer.sources.document import decode
from mle_reviewer.system.questions.commands.claims import claims_of
from mle_reviewer.system.questions.commands.tested_in_ci import Started, started
from mle_reviewer.system.questions.commands.tests import Test, tests_of
from mle_reviewer.system.reaching import guarded, only_started
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.modules import Module
    from mle_reviewer.system.system import System

_COLLECTED: Final = re.compile(r"(?:^|/)test_[^/]*\.py$|_test\.py$")
_OTHER_RUNNERS: Final = re.compile(r"\bunittest\b|manage\.py test|\bnose2?\b|\bbehave\b|\brobot\b|\bbazel\b|\bward\b")
_RUNNERS: Final = frozenset({"pytest", "unittest"})
_OWN_RULES: Final = re.compile(r"\bpython_(?:files|classes|functions)\s*=")
_METHOD: Final = 2  # parts of the name of a method of a class at the top of a document
_INDENT: Final = 5  # the column of a method of such a class


@dataclass(frozen=True, slots=True)
class Unmet:
    """A test that is never run, and why; `line` is that of the other one where one takes its name."""

    test: Test
    why: str
    line: int = 0


def unmet(system: System) -> Iterator[Unmet]:
    """Tests that the runner never meets, where the project has no rules of its own about names."""
    named = _by_usual_names(system)
    for path in system.code:
        if tier(path) != "test":
            continue
        module = system.indexed.module(path)
        if module is None:
            continue
        found = list(tests_of(system, path))
        yield from _taken_over(system, module, found)
        if not named:
            continue
        if not _COLLECTED.search(path):
            if _stands_alone(system, module, path):
                yield from (Unmet(test, "pytest looks into `test_*.py` and `*_test.py` alone") for test in found)
        else:
            yield from _in_odd_classes(module, found)


def _by_usual_names(system: System) -> bool:
    """Whether pytest runs the tests and nothing in its settings changes what it collects."""
    steps = started(system)
    texts = [_text(system, name) for name in SETTINGS]
    if any(_OWN_RULES.search(text) for text in texts):
        return False
    runs = [one.says for one in steps]
    if any(_OTHER_RUNNERS.search(one) for one in runs):
        return False
    return any("pytest" in one or "py.test" in one for one in runs) or any("[tool.pytest" in one for one in texts)


def _text(system: System, path: str) -> str:
    document = system.document(path) if path in system.ground.known else None
    text = decode(document) if document is not None else ""
    return text if isinstance(text, str) else ""


def _stands_alone(system: System, module: Module, path: str) -> bool:
    """Whether nothing takes a document's tests in, and it is not started by itself."""
    if any(one.asked and one.runs(path) for one in started(system)) or "__main__" in _text(system, path):
        return False
    name = path.rpartition("/")[2].removesuffix(".py")
    if name in {"conftest", "__init__"} or not (name.startswith("test") or name.endswith("tests")):
        return False
    others = (one for one in system.code if one != path and tier(one) == "test")
    imported = (system.indexed.module(one) for one in others)
    return not any(
        path in system.layout.imported(one.path, one.code.imports) for one in imported if one is not None
    ) and bool(module.code.functions)


def _taken_over(system: System, module: Module, tests: list[Test]) -> Iterator[Unmet]:
    """Tests whose name a later one of the same class or document takes."""
    last: dict[str, Test] = {}
    for test in tests:
        parts = test.name.split(".")
        at = system.at(test.routine, test.routine.pos)
        if len(parts) > _METHOD or at.column not in {1, 0, _INDENT} or (len(parts) == 1 and at.column == _INDENT):
            continue
        before = last.get(test.name)
        if before is not None and before.routine.pos < test.routine.pos and _in_one_class(module, before, test):
            yield Unmet(before, f"a later test of the same name takes its place (line {at.line})", at.line)
        last[test.name] = test


def _in_one_class(module: Module, one: Test, other: Test) -> bool:
    """Whether both stand in one class, or in none: two classes of one name are told by themselves."""
    if one.routine.owner != other.routine.owner:
        return False
    return "." in one.name or (one.routine.owner is None and bool(module.code.functions))


def _in_odd_classes(module: Module, tests: list[Test]) -> Iterator[Unmet]:
    """Tests in classes that pytest does not collect."""
    for test in tests:
        if test.routine.owner is None:
            continue
        code = module.code.classes[test.routine.owner]
        if "__init__" in code.methods and code.name.startswith("Test") and not code.bases:
            yield Unmet(test, f"pytest does not collect `{code.name}`, because it has an `__init__`")
        elif not code.name.startswith("Test") and not code.bases and not _is_used(module, code.name):
            yield Unmet(test, f"pytest collects classes that begin with `Test`, and this is `{code.name}`")


def _is_used(module: Module, name: str) -> bool:
    """Whether another class stands on it."""
    return any(name in one.bases for one in module.code.classes)


def by_name_alone(system: System, path: str) -> bool:
    """Whether a document looks like one of tests and is none: a script that prints, or one that no runner takes in."""
    return _is_script(system, path) or not _is_taken(system, path)


def _is_script(system: System, path: str) -> bool:
    """Whether a document in no folder of tests is made to be started itself, and claims nothing anywhere."""
    module = system.indexed.module(path)
    if module is None or tier(posixpath.join(posixpath.dirname(path), "_.py")) == "test":
        return False
    top = module.top()
    if not guarded(top):
        return False
    if any(name.partition(".")[0] in _RUNNERS for call in only_started(top) for name in system.indexed.names(call)):
        return False
    return not any(claims_of(routine).all for routine in (top, *module.routines()))


def _is_taken(system: System, path: str) -> bool:
    """Whether a runner takes a document in: by its name and folder, as pytest is told, or because CI names it."""
    folder, told = _told(system, path)
    below = posixpath.relpath(path, folder or ".")
    named = told.takes(below) or (_other_runner(system) and fnmatchcase(posixpath.basename(path), "test*.py"))
    if named and (not told.folders or any(_holds(one, below) for one in told.folders)):
        return True
    return any(one.asked and one.runs(path) and _names_it(one, path, named=named) for one in started(system))


def _names_it(step: Started, path: str, *, named: bool) -> bool:
    """Whether a step takes in a document by its own name, or by its folder where it is called as tests are."""
    return named or any(one.rpartition("/")[2] == posixpath.basename(path) for one in step.asked)


def _told(system: System, path: str) -> tuple[str, Collecting]:
    """The settings of pytest that hold for a document, and the folder that they stand in."""
    folder = posixpath.dirname(path)
    while True:
        for name in SETTINGS:
            text = _text(system, posixpath.join(folder, name))
            told = collecting(name, text) if text else None
            if told is not None:
                return folder, told
        if not folder:
            return "", Collecting()
        folder = posixpath.dirname(folder)


def _other_runner(system: System) -> bool:
    return any(_OTHER_RUNNERS.search(one.says) for one in started(system))


def _holds(folder: str, path: str) -> bool:
    """Whether a document stands in a folder as settings name it; what is no plain name may be any."""
    if set(folder) & set("*?[$"):
        return True
    plain = posixpath.normpath(folder)
    return plain == "." or plain.startswith("..") or path == plain or path.startswith(f"{plain}/")
