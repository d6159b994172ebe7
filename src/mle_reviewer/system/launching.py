"""What commands and packages start: the documents of a tree that containers, servers and console scripts enter."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program import console
from mle_reviewer.program.code import line_of
from mle_reviewer.program.commands import UNKNOWN, launches
from mle_reviewer.sources.document import decode
from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.code.terms import Const, Group, Pairs, Term, Text
from mle_reviewer.system.commands import Started, inner
from mle_reviewer.system.reaching import APPLICATION, Entrance, application
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.program.console import Console
    from mle_reviewer.system.deployed import Deployed
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.signs import Sign

_DOTTED: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$")
_WRAPPERS: Final = frozenset({
    "exec", "env", "time", "nohup", "sudo", "tini", "dumb-init", "gosu", "su-exec", "opentelemetry-instrument",
    "ddtrace-run", "nice", "--", "run-program", "newrelic-admin", "catchsegv", "numactl", "watchmedo", "auto-restart",
})  # fmt: skip
_BORROWING: Final = frozenset({"uvx"})  # what runs a tool that the project does not name
_RUNNERS: Final = frozenset({
    "uv", "poetry", "pipenv", "pdm", "rye", "hatch", "conda", "mamba", "micromamba", "pixi", "pipx",
})  # fmt: skip
_VALUED: Final = frozenset(
    {
        "-n",
        "--name",
        "--from",
        "--with",
        "-p",
        "--prefix",
        "--group",
        "--extra",
        "--python",
        "--project",
        "--directory",
        "--package",
        "--only-group",
        "-e",
        "--env",
        "-C",
    }
)
_PYTHON: Final = re.compile(r"(?:.*/)?python[0-9.]*$")
_ASSIGNED: Final = re.compile(r"[A-Za-z_]\w*=")


def entrances(system: Deployed, commands: Iterable[Started]) -> Iterator[Entrance]:
    """Every document that a command of a deployment or an installed script starts."""
    for one in commands:
        yield from started_by(one, system.layout, system.conventions)
    for manifest in system.manifests.get("function", ()):
        yield from handled(manifest, system.layout)
    for manifest in system.manifests.get("service", ()):
        target = applied(manifest, system.layout)
        if target is not None:
            yield Entrance(target, "run", (manifest.path, manifest.at.line), f"{manifest.about} serves it")
    for path, script in _consoles(system):
        target = _module(system.layout, script.module, (posixpath.dirname(path) or ".",))
        if target is not None:
            yield Entrance(target, "run", (path, script.line), f"the command `{script.name}`", script.function)


def stepped(steps: Iterable[Sign], layout: Layout, conventions: Conventions) -> Iterator[Entrance]:
    """The documents that steps of pipelines start by a command, in a shell or in a container."""
    for one in steps:
        words = tuple(word for slot in ("command", "arguments") for word in _words(one.given(slot)))
        if words:
            folders = tuple(dict.fromkeys([".", posixpath.dirname(one.path) or "."]))
            for command in inner(Started(words, one.path, line_of(one.pos), folders, "workload")):
                yield from started_by(command, layout, conventions)


def _words(term: Term | None) -> tuple[str, ...]:
    """The words of a command as far as they stand there: a text for a shell, or a list."""
    if isinstance(term, Group):
        return tuple(word.value if isinstance(word, Const) and isinstance(word.value, str) else UNKNOWN
                     for word in term.items)  # fmt: skip
    if isinstance(term, Text):
        term = Const("".join(part if isinstance(part, str) else UNKNOWN for part in term.parts))
    return ("sh", "-c", term.value) if isinstance(term, Const) and isinstance(term.value, str) else ()


def started_by(one: Started, layout: Layout, conventions: Conventions) -> Iterator[Entrance]:
    """What one command starts."""
    at, says = (one.path, one.line), f"{one.path} starts it"
    if one.where != "script":  # what scripts start with Python alone are stages already
        for folder in one.folders:
            launched = list(launches(shlex.join(one.words), folder, one.line, dict(one.environment)))
            targets = [path for launch in launched if (path := target_of(layout, launch)) is not None]
            if not targets and one.where == "workload":
                targets = [path for launch in launched if (path := _mounted(launch.target, one, layout)) is not None]
            if targets:
                yield from (Entrance(path, "run", at, says) for path in targets)
                break
    words = proper(one.words)
    known = conventions.command(words[0].rpartition("/")[2]) if words else None
    target = _served(words, known, one, layout) if known is not None else None
    if target is not None:
        yield Entrance(target, "run", at, says)
    elif known is None and one.where == "image" and len(words) == 1:
        yield from _called(words[0], one, layout)


def proper(words: Sequence[str]) -> tuple[str, ...]:
    """A command without what only wraps it: `exec`, `poetry run`, `uvx`, `python -m`."""
    rest = list(words)
    while rest:
        name = rest[0].rpartition("/")[2]
        if name in _WRAPPERS or _ASSIGNED.match(rest[0]) or rest[0].startswith("-"):
            rest = rest[1:]
        elif name in _RUNNERS and "run" in rest[1:3]:
            rest = rest[rest.index("run") + 1 :]
            while rest and rest[0].startswith("-"):
                rest = rest[2:] if rest[0] in _VALUED else rest[1:]
        elif name in _BORROWING:
            rest = rest[1:]
            while rest and rest[0].startswith("-"):
                rest = rest[2:] if rest[0] in _VALUED else rest[1:]
            rest[:1] = [one.partition("@")[0] for one in rest[:1]]  # the version of the tool
        elif _PYTHON.match(rest[0]) and "-m" in rest[1:4]:
            rest = rest[rest.index("-m") + 1 :]
        else:
            break
    return tuple(rest)


def _served(words: Sequence[str], known: SignEntry, one: Started, layout: Layout) -> str | None:
    """The document of the application that a server's command names."""
    named = known.slots.get("app")
    options = [named] if isinstance(named, str) else list(named) if isinstance(named, list) else []
    stated: list[str] = []
    for number, word in enumerate(words[1:], 1):
        option, equals, value = word.partition("=")
        if option in options:
            stated.append(value if equals else words[number + 1] if number + 1 < len(words) else "")
    variable = known.slots.get("variable")
    stated += [value for name, value in one.environment if name == variable]
    for word in (*stated, *words[1:]):
        found = APPLICATION.match(word)
        module = found[1] if found else word if word in stated and not word.endswith(".py") else ""
        target = _module(layout, module, one.folders) if module else None
        if target is None and (path := word.partition(":")[0]).endswith(".py"):
            target = _file(layout, path, one.folders)
        if target is not None:
            return target
    return None


def _called(word: str, one: Started, layout: Layout) -> Iterator[Entrance]:
    """A function that the image's own runtime, which is a platform's, is told to call (`app.handler`)."""
    if _DOTTED.match(word) and not word.endswith((".py", ".sh", ".js", ".jar")):
        module, _dot, function = word.rpartition(".")
        target = _module(layout, module, one.folders)
        if target is not None:
            yield Entrance(target, "run", (one.path, one.line), f"{one.path} starts it", function, ended=True)


def applied(one: Manifest, layout: Layout) -> str | None:
    """The document of the application that a manifest has a server serve (`import_path: serve.app:graph`)."""
    stated = one.text("app")
    return application(layout, (stated,), posixpath.dirname(one.path)) if stated else None


def _mounted(spelled: str, one: Started, layout: Layout) -> str | None:
    """The document that a path of a container ends with: beside the manifest, or the only one that ends so."""
    parts = [part for part in posixpath.normpath(spelled).split("/") if part]
    if not spelled.startswith("/") or not parts:
        return None
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(one.path), parts[-1]))
    for start in range(1, len(parts) - 1):
        path = "/".join(parts[start:])
        found = path if path in layout.code else layout.ending(path)
        if found is not None:
            return found
    return beside if beside in layout.code else None


def handled(one: Manifest, layout: Layout) -> Iterator[Entrance]:
    """The function that a platform is told to call."""
    handler = one.text("handler").replace("/", ".")
    module, _dot, function = handler.rpartition(".")
    if not module:
        return
    here = posixpath.dirname(one.path)
    folders = [posixpath.normpath(posixpath.join(here, folder or ".")) for folder in (one.text("folder"), "")]
    target = _module(layout, module, (*folders, "."))
    if target is not None:
        yield Entrance(target, "run", (one.path, one.at.line), f"{one.about} calls {handler}", function, ended=True)


def _module(layout: Layout, dotted: str, folders: Sequence[str]) -> str | None:
    """The document of a module as one of the folders holds it, or as it is found from there."""
    relative = dotted.replace(".", "/")
    for folder in folders:
        for path in (f"{relative}.py", f"{relative}/__init__.py"):
            normal = posixpath.normpath(posixpath.join(folder, path))
            if normal in layout.paths:
                return normal
    return layout.resolve(posixpath.join(folders[0], "x.py").removeprefix("./"), dotted, 0) if folders else None


def _file(layout: Layout, spelled: str, folders: Sequence[str]) -> str | None:
    for folder in folders:
        normal = posixpath.normpath(posixpath.join(folder, spelled.lstrip("/")))
        if normal in layout.paths:
            return normal
    return layout.ending(posixpath.normpath(spelled).lstrip("./"))


def _consoles(system: Deployed) -> Iterator[tuple[str, Console]]:
    """The console scripts of the projects of a tree."""
    for path in system.paths:
        name = path.rpartition("/")[2]
        if tier(path) != "code" or name not in {"pyproject.toml", "setup.cfg", "setup.py"}:
            continue
        if name == "pyproject.toml":
            for root in system.roots(path):
                yield from ((path, one) for one in console.of_pyproject(root))
        elif name == "setup.cfg":
            document = system.document(path)
            text = decode(document) if document is not None else ""
            yield from ((path, one) for one in console.of_setup_cfg("" if isinstance(text, Gap) else text))
        else:
            yield from ((path, one) for one in _of_setup(system, path))


def _of_setup(system: Deployed, path: str) -> Iterator[Console]:
    module = system.world.module(path)
    for call in module.top().calls() if module is not None else ():
        points = call.given("entry_points")
        listed = points.get("console_scripts") if isinstance(points, Pairs) else None
        for term in listed.items if isinstance(listed, Group) else ():
            if isinstance(term, Const) and isinstance(term.value, str):
                yield from console.of_line(term.value, 1)
