"""Settings, constants and paths that a change gives another value or takes away: what documents may still repeat."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.alteration import Alteration
from mle_reviewer.program.requirements import states
from mle_reviewer.sources.document import Document, decode
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.system import System

_KINDS: Final = ("yaml", "toml", "json")
_NOT_SETTINGS: Final = re.compile(
    r"^\.(?!env)|(?:^|/)(?:pyproject\.toml|package(?:-lock)?\.json|tsconfig[^/]*\.json|dvc\.lock|[^/]*\.lock(?:\.json)?|[^/]*lock\.ya?ml)$"
    r"|\.dvc$|(?:^|/)(?:metrics?|results?|reports?|outputs?|artifacts?|locales?)/"
)
_LARGEST: Final = 60_000  # bytes: larger documents are data
_MOST: Final = 40  # of one document: more are another document
_CONSTANT: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|THRESHOLD")
_ENV: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_DEFAULT: Final = re.compile(r"\$\{\w+:?-([^}]*)\}")
_LONGEST: Final = 40


def settings(systems: Systems) -> tuple[Alteration, ...]:
    """The settings, constants and paths that mean something else now."""
    return (*_constants(systems), *_entries(systems), *_environment(systems), *_paths(systems))


def _entries(systems: Systems) -> Iterator[Alteration]:
    """Values of configuration."""
    for old, new in systems.modified(*_KINDS):
        if tier(new) not in {"code", "example"} or _NOT_SETTINGS.search(new) or states(new):
            continue
        before, after = _values(systems.before, old), _values(systems.after, new)
        found = []
        for key, (value, line) in after.items():
            if key in before and before[key][0] != value and systems.touched(new, line):
                was = before[key][0]
                found.append((key, line, f"goes from {_shown(was)} to {_shown(value)}", was))
        for key, (_value, line) in before.items():
            stood = systems.stood(old, line)
            if key not in after and stood is not None:
                found.append((key, stood[1], "is gone", ""))
        if len(found) <= _MOST:
            for key, line, says, was in found:
                yield Alteration("setting", ".".join(key), location(new, line), says, _words(key), was=was)


def _values(system: System, path: str) -> dict[tuple[str, ...], tuple[str, int]]:
    """The scalars under names; what stands in a list has no name of its own."""
    document = system.reader.tree.read(path)
    if not isinstance(document, Document) or len(document.data) > _LARGEST:
        return {}
    roots = system.roots(path)
    return dict(_scalars(roots[0])) if len(roots) == 1 else {}


def _scalars(root: Entry) -> Iterator[tuple[tuple[str, ...], tuple[str, int]]]:
    for path, entry in root.walk():
        text = entry.text()
        if text is not None and path and all(isinstance(part, str) for part in path):
            given = _DEFAULT.fullmatch(text)  # told by the environment, and this where that says nothing
            yield tuple(map(str, path)), (given[1] if given else text, entry.named or entry.line)


def _words(key: tuple[str, ...]) -> tuple[str, ...]:
    """How a document spells a setting: with the names above it, or alone where its name is no plain word."""
    last = key[-1]
    words = [".".join(key[-2:])] if len(key) > 1 else []
    return (*words, last) if re.search(r"[_\-A-Z0-9]", last[1:]) else tuple(words)


def _shown(value: str) -> str:
    flat = " ".join(value.split())
    return f"`{flat}`" if len(flat) <= _LONGEST else f"`{flat[: _LONGEST - 2]} …`"


def _constants(systems: Systems) -> Iterator[Alteration]:
    """Constants of modules, by the names that Python's style guide gives them."""
    for old, new in systems.modified("python"):
        if tier(new) != "code":
            continue
        before, after = _bound(systems.before, old), _bound(systems.after, new)
        for name, (value, line) in after.items():
            if name in before and before[name][0] != value:
                says = f"goes from {_shown(repr(before[name][0]))} to {_shown(repr(value))}"
                yield Alteration("constant", name, location(new, line), says, (name,), was=str(before[name][0]))
        for name, (_value, line) in before.items():
            stood = systems.stood(old, line)
            if name not in after and stood is not None:
                module = systems.after.indexed.module(new)
                if module is not None and name not in module.top().names:
                    yield Alteration("constant", name, location(*stood), "is gone", (name,))


def _bound(system: System, path: str) -> dict[str, tuple[object, int]]:
    module = system.indexed.module(path)
    found: dict[str, tuple[object, int]] = {}
    for step in module.top().every() if module is not None else ():
        if isinstance(step, Assign) and isinstance(step.term, Const) and _CONSTANT.fullmatch(step.name):
            found[step.name] = step.term.value, step.pos >> 12
    return found


def _environment(systems: Systems) -> Iterator[Alteration]:
    """Variables that programs are told by, which a changed document begins to ask for, or asks for no more."""
    before, after = _asked(systems.before), _asked(systems.after)
    changed = {file.path for file in systems.files}
    old = {file.old_path for file in systems.files}
    for name, (path, line) in after.items():
        if name not in before and path in changed:
            yield Alteration("setting", name, location(path, line), "is asked of the environment now", (name,))
    for name, (path, line) in before.items():
        stood = systems.stood(path, line)
        if name not in after and path in old and not _spoken(systems.after, name):
            place = stood or (path, line)
            yield Alteration("setting", name, location(*place), "is asked of the environment no more", (name,))


def _asked(system: System) -> dict[str, tuple[str, int]]:
    return system.once(_variables)


def _variables(system: System) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for routine in system.routines():
        for call in routine.calls():
            asks = {"os.getenv", "os.environ.get"} & set(system.indexed.names(call))
            first = call.args[0] if asks and call.args else None
            if isinstance(first, Const) and isinstance(first.value, str) and _ENV.fullmatch(first.value):
                at = system.at(routine, call.pos)
                found.setdefault(first.value, (at.path, at.line))
    return found


def _spoken(system: System, name: str) -> bool:
    """Whether code or configuration still speaks of a variable, as a class of settings does."""
    word = re.compile(rf"(?i)(?<![\w]){re.escape(name)}(?![\w])")
    for path in (*system.code, *system.of_kind("yaml", "toml", "json", "dockerfile", "shell", "makefile")):
        document = system.reader.tree.read(path) if tier(path) == "code" else None
        text = decode(document) if isinstance(document, Document) else ""
        if isinstance(text, str) and word.search(text):
            return True
    return False


def _paths(systems: Systems) -> Iterator[Alteration]:
    """Documents that are gone or stand elsewhere."""
    for file in systems.files:
        old = file.old_path
        if old is None or (file.status != "deleted" and old == file.path) or tier(old) in {"vendored", "test"}:
            continue
        says = "is gone" if file.status == "deleted" else f"is `{file.path}` now"
        words = (old,) if posixpath.dirname(old) else ()
        if words:
            yield Alteration("path", old, location(old if file.status == "deleted" else file.path, 1), says, words)
