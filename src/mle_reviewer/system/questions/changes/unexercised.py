"""Functions around a model that a change alters, beside tests that it alters too, and that no test enters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.code import line_of
from mle_reviewer.system.questions.commands.fixtures import asks_service
from mle_reviewer.system.questions.commands.tests import Test, looks_within, tests_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

# What of a function makes it one whose fault reaches users: it predicts, makes features, splits, judges or lets pass.
_MATTERING: Final = frozenset({
    "predict", "fit-predict", "answer", "transform", "fit-transform", "split", "folds", "promote", "compare-models",
    "validate", "validate-result", "refuse",
})  # fmt: skip


def unexercised(systems: Systems) -> tuple[list[Routine], list[Test]] | None:
    """The changed functions that matter, and the tests of the change; None where a test enters one of them.

    A service is asked through its routes, and what those start in the background or keep in the application's state is
    reached by names that are made up at run time: where a test of the change asks a service, or any test asks the one
    that what is changed belongs to, nothing is said, nor where a test imports nothing of the repository.
    """
    touched = [file.path for file in systems.files if file.status != "deleted" and file.path.endswith(".py")]
    tests = [test for path in touched if tier(path) == "test" for test in tests_of(systems.after, path)]
    tests = [one for one in tests if systems.touched(one.path, line_of(one.routine.pos), _end(systems, one.routine))]
    if not tests:
        return None
    changed = [one for path in touched if tier(path) == "code" for one in _changed(systems, path)]
    if not changed:
        return None
    entered: set[tuple[str, str]] = set()
    served = _served_by(systems.after)
    behind = any(one.path in served for one in changed)
    for path in systems.after.code:
        for test in tests_of(systems.after, path) if tier(path) == "test" else ():
            entered |= test.enters
            if (behind or test in tests) and asks_service(systems.after, test.routine):
                return None
    names = {(one.path, _qualname(systems, one)) for one in changed}
    met = {(path, name) for path, name in names if any(_is(path, name, entry) for entry in entered)}
    if met or not any(test.enters for test in tests):
        return None
    return changed, tests


def _served_by(system: System) -> frozenset[str]:
    """The documents that a service is made of: those of its handlers, and all that these import."""
    waiting = [start.path for one in system.handlers for start in one.starts if tier(start.path) == "code"]
    found: set[str] = set()
    while waiting:
        path = waiting.pop()
        module = system.indexed.module(path) if path not in found else None
        found.add(path)
        if module is not None:
            waiting += system.layout.imported(path, module.code.imports) - found
    return frozenset(found)


def _is(path: str, name: str, entry: tuple[str, str]) -> bool:
    """Whether what a test enters is the function, its class, or a method of it."""
    if entry[0] != path:
        return False
    said = entry[1].removesuffix("()")
    return said == name or name.startswith(f"{said}.") or said.rpartition(".")[2] == name.rpartition(".")[2]


def _changed(systems: Systems, path: str) -> Iterator[Routine]:
    module = systems.after.indexed.module(path)
    signs = systems.after.signed("predict", "promote", "compare-models", "validate", "features-online")
    at_work = {one.routine.function for one in signs if one.routine.path == path}
    for index, code in enumerate(module.code.functions) if module is not None else ():
        if module is None or code.name.startswith("<") or not systems.touched(path, line_of(code.pos), code.end_line):
            continue
        routine = module.routine(index)
        if index in at_work or looks_within(systems.after, routine) & _MATTERING:
            yield routine


def _end(systems: Systems, routine: Routine) -> int:
    module = systems.after.indexed.module(routine.path)
    return module.code.functions[routine.function].end_line if module is not None and routine.function >= 0 else 0


def _qualname(systems: Systems, routine: Routine) -> str:
    module = systems.after.indexed.module(routine.path)
    return module.code.functions[routine.function].qualname if module is not None else routine.name
