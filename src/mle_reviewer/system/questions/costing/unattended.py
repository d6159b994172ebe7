"""What runs while nobody looks: services, pipelines, schedules, images and CI; not what a person waits for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import COMMAND_LINES
from mle_reviewer.program.makefile import read_makefile
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Attr, Own, Result, Term
from mle_reviewer.system.handlers import decorated, ended
from mle_reviewer.system.reaching import STARTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.handlers import Handler
    from mle_reviewer.system.reaching import Entrance, Reached
    from mle_reviewer.system.system import System

_SCRIPTS: Final = (".sh", ".bash")
_MAKES: Final = ("Makefile", "makefile", "GNUmakefile")
_PROJECTS: Final = ("pyproject.toml", "setup.cfg", "setup.py")
_STARTING: Final = ("dockerfile", "yaml", "hcl", "shell", "toml", "json")
_COMMAND: Final = re.compile(r"`([^`]{1,80})`$")
_PAGE: Final = "page"


def unattended(system: System, routine: Routine) -> bool:
    """Whether something other than a person starts what comes to a function, and no page alone does.

    A method may be called by its name through an object that nobody knows, as long as something loads its document.
    """
    return system.once(_reached).how(routine) == "run" and routine.path in system.once(_loaded)


def timed(system: System, routine: Routine) -> bool:
    """Whether all that starts what comes to a function ends after a time: jobs of CI, and functions of a platform."""
    lasting = system.once(_lasting)
    return lasting is not None and lasting.how(routine) != "run"


def by_hand(system: System, routine: Routine) -> bool:
    """Whether a person starts what comes to a function, as a script or a command, and nothing else does."""
    return system.once(_reached).how(routine) == "by hand"


def _reached(system: System) -> Reached:
    """What is run by entrances that are no commands of a person."""
    return _reached_by(system, system.once(_alone), _asked(system))


def _lasting(system: System) -> Reached | None:
    """The same without what is ended after a time; None where there is nothing of that kind."""
    alone, bounded = system.once(_alone), frozenset(_bounded(system))
    entrances = [one for one in alone if not (one.ended or _stopped(system, one))]
    if len(entrances) == len(alone) and not bounded:
        return None
    return _reached_by(system, entrances, [one for one in _asked(system) if not one.ended], bounded)


def _reached_by(
    system: System,
    entrances: Iterable[Entrance],
    served: Iterable[Handler],
    but: frozenset[tuple[str, int]] = frozenset(),
) -> Reached:
    typed = frozenset((one.path, one.function) for one in _typed(system))
    return system.reached_by(entrances, served, typed, but)


def _asked(system: System) -> list[Handler]:
    """What answers requests, pages left out."""
    return [one for one in system.handlers if one.kind != _PAGE]


def _bounded(system: System) -> Iterator[tuple[str, int]]:
    """The functions that a platform calls, each run of which it ends after a time."""
    for one in system.handlers:
        if one.ended:
            yield from ((start.path, start.function) for start in one.starts)
    yield from ((one.path, one.function) for one, known in decorated(system, *STARTING) if ended(known))


def _alone(system: System) -> tuple[Entrance, ...]:
    """The entrances that are no commands of a person."""
    return tuple(one for one in system.reached.every if not _by_a_person(system, one))


def _stopped(system: System, one: Entrance) -> bool:
    """Whether an entrance is a step of a job of CI that says after which time it is stopped."""
    workflow = system.ground.workflows.get(one.at[0])
    jobs = [job for job in workflow.jobs if job.line <= one.at[1]] if workflow is not None else []
    return bool(jobs) and max(jobs, key=lambda job: job.line).timed


def _loaded(system: System) -> frozenset[str]:
    """The documents that are started, or asked by a server or a scheduler, and all that they import."""
    started = [one.target for one in system.once(_alone)]
    started += [start.path for one in _asked(system) for start in (*one.starts, *one.sets)]
    started += [one.path for kind in STARTING for one in system.signed(kind)]
    started += [path for path, _function in system.reached.decorated()]
    return system.with_imports(started)


def _by_a_person(system: System, one: Entrance) -> bool:
    """Whether an entrance is a script or an installed command that no other document speaks of, or a page."""
    if one.target in system.once(_pages):
        return True
    path, name = one.at[0], one.at[0].rpartition("/")[2]
    if path.endswith(_SCRIPTS):
        return not _spoken_of(system, path, re.escape(name))
    if name in _MAKES:
        return not any(_spoken_of(system, path, rf"make\b[^\n]*?{re.escape(target)}") for target in _made(system, one))
    command = _COMMAND.search(one.words)
    return name in _PROJECTS and command is not None and not _spoken_of(system, path, re.escape(command[1]))


def _made(system: System, one: Entrance) -> set[str]:
    """The targets of a Makefile that come to an entrance in it, as their own recipe or by what they need."""
    document = system.document(one.at[0])
    targets = read_makefile(document)[0].targets if document is not None else ()
    own = max((each for each in targets if each.line <= one.at[1]), key=lambda each: each.line, default=None)
    found = {own.name} if own is not None else set[str]()
    while more := {each.name for each in targets if found & set(each.needs)} - found:
        found |= more
    return found


def _spoken_of(system: System, but: str, words: str) -> bool:
    """Whether a document that may start something holds words, given as a pattern."""
    spelled = re.compile(rf"(?<![\w-]){words}(?![\w-])".encode())
    for path in system.of_kind(*_STARTING):
        document = system.document(path) if path != but else None
        if document is not None and spelled.search(document.data):
            return True
    return False


def _pages(system: System) -> frozenset[str]:
    """The scripts of pages: who looks at one sees that it hangs."""
    return frozenset(start.path for one in system.handlers if one.kind == _PAGE for start in one.starts)


def _typed(system: System) -> Iterator[Routine]:
    """The functions that a library of command lines makes commands of."""
    for routine in system.routines("code"):
        if any(_makes_a_command(system, one) for one in routine.decorators):
            yield routine


def _makes_a_command(system: System, decorator: Term) -> bool:
    if isinstance(decorator, Result):
        if any(name.partition(".")[0] in COMMAND_LINES for name in system.indexed.names(decorator.call)):
            return True
        of: Term = decorator.call.callee
    else:
        of = decorator.of if isinstance(decorator, Attr) else decorator
        things = system.indexed.things(decorator)
        if any(isinstance(one, Thing) and one.path.partition(".")[0] in COMMAND_LINES for one in things):
            return True
    group = system.indexed.routine(of) if isinstance(of, Own) and of.kind == "function" else None
    return group is not None and any(_makes_a_command(system, one) for one in group.decorators if one is not decorator)
