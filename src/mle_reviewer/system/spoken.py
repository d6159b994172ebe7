"""What a command is a sign of, behind whatever runs it; and the commands that targets and scripts stand for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.makefile import Makefile, read_makefile
from mle_reviewer.program.shell import read_script, read_shell
from mle_reviewer.system.launching import proper

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.program.scripts.command import Command
    from mle_reviewer.system.grounds import Ground

_LONGEST: Final = 4  # words of a command that pages name
_DEEPEST: Final = 4
_MOST: Final = 200
_QUERIES: Final = ("list", "describe", "status", "get", "wait", "history", "diff", "logs", "show", "version")
_MAKES: Final = ("Makefile", "makefile", "GNUmakefile")
_CONTAINERS: Final = frozenset({"docker", "docker-compose", "podman", "nerdctl", "kubectl"})
_HOOKS: Final = ".pre-commit-config.yaml"
_SHELLS: Final = frozenset({"bash", "sh", "zsh"})
# Where the named commands of a project stand in its pyproject.toml, by what runs them.
_TASKS: Final = {
    "pdm": (("tool", "pdm", "scripts"),),
    "poe": (("tool", "poe", "tasks"),),
    "task": (("tool", "taskipy", "tasks"),),
    "rye": (("tool", "rye", "scripts"),),
    "pixi": (("tool", "pixi", "tasks"),),
}


def signed(conventions: Conventions, command: Command) -> str:
    """What a command is a sign of, by as many of its first words as pages name."""
    entry = entry_of(conventions, command)
    return entry.sign if entry is not None else ""


def entry_of(conventions: Conventions, command: Command) -> SignEntry | None:
    """What the pages say of a command."""
    words = (command.name, *command.words[1:])
    spoken = (words, proper(words), _within(words)) if command.words else ()
    return next((entry for one in spoken if one and (entry := _entry(conventions, one)) is not None), None)


def _entry(conventions: Conventions, words: Sequence[str]) -> SignEntry | None:
    words = (words[0].rpartition("/")[2], *words[1:])
    for count in range(min(_LONGEST, len(words)), 0, -1):
        entry = conventions.command(" ".join(words[:count]))
        if entry is not None:
            asks = entry.sign == "deploy" and (any(map(_asks, words[1:5])) or "--dry-run" in " ".join(words))
            return None if asks else entry
    return None


def _asks(word: str) -> bool:
    """Whether a sub-command only looks: `describe-pipeline`, `show`, `get`."""
    return word in _QUERIES or word.startswith(tuple(f"{one}-" for one in _QUERIES))


def _within(words: Sequence[str]) -> Sequence[str]:
    """What a command runs in a container: `docker compose run --rm app pytest`, `docker run image pytest`."""
    if words[0] not in _CONTAINERS or not {"run", "exec"} & set(words[1:4]):
        return ()
    begin = next(number for number, word in enumerate(words) if word in {"run", "exec"} and number)
    found = next(
        (number for number, word in enumerate(words[begin + 1 :], begin + 1)
         if word.rpartition("/")[2] in {"pytest", "python", "python3", "tox", "nox", "make", "uv", "poetry"}), None,
    )  # fmt: skip
    if found is None or words[found - 1].startswith(("--entrypoint", "-e", "--name")):
        return ()
    return proper(words[found:]) or words[found:]


def entered(ground: Ground, command: Command) -> Iterator[Command]:
    """The commands that a command stands for: of a target of a Makefile, a named task, or a script of the tree."""
    count = 0
    waiting = [(command, 0)]
    while waiting and count < _MOST:
        one, depth = waiting.pop(0)
        inner = tuple(_inner(ground, one)) if depth < _DEEPEST else ()
        count += len(inner)
        yield from inner
        waiting += [(each, depth + 1) for each in inner]


def _inner(ground: Ground, command: Command) -> Iterator[Command]:
    words = proper((command.name, *command.words[1:])) or command.words
    if not words:
        return
    name = words[0].rpartition("/")[2]
    if name == "make":
        yield from _made(ground, words[1:])
    elif name in _SHELLS or name.endswith(".sh"):
        spelled = next(
            (word for word in (words if name.endswith(".sh") else words[1:]) if not word.startswith("-")), ""
        )
        path = posixpath.normpath(spelled.lstrip("/"))
        document = ground.of.document(path) if path in ground.known else None
        if document is not None:
            yield from read_script(document)[0].commands
    elif name == "pre-commit" and "run" in words[1:3]:
        yield from hooks(ground)
    elif command.name in _TASKS:
        for word in command.words[1:]:
            yield from _task(ground, _TASKS[command.name], word)


def _made(ground: Ground, words: Sequence[str]) -> Iterator[Command]:
    """The recipes of the targets that `make` is told to make, and of those that they need first."""
    folder, targets = ".", []
    rest = iter(words)
    for word in rest:
        if word in {"-C", "--directory"}:
            folder = next(rest, ".")
        elif not word.startswith("-") and "=" not in word:
            targets.append(word)
    path = next(
        (one for name in _MAKES if (one := posixpath.normpath(posixpath.join(folder, name))) in ground.known), ""
    )
    document = ground.of.document(path) if path else None
    if document is None:
        return
    makefile = read_makefile(document)[0]
    waiting, seen = list(targets) or _first(makefile), set[str]()
    while waiting and len(seen) < _MOST:
        name = waiting.pop(0)
        target = makefile.target(name) if name not in seen else None
        seen.add(name)
        if target is not None:
            waiting += target.needs
            yield from target.commands


def hooks(ground: Ground) -> Iterator[Command]:
    """The commands of the hooks of the tree's own that run before each commit."""
    for root in ground.of.roots(_HOOKS) if _HOOKS in ground.known else ():
        repos = root.get("repos")
        for repo in repos.elements() if repos is not None else ():
            stated = repo.get("hooks")
            for hook in stated.elements() if stated is not None else ():
                entry = hook.get("entry")
                said = entry.text() if entry is not None else None
                if entry is not None and said:
                    yield from read_shell(said, entry.line)


def _first(makefile: Makefile) -> list[str]:
    return [makefile.targets[0].name] if makefile.targets else []


def _task(ground: Ground, tables: Sequence[tuple[str, ...]], name: str) -> Iterator[Command]:
    for root in ground.of.roots("pyproject.toml") if "pyproject.toml" in ground.known else ():
        for keys in tables:
            stated = root.get(*keys, name)
            if stated is not None:
                yield from read_shell(_said(stated), stated.line)


def _said(stated: Entry) -> str:
    """The text of a task, which may stand under `cmd` or `shell`."""
    inner = next((one for key in ("cmd", "shell", "composite") if (one := stated.get(key)) is not None), stated)
    return " && ".join(text for one in inner.elements() if (text := one.text())) or inner.text() or ""
