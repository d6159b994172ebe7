"""Functions that a change no longer has called: who called them before, and whether anything speaks of them still."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import decode
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import Attr, Own
from mle_reviewer.system.questions.changes.guards import functions_named, qualified
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_MOST_DEEP: Final = 4
_MOST_CALLERS: Final = 40
_SPOKEN_IN: Final = ("python", "yaml", "toml", "json", "shell", "makefile", "dockerfile", "notebook")
_BROUGHT_IN: Final = re.compile(r"\s*(?:from\s|import\s|(?:async\s+)?def\s|class\s|#)")


def uncalled(systems: Systems, routine: Routine) -> tuple[Routine, int, str] | None:
    """What came to a function before, by what it called or handed on, and does no more: where, and what it called."""
    changed = {one.old_path or one.path for one in systems.files}
    waiting, seen = [(routine, 0)], {(routine.path, routine.function)}
    while waiting and len(seen) < _MOST_CALLERS:
        target, depth = waiting.pop(0)
        for by, pos in _naming(systems.before, target) if target.function >= 0 else ():
            key = by.path, by.function
            if by.path in changed and systems.before.reached.how(by) == "run" and _no_more(systems, by, target):
                return by, pos, target.name
            if key not in seen and depth < _MOST_DEEP:
                seen.add(key)
                waiting.append((by, depth + 1))
    return None


def only_brought_in(systems: Systems, old: Routine) -> bool:
    """Whether a function that was called before is called nowhere any more, though documents may still import it."""
    path = systems.renamed(old.path)
    now = functions_named(systems.after, path).get(qualified(systems.before, old)) if path else None
    if now is None or now.function < 0 or now.decorators or not any(_naming(systems.before, old)):
        return False
    return not any(_naming(systems.after, now))


def _naming(system: System, target: Routine) -> Iterator[tuple[Routine, int]]:
    """The functions that call a function or hand it on, each with the place."""
    for by, call in system.indexed.callers(target):
        if tier(by.path) == "code":
            yield by, call.pos
    this = target.path, target.function, "function"
    for by in system.routines():
        for term, step in by.spoken():
            defines = isinstance(step, Assign) and step.term is term
            if isinstance(term, Own) and (term.path, term.index, term.kind) == this and not defines:
                yield by, step.pos


def _no_more(systems: Systems, by: Routine, target: Routine) -> bool:
    """Whether a function does not speak of another one after the change, and nothing else does in its place."""
    path = systems.renamed(by.path)
    bare = target.name.rpartition(".")[2]
    now = functions_named(systems.after, path).get(qualified(systems.before, by)) if path is not None else None
    terms = now.spoken() if now is not None else ()
    if any(isinstance(one, (Own, Attr)) and one.name.rpartition(".")[2] == bare for one, _step in terms):
        return False
    return not spoken_of(systems.after, bare, systems.renamed(target.path) or "")


def spoken_of(system: System, word: str, but: str) -> bool:
    """Whether a document of production speaks of a name, other than where it is defined or brought in."""
    named = re.compile(rf"(?<![\w]){re.escape(word)}(?![\w])")
    for path in system.of_kind(*_SPOKEN_IN):
        if path == but or tier(path) != "code":
            continue
        document = system.document(path)
        text = decode(document) if document is not None else ""
        if isinstance(text, str) and word in text:
            lines = text.split("\n")
            if any(named.search(line) and not _BROUGHT_IN.match(line) for line in lines):
                return True
    return False
